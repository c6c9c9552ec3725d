-- One row per payment to the largest payee of a unit that is concentrated.
WITH received AS (
  SELECT org_code, fiscal_year, payee_key, CAST(SUM(net_amount) AS DECIMAL(18,2)) AS total
  FROM payment_payee
  WHERE net_amount > 0
    AND NOT agent
  GROUP BY org_code, fiscal_year, payee_key
),
placed AS (
  SELECT
    r.*,
    ROW_NUMBER() OVER (PARTITION BY org_code, fiscal_year ORDER BY total DESC NULLS LAST, payee_key NULLS LAST) AS place
  FROM received r
),
unit AS (
  SELECT
    org_code, fiscal_year,
    hhi(total) AS index_value,
    COUNT(*) AS payees,
    CAST(SUM(total) AS DECIMAL(18,2)) AS unit_total,
    MAX(total) AS top_total,
    MAX(CASE WHEN place = 1 THEN payee_key END) AS top_payee
  FROM placed
  GROUP BY org_code, fiscal_year
)
SELECT
  u.org_code || '/' || CAST(u.fiscal_year AS VARCHAR) || '/' || u.top_payee AS lead_key,
  u.org_code AS subject,
  p.key,
  p.net_amount AS amount,
  p.payee_name,
  u.fiscal_year,
  u.payees,
  u.top_total,
  u.unit_total,
  CAST(CAST(u.top_total AS DECIMAL(28,6)) / u.unit_total AS DECIMAL(18,4)) AS top_share,
  CAST(u.index_value AS DECIMAL(18,4)) AS index_value,
  CAST(CAST(1 AS DECIMAL(28,6)) / u.index_value AS DECIMAL(18,1)) AS effective_number
FROM unit u
JOIN payment_payee p
  ON p.org_code = u.org_code AND p.fiscal_year = u.fiscal_year AND p.payee_key = u.top_payee
WHERE u.payees >= $payees
  AND u.index_value >= CAST($hhi AS DECIMAL(18,12))
  AND p.net_amount > 0
