-- One row per payee and year whose largest payment is many times the second largest.
WITH sized AS (
  SELECT
    p.*,
    ROW_NUMBER() OVER (PARTITION BY payee_key, fiscal_year ORDER BY net_amount DESC NULLS LAST, key) AS place,
    LEAD(net_amount) OVER (PARTITION BY payee_key, fiscal_year ORDER BY net_amount DESC NULLS LAST, key) AS second,
    COUNT(*) OVER (PARTITION BY payee_key, fiscal_year) AS payments
  FROM payment_payee p
  WHERE net_amount > 0
    AND NOT agent
)
SELECT
  payee_key || '/' || CAST(fiscal_year AS VARCHAR) AS lead_key,
  payee_key AS subject,
  key,
  net_amount AS amount,
  payee_name,
  paid_on,
  fiscal_year,
  payments,
  net_amount AS largest,
  second,
  CAST(CAST(net_amount AS DECIMAL(28,6)) / second AS DECIMAL(18,1)) AS factor
FROM sized
WHERE place = 1
  AND payments >= $payments
  AND net_amount >= second * CAST($factor AS DECIMAL(9,2))
