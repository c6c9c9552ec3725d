-- One row per certified or stated total that the loaded rows do not reach or exceed.
WITH cell AS (
  SELECT 'payment' AS table_name, gov_code, org_code, CAST(NULL AS VARCHAR) AS program_code,
         CAST(fiscal_year AS VARCHAR) AS fiscal_year, SUBSTR(CAST(paid_on AS VARCHAR), 1, 7) AS period,
         SUM(amount) AS amount, COUNT(*) AS row_count
  FROM payment
  GROUP BY gov_code, org_code, CAST(fiscal_year AS VARCHAR), SUBSTR(CAST(paid_on AS VARCHAR), 1, 7)
  UNION ALL
  SELECT 'grant_payment', gov_code, org_code, program_code,
         CAST(fiscal_year AS VARCHAR), SUBSTR(CAST(paid_on AS VARCHAR), 1, 7), SUM(amount), COUNT(*)
  FROM grant_payment
  GROUP BY gov_code, org_code, program_code, CAST(fiscal_year AS VARCHAR), SUBSTR(CAST(paid_on AS VARCHAR), 1, 7)
  UNION ALL
  SELECT 'revenue', gov_code, org_code, NULL,
         CAST(fiscal_year AS VARCHAR), SUBSTR(CAST(received_on AS VARCHAR), 1, 7), SUM(amount), COUNT(*)
  FROM revenue
  GROUP BY gov_code, org_code, CAST(fiscal_year AS VARCHAR), SUBSTR(CAST(received_on AS VARCHAR), 1, 7)
  UNION ALL
  SELECT 'transfer', NULL, NULL, program_code,
         CAST(fiscal_year AS VARCHAR), SUBSTR(CAST(issued_on AS VARCHAR), 1, 7), SUM(amount), COUNT(*)
  FROM transfer
  GROUP BY program_code, CAST(fiscal_year AS VARCHAR), SUBSTR(CAST(issued_on AS VARCHAR), 1, 7)
  UNION ALL
  SELECT 'budget_line', gov_code, org_code, NULL,
         CAST(fiscal_year AS VARCHAR), NULL, SUM(adjusted_amount), COUNT(*)
  FROM budget_line
  GROUP BY gov_code, org_code, CAST(fiscal_year AS VARCHAR)
  UNION ALL
  SELECT 'final_account', gov_code, org_code, NULL,
         CAST(fiscal_year AS VARCHAR), NULL, SUM(final_amount), COUNT(*)
  FROM final_account
  GROUP BY gov_code, org_code, CAST(fiscal_year AS VARCHAR)
  UNION ALL
  SELECT 'balance', gov_code, org_code, NULL,
         CAST(fiscal_year AS VARCHAR), NULL, SUM(closing_amount), COUNT(*)
  FROM balance
  GROUP BY gov_code, org_code, CAST(fiscal_year AS VARCHAR)
  UNION ALL
  SELECT 'journal_line', NULL, org_code, NULL,
         NULL, COALESCE(period, SUBSTR(CAST(posted_on AS VARCHAR), 1, 7)), SUM(debit_amount), COUNT(*)
  FROM journal_line
  GROUP BY org_code, COALESCE(period, SUBSTR(CAST(posted_on AS VARCHAR), 1, 7))
  UNION ALL
  SELECT 'contract', NULL, org_code, NULL, NULL, NULL, SUM(amount), COUNT(*)
  FROM contract
  GROUP BY org_code
),
-- Each cell once for every kind of total, so that the big tables are read once.
summed AS (
  SELECT
    c.table_name,
    CASE d.dimension
      WHEN 'all'          THEN 'all'
      WHEN 'gov_code'     THEN 'gov_code='     || c.gov_code
      WHEN 'org_code'     THEN 'org_code='     || c.org_code
      WHEN 'program_code' THEN 'program_code=' || c.program_code
      WHEN 'fiscal_year'  THEN 'fiscal_year='  || c.fiscal_year
      WHEN 'period'       THEN 'period='       || c.period
    END AS group_key,
    SUM(c.amount) AS amount,
    SUM(CAST(c.row_count AS DECIMAL(18,0))) AS row_count
  FROM cell c
  CROSS JOIN (
    VALUES ('all'), ('gov_code'), ('org_code'), ('program_code'), ('fiscal_year'), ('period')
  ) d (dimension)
  GROUP BY 1, 2
),
-- Every file may close with a total of its own rows: totals of one table and group are added up.
stated AS (
  SELECT
    c.table_name,
    c.group_key,
    CASE WHEN c.group_key = 'certified' THEN 'all' ELSE c.group_key END AS sum_key,
    MIN(c.key)    AS key,
    CASE WHEN COUNT(c.amount) = COUNT(*) THEN SUM(c.amount) END AS amount,
    CASE WHEN COUNT(c.row_count) = COUNT(*) THEN SUM(CAST(c.row_count AS DECIMAL(18,0))) END AS row_count
  FROM control_total c
  WHERE c.amount IS NOT NULL OR c.row_count IS NOT NULL
  GROUP BY c.table_name, c.group_key
),
-- The government without a parent in the ledger answers for what no single one is named for.
top AS (
  SELECT MIN(g.gov_code) AS gov_code
  FROM government g
  LEFT JOIN government u ON u.gov_code = g.parent_gov_code
  WHERE u.gov_code IS NULL
),
compared AS (
  SELECT
    c.table_name,
    c.group_key,
    c.key,
    c.amount AS stated_amount,
    CAST(COALESCE(s.amount, 0) AS DECIMAL(38,2)) AS ledger_amount,
    c.row_count AS stated_rows,
    CAST(COALESCE(s.row_count, 0) AS DECIMAL(38,0)) AS ledger_rows
  FROM stated c
  LEFT JOIN summed s ON s.table_name = c.table_name AND s.group_key = c.sum_key
  -- A group of two columns (a=1;b=2) is none of the sums formed here.
  WHERE c.group_key NOT LIKE '%=%=%'
    AND (
      (c.table_name IN ('payment', 'grant_payment', 'revenue', 'transfer', 'budget_line', 'final_account', 'balance', 'journal_line', 'contract')
         AND c.group_key IN ('all', 'certified'))
      OR (c.table_name IN ('payment', 'grant_payment', 'revenue', 'budget_line', 'final_account', 'balance')
         AND (c.group_key LIKE 'gov_code=%' OR c.group_key LIKE 'org_code=%' OR c.group_key LIKE 'fiscal_year=%'))
      OR (c.table_name IN ('journal_line', 'contract') AND c.group_key LIKE 'org_code=%')
      OR (c.table_name IN ('payment', 'grant_payment', 'revenue', 'transfer', 'journal_line') AND c.group_key LIKE 'period=%')
      OR (c.table_name IN ('grant_payment', 'transfer') AND c.group_key LIKE 'program_code=%')
      OR (c.table_name = 'transfer' AND c.group_key LIKE 'fiscal_year=%')
    )
)
SELECT
  m.table_name || '/' || m.group_key AS lead_key,
  COALESCE(CASE WHEN m.group_key LIKE 'gov_code=%' THEN SUBSTR(m.group_key, 10) END, o.gov_code, t.gov_code, m.table_name) AS subject,
  m.key,
  CAST(ABS(m.ledger_amount - m.stated_amount) AS DECIMAL(18,2)) AS amount,
  m.table_name,
  m.group_key,
  m.stated_amount,
  m.ledger_amount,
  m.stated_rows,
  m.ledger_rows
FROM compared m
CROSS JOIN top t
LEFT JOIN (SELECT org_code, MIN(gov_code) AS gov_code FROM organization GROUP BY org_code) o
  ON m.group_key = 'org_code=' || o.org_code
WHERE m.ledger_amount > m.stated_amount + $tolerance
   OR m.ledger_amount < m.stated_amount - $tolerance
   OR m.ledger_rows <> m.stated_rows
