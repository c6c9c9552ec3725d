-- One row per payment out of an upper transfer: the transfer it names, else the one its budget line comes from.
-- gov_code is the government that paid; net_amount is what remains after returns.
WITH line AS (
  SELECT line_id, MIN(transfer_id) AS transfer_id, MIN(gov_code) AS gov_code,
    MIN(function_code) AS function_code
  FROM budget_line
  GROUP BY line_id
),
unit AS (
  SELECT org_code, MIN(gov_code) AS gov_code
  FROM organization
  GROUP BY org_code
)
SELECT
  p.key,
  COALESCE(p.transfer_id, l.transfer_id) AS transfer_id,
  COALESCE(p.gov_code, l.gov_code, u.gov_code) AS gov_code,
  p.org_code,
  p.paid_on,
  COALESCE(p.function_code, l.function_code) AS function_code,
  p.payee_id,
  p.payee_account,
  p.payer_account_kind,
  p.channel,
  p.net_amount
FROM payment_net p
LEFT JOIN line l ON l.line_id = p.line_id
LEFT JOIN unit u ON u.org_code = p.org_code
WHERE COALESCE(p.transfer_id, l.transfer_id) IS NOT NULL
