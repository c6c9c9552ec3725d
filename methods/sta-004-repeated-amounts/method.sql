-- One row per payment of an amount that its unit paid often, to several payees.
WITH one AS (
  SELECT org_code, fiscal_year, amount, payee_key, COUNT(*) AS payments
  FROM payment_payee
  WHERE net_amount > 0
    AND NOT agent
    AND contract_id IS NULL
    AND CAST(amount * 100 AS BIGINT) % CAST($round_to * 100 AS BIGINT) <> 0
  GROUP BY org_code, fiscal_year, amount, payee_key
),
repeated AS (
  SELECT
    org_code, fiscal_year, amount,
    CAST(SUM(CAST(payments AS DECIMAL(18,0))) AS DECIMAL(18,0)) AS times,
    COUNT(*) AS payees
  FROM one
  GROUP BY org_code, fiscal_year, amount
),
unit AS (
  SELECT
    r.*,
    SUM(times) OVER (PARTITION BY org_code, fiscal_year) AS rows_of_unit,
    SUM(CAST(times * times AS DECIMAL(18,0))) OVER (PARTITION BY org_code, fiscal_year) AS squares
  FROM repeated r
)
SELECT
  u.org_code || '/' || CAST(u.fiscal_year AS VARCHAR) || '/' || CAST(u.amount AS VARCHAR) AS lead_key,
  u.org_code AS subject,
  p.key,
  p.amount,
  u.fiscal_year,
  u.amount AS amount_repeated,
  u.times,
  u.payees,
  CAST(CAST(u.squares AS DECIMAL(28,6)) / u.rows_of_unit AS DECIMAL(18,2)) AS mean_repeats,
  p.payee_name,
  p.paid_on
FROM unit u
JOIN payment_payee p
  ON p.org_code = u.org_code AND p.fiscal_year = u.fiscal_year AND p.amount = u.amount
WHERE u.times >= $times
  AND u.payees >= $payees
  AND p.net_amount > 0
  AND NOT p.agent
  AND p.contract_id IS NULL
