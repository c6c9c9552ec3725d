-- A row: one earmarked transfer part of which was neither spent, passed on nor given back when the year after its budget year ended.
WITH received AS (
  SELECT p.key, p.transfer_id, p.fiscal_year, p.to_gov, p.program_code, p.document_no, p.amount,
    p.amount - COALESCE(p.recovered_amount, 0) AS due_amount,
    CAST(CAST(p.fiscal_year + $years AS VARCHAR) || '-12-31' AS DATE) AS last_day
  FROM transfer p
  LEFT JOIN (
    SELECT program_code, BOOL_AND(earmarked) AS earmarked, MIN(carry_rule) AS carry_rule FROM program GROUP BY program_code
  ) g ON g.program_code = p.program_code
  JOIN (
    SELECT gov_code FROM (
      SELECT gov_code FROM transfer_payment
      UNION ALL
      SELECT from_gov FROM transfer_parent
    ) x
    GROUP BY gov_code
  ) k ON k.gov_code = p.to_gov
  LEFT JOIN (
    SELECT l.transfer_id, MAX(j.ends_on) AS ends_on
    FROM budget_line l
    JOIN (
      SELECT project_code, MIN(kind) AS kind, MAX(COALESCE(ends_on, DATE '9999-12-31')) AS ends_on FROM project GROUP BY project_code
    ) j ON j.project_code = l.project_code
    WHERE j.kind IN ($construction_kinds)
    GROUP BY l.transfer_id
  ) b ON b.transfer_id = p.transfer_id
  WHERE COALESCE(g.earmarked, p.kind IN ('special', 'shared', 'direct')) AND p.amount > 0
    AND g.carry_rule IS NULL
    AND CAST(CAST(p.fiscal_year AS VARCHAR) || '-01-01' AS DATE) >= $begins_on
    AND CAST(CAST(p.fiscal_year + $years AS VARCHAR) || '-12-31' AS DATE) <= $as_of
    AND (b.ends_on IS NULL OR b.ends_on <= CAST(CAST(p.fiscal_year + $years AS VARCHAR) || '-12-31' AS DATE))
),
used AS (
  SELECT transfer_id, gov_code, paid_on AS used_on, net_amount AS spent, CAST(0 AS DECIMAL(18,2)) AS passed
  FROM transfer_payment
  UNION ALL
  SELECT parent_transfer_id, from_gov, issued_on, CAST(0 AS DECIMAL(18,2)),
    CAST(amount - COALESCE(recovered_amount, 0) AS DECIMAL(18,2))
  FROM transfer_parent
),
held AS (
  SELECT r.key, r.transfer_id, r.fiscal_year, r.to_gov, r.program_code, r.document_no, r.amount, r.due_amount, r.last_day,
    COALESCE(SUM(CASE WHEN u.used_on <= r.last_day THEN u.spent END), 0) AS spent_amount,
    COALESCE(SUM(CASE WHEN u.used_on <= r.last_day THEN u.passed END), 0) AS passed_amount,
    SUM(CASE WHEN u.used_on > r.last_day THEN u.spent + u.passed ELSE 0 END) AS used_later
  FROM received r
  LEFT JOIN used u ON u.transfer_id = r.transfer_id AND u.gov_code = r.to_gov
  GROUP BY r.key, r.transfer_id, r.fiscal_year, r.to_gov, r.program_code, r.document_no, r.amount, r.due_amount, r.last_day
)
SELECT
  key AS lead_key,
  to_gov AS subject,
  key AS key,
  CAST(due_amount - spent_amount - passed_amount AS DECIMAL(18,2)) AS amount,
  transfer_id, fiscal_year, program_code, document_no, last_day, amount AS received_amount, spent_amount, passed_amount, used_later
FROM held
WHERE due_amount > spent_amount + passed_amount
