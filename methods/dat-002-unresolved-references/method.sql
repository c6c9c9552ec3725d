-- One row per reference that leads to no row of the table it names,
-- and per transfer whose two ways of naming its parent disagree.
WITH link AS (
  SELECT l.child_transfer_id, l.parent_transfer_id, l.key, l.amount,
         COALESCE(c.from_gov, p.to_gov, l.child_transfer_id) AS subject
  FROM transfer_link l
  LEFT JOIN (SELECT transfer_id, MIN(from_gov) AS from_gov FROM transfer GROUP BY transfer_id) c
    ON c.transfer_id = l.child_transfer_id
  LEFT JOIN (SELECT transfer_id, MIN(to_gov) AS to_gov FROM transfer GROUP BY transfer_id) p
    ON p.transfer_id = l.parent_transfer_id
),
reference AS (
  SELECT 'payment' AS table_name, 'org_code' AS column_name, 'organization' AS target, org_code AS code, org_code AS subject, key, amount FROM payment
  UNION ALL SELECT 'payment' AS table_name, 'gov_code' AS column_name, 'government' AS target, gov_code AS code, org_code AS subject, key, amount FROM payment
  UNION ALL SELECT 'payment' AS table_name, 'line_id' AS column_name, 'budget_line' AS target, line_id AS code, org_code AS subject, key, amount FROM payment
  UNION ALL SELECT 'payment' AS table_name, 'application_id' AS column_name, 'pay_application' AS target, application_id AS code, org_code AS subject, key, amount FROM payment
  UNION ALL SELECT 'payment' AS table_name, 'transfer_id' AS column_name, 'transfer' AS target, transfer_id AS code, org_code AS subject, key, amount FROM payment
  UNION ALL SELECT 'payment' AS table_name, 'contract_id' AS column_name, 'contract' AS target, contract_id AS code, org_code AS subject, key, amount FROM payment
  UNION ALL SELECT 'payment' AS table_name, 'procurement_id' AS column_name, 'procurement' AS target, procurement_id AS code, org_code AS subject, key, amount FROM payment
  UNION ALL SELECT 'budget_line' AS table_name, 'org_code' AS column_name, 'organization' AS target, org_code AS code, org_code AS subject, key, adjusted_amount AS amount FROM budget_line
  UNION ALL SELECT 'budget_line' AS table_name, 'gov_code' AS column_name, 'government' AS target, gov_code AS code, org_code AS subject, key, adjusted_amount AS amount FROM budget_line
  UNION ALL SELECT 'budget_line' AS table_name, 'transfer_id' AS column_name, 'transfer' AS target, transfer_id AS code, org_code AS subject, key, adjusted_amount AS amount FROM budget_line
  UNION ALL SELECT 'transfer' AS table_name, 'from_gov' AS column_name, 'government' AS target, from_gov AS code, from_gov AS subject, key, amount FROM transfer
  UNION ALL SELECT 'transfer' AS table_name, 'to_gov' AS column_name, 'government' AS target, to_gov AS code, from_gov AS subject, key, amount FROM transfer
  UNION ALL SELECT 'transfer' AS table_name, 'program_code' AS column_name, 'program' AS target, program_code AS code, from_gov AS subject, key, amount FROM transfer
  -- What a government received from outside the ledger has its parent outside, too.
  UNION ALL SELECT 'transfer' AS table_name, 'parent_transfer_id' AS column_name, 'transfer' AS target, t.parent_transfer_id AS code, t.from_gov AS subject, t.key AS key, t.amount AS amount
            FROM transfer t JOIN (SELECT to_gov FROM transfer GROUP BY to_gov) r ON r.to_gov = t.from_gov
  UNION ALL SELECT 'transfer_link' AS table_name, 'child_transfer_id' AS column_name, 'transfer' AS target, child_transfer_id AS code, subject, key, amount FROM link
  UNION ALL SELECT 'transfer_link' AS table_name, 'parent_transfer_id' AS column_name, 'transfer' AS target, parent_transfer_id AS code, subject, key, amount FROM link
  UNION ALL SELECT 'grant_payment' AS table_name, 'org_code' AS column_name, 'organization' AS target, org_code AS code, org_code AS subject, key, amount FROM grant_payment
  UNION ALL SELECT 'grant_payment' AS table_name, 'gov_code' AS column_name, 'government' AS target, gov_code AS code, COALESCE(org_code, gov_code) AS subject, key, amount FROM grant_payment
  UNION ALL SELECT 'grant_payment' AS table_name, 'program_code' AS column_name, 'program' AS target, program_code AS code, COALESCE(org_code, gov_code, program_code) AS subject, key, amount FROM grant_payment
  UNION ALL SELECT 'revenue' AS table_name, 'org_code' AS column_name, 'organization' AS target, org_code AS code, org_code AS subject, key, amount FROM revenue
  UNION ALL SELECT 'revenue' AS table_name, 'gov_code' AS column_name, 'government' AS target, gov_code AS code, org_code AS subject, key, amount FROM revenue
  UNION ALL SELECT 'contract' AS table_name, 'org_code' AS column_name, 'organization' AS target, org_code AS code, org_code AS subject, key, amount FROM contract
  UNION ALL SELECT 'procurement' AS table_name, 'org_code' AS column_name, 'organization' AS target, org_code AS code, org_code AS subject, key, award_amount AS amount FROM procurement
  UNION ALL SELECT 'organization' AS table_name, 'gov_code' AS column_name, 'government' AS target, gov_code AS code, org_code AS subject, key, CAST(0 AS DECIMAL(18,2)) AS amount FROM organization
  UNION ALL SELECT 'organization' AS table_name, 'parent_org_code' AS column_name, 'organization' AS target, parent_org_code AS code, org_code AS subject, key, CAST(0 AS DECIMAL(18,2)) AS amount FROM organization
),
known AS (
  SELECT 'organization' AS target, org_code AS code FROM organization
  UNION ALL
  -- A government above the audited area is known by being named as somebody's parent.
  SELECT 'government', code
  FROM (SELECT gov_code AS code FROM government UNION ALL SELECT parent_gov_code FROM government) g
 
  UNION ALL SELECT 'budget_line', line_id FROM budget_line
  UNION ALL SELECT 'pay_application', application_id FROM pay_application
  UNION ALL SELECT 'transfer', transfer_id FROM transfer
  UNION ALL SELECT 'contract', contract_id FROM contract
  UNION ALL SELECT 'procurement', procurement_id FROM procurement
  UNION ALL SELECT 'program', program_code FROM program
),
-- A table that was not delivered makes no orphans; it is asked for instead.
held AS (
  SELECT 'organization' AS target, COUNT(*) AS n FROM organization
  UNION ALL SELECT 'government', COUNT(*) FROM government
  UNION ALL SELECT 'budget_line', COUNT(*) FROM budget_line
  UNION ALL SELECT 'pay_application', COUNT(*) FROM pay_application
  UNION ALL SELECT 'transfer', COUNT(*) FROM transfer
  UNION ALL SELECT 'contract', COUNT(*) FROM contract
  UNION ALL SELECT 'procurement', COUNT(*) FROM procurement
  UNION ALL SELECT 'program', COUNT(*) FROM program
),
linked AS (
  SELECT
    l.child_transfer_id,
    MIN(l.parent_transfer_id) AS link_parent,
    COUNT(CASE WHEN l.parent_transfer_id = t.parent_transfer_id THEN 1 END) AS agreeing
  FROM transfer_link l
  JOIN (SELECT transfer_id, MIN(parent_transfer_id) AS parent_transfer_id FROM transfer GROUP BY transfer_id) t
    ON t.transfer_id = l.child_transfer_id
  GROUP BY l.child_transfer_id
)
SELECT
  r.table_name || '.' || r.column_name || '/' || r.code || '/' || r.subject AS lead_key,
  r.subject,
  r.key,
  r.table_name AS "table",
  CAST(ABS(r.amount) AS DECIMAL(18,2)) AS amount,
  r.column_name,
  r.target,
  r.code
FROM reference r
JOIN held h ON h.target = r.target
WHERE h.n > 0
  AND r.code NOT IN ($placeholders)
  AND NOT EXISTS (SELECT 1 FROM known k WHERE k.target = r.target AND k.code = r.code)
UNION ALL
SELECT
  'transfer_link/' || t.transfer_id,
  t.from_gov,
  t.key,
  'transfer',
  CAST(ABS(t.amount) AS DECIMAL(18,2)),
  'parent_transfer_id',
  'transfer_link',
  l.link_parent
FROM transfer t
JOIN linked l ON l.child_transfer_id = t.transfer_id
WHERE t.parent_transfer_id NOT IN ($placeholders)
  AND l.agreeing = 0
