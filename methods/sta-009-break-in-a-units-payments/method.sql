-- One row per payment that is judged, with its month; [statistic] finds the breaks.
SELECT
  org_code AS lead_key,
  org_code AS subject,
  key,
  net_amount AS amount,
  CAST(EXTRACT(YEAR FROM paid_on) AS BIGINT) * 12 + CAST(EXTRACT(MONTH FROM paid_on) AS BIGINT) AS period,
  payee_name,
  paid_on
FROM payment_payee
WHERE net_amount > 0
  AND NOT agent
