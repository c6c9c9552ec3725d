-- One row per ledger row that bears an identifier already borne by an earlier row of its table.
-- Only the rows of repeated identifiers are ranked: the rest never reaches the sort.
WITH repeated AS (
  SELECT 'government' AS table_name, g.key, g.digest, g.gov_code AS id, '' AS part, g.gov_code AS subject,
         CAST(NULL AS DATE) AS dated, CAST(0 AS DECIMAL(18,2)) AS amount, TRUE AS is_code_list
  FROM (SELECT gov_code FROM government GROUP BY gov_code HAVING COUNT(*) > 1) d
  JOIN government g ON d.gov_code = g.gov_code
  UNION ALL
  SELECT 'organization' AS table_name, o.key, o.digest, o.org_code AS id,
         '' AS part, o.org_code AS subject,
         CAST(NULL AS DATE) AS dated, CAST(0 AS DECIMAL(18,2)) AS amount, TRUE AS is_code_list
  FROM (SELECT org_code FROM organization GROUP BY org_code HAVING COUNT(*) > 1) d
  JOIN organization o ON d.org_code = o.org_code
  UNION ALL
  SELECT 'program' AS table_name, g.key, g.digest, g.program_code AS id,
         '' AS part, g.program_code AS subject,
         CAST(NULL AS DATE) AS dated, CAST(0 AS DECIMAL(18,2)) AS amount, TRUE AS is_code_list
  FROM (SELECT program_code FROM program GROUP BY program_code HAVING COUNT(*) > 1) d
  JOIN program g ON d.program_code = g.program_code
  UNION ALL
  SELECT 'project' AS table_name, j.key, j.digest, j.project_code AS id,
         '' AS part, COALESCE(j.org_code, j.project_code) AS subject,
         CAST(NULL AS DATE) AS dated, CAST(0 AS DECIMAL(18,2)) AS amount, TRUE AS is_code_list
  FROM (SELECT project_code FROM project GROUP BY project_code HAVING COUNT(*) > 1) d
  JOIN project j ON d.project_code = j.project_code
  UNION ALL
  SELECT 'budget_line' AS table_name, l.key, l.digest, l.line_id AS id,
         '' AS part, l.org_code AS subject,
         l.released_on AS dated, l.adjusted_amount AS amount, FALSE AS is_code_list
  FROM (SELECT line_id FROM budget_line GROUP BY line_id HAVING COUNT(*) > 1) d
  JOIN budget_line l ON d.line_id = l.line_id
  UNION ALL
  SELECT 'cash_plan' AS table_name, c.key, c.digest, c.plan_id AS id,
         '' AS part, COALESCE(c.org_code, c.plan_id) AS subject,
         CAST(NULL AS DATE) AS dated, c.amount, FALSE AS is_code_list
  FROM (SELECT plan_id FROM cash_plan GROUP BY plan_id HAVING COUNT(*) > 1) d
  JOIN cash_plan c ON d.plan_id = c.plan_id
  UNION ALL
  SELECT 'pay_application' AS table_name, a.key, a.digest, a.application_id AS id,
         '' AS part, COALESCE(a.org_code, a.application_id) AS subject,
         a.applied_on AS dated, a.amount, FALSE AS is_code_list
  FROM (SELECT application_id FROM pay_application GROUP BY application_id HAVING COUNT(*) > 1) d
  JOIN pay_application a ON d.application_id = a.application_id
  UNION ALL
  SELECT 'contract' AS table_name, c.key, c.digest, c.contract_id AS id,
         '' AS part, c.org_code AS subject,
         c.signed_on AS dated, c.amount, FALSE AS is_code_list
  FROM (SELECT contract_id FROM contract GROUP BY contract_id HAVING COUNT(*) > 1) d
  JOIN contract c ON d.contract_id = c.contract_id
  WHERE c.supplement_of IS DISTINCT FROM c.contract_id
  UNION ALL
  -- The lots of one procurement stand under one number, a row for each supplier.
  SELECT 'procurement' AS table_name, q.key, q.digest, q.procurement_id AS id,
         COALESCE(q.supplier_id, q.supplier_name) AS part, q.org_code AS subject,
         q.awarded_on AS dated, q.award_amount AS amount, FALSE AS is_code_list
  FROM (SELECT procurement_id FROM procurement GROUP BY procurement_id HAVING COUNT(*) > 1) d
  JOIN procurement q ON d.procurement_id = q.procurement_id
  UNION ALL
  -- A return may stand under the number of what it returns, with the other sign.
  SELECT 'transfer' AS table_name, t.key, t.digest, t.transfer_id AS id,
         CASE WHEN t.amount < 0 THEN '-' ELSE '+' END AS part, t.from_gov AS subject,
         t.issued_on AS dated, t.amount, FALSE AS is_code_list
  FROM (SELECT transfer_id FROM transfer GROUP BY transfer_id HAVING COUNT(*) > 1) d
  JOIN transfer t ON d.transfer_id = t.transfer_id
  UNION ALL
  SELECT 'payment' AS table_name, p.key, p.digest, p.payment_id AS id,
         CASE WHEN p.amount < 0 THEN '-' ELSE '+' END AS part, p.org_code AS subject,
         p.paid_on AS dated, p.amount, FALSE AS is_code_list
  FROM (SELECT payment_id FROM payment GROUP BY payment_id HAVING COUNT(*) > 1) d
  JOIN payment p ON d.payment_id = p.payment_id
  UNION ALL
  SELECT 'grant_payment' AS table_name, g.key, g.digest, g.grant_id AS id,
         CASE WHEN g.amount < 0 THEN '-' ELSE '+' END AS part, COALESCE(g.org_code, g.gov_code, g.program_code) AS subject,
         g.paid_on AS dated, g.amount, FALSE AS is_code_list
  FROM (SELECT grant_id FROM grant_payment GROUP BY grant_id HAVING COUNT(*) > 1) d
  JOIN grant_payment g ON d.grant_id = g.grant_id
  UNION ALL
  -- One receipt may list several revenue items, a row for each.
  SELECT 'revenue' AS table_name, r.key, r.digest, r.receipt_id AS id,
         CASE WHEN r.amount < 0 THEN '-' ELSE '+' END || COALESCE(r.item_code, '') AS part, r.org_code AS subject,
         r.received_on AS dated, r.amount, FALSE AS is_code_list
  FROM (SELECT receipt_id FROM revenue GROUP BY receipt_id HAVING COUNT(*) > 1) d
  JOIN revenue r ON d.receipt_id = r.receipt_id
),
ranked AS (
  SELECT
    r.*,
    ROW_NUMBER() OVER (PARTITION BY table_name, id, part ORDER BY dated NULLS LAST, key) AS occurrence,
    FIRST_VALUE(digest) OVER (PARTITION BY table_name, id ORDER BY key) AS first_digest
  FROM repeated r
)
SELECT
  table_name || '/' || id AS lead_key,
  subject,
  key,
  table_name              AS "table",
  ABS(amount) AS amount,
  id,
  dated,
  occurrence
FROM ranked
WHERE occurrence > 1
  -- A second copy of the same line in a code list changes no join and no sum.
  AND (NOT is_code_list OR digest <> first_digest)
