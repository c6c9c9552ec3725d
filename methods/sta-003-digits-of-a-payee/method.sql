-- One row per payment that is judged; [statistic] finds the rows behind the digits that stand there too often.
SELECT
  payee_key || '/' || CAST(fiscal_year AS VARCHAR) AS lead_key,
  payee_key AS subject,
  key,
  amount,
  payee_name,
  paid_on
FROM payment_payee
WHERE net_amount > 0
  AND NOT agent
  AND amount >= 10
