-- One row per payment that is ranked, with the numbers it is ranked by: they stand behind the amount, the texts
-- before it. All are known on the day of payment: windows end with it, all payments of the day in them.
WITH known AS (
  SELECT
    p.*,
    SUM(net_amount) OVER (PARTITION BY org_code, fiscal_year ORDER BY paid_on NULLS LAST) AS unit_paid,
    SUM(net_amount) OVER (PARTITION BY payee_key ORDER BY paid_on NULLS LAST) AS received,
    COUNT(*) OVER (PARTITION BY payee_key ORDER BY paid_on NULLS LAST) AS payee_payments,
    COUNT(*) OVER (PARTITION BY org_code, payee_key, paid_on) AS day_payments
  FROM payment_payee p
  WHERE net_amount > 0
    AND NOT agent
)
SELECT
  key AS lead_key,
  org_code AS subject,
  key,
  payee_name,
  paid_on,
  net_amount AS amount,
  net_amount AS paid,
  CAST(CAST(net_amount AS DECIMAL(28,6)) / CAST(unit_paid AS DECIMAL(18,2)) AS DECIMAL(18,4)) AS unit_share,
  CAST(CAST(net_amount * CAST(payee_payments AS DECIMAL(9,0)) AS DECIMAL(28,6)) / CAST(received AS DECIMAL(18,2)) AS DECIMAL(18,2)) AS payee_multiple,
  payee_payments,
  day_payments
FROM known
WHERE net_amount >= $floor
