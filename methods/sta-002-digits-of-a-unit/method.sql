-- One row per payment that is judged; [statistic] finds the rows behind the digits that stand there too often.
SELECT
  org_code || '/' || CAST(fiscal_year AS VARCHAR) AS lead_key,
  org_code AS subject,
  key,
  amount,
  payee_name,
  paid_on
FROM payment_payee
WHERE net_amount > 0
  AND NOT agent
  AND amount >= 10
