-- One row per payment that shares payer, payee, amount and reference (invoice number, else purpose) with another
-- payment that stands after returns. Only these few are ranked: a ledger has as many references as payments.
SELECT
  p.key,
  p.payment_id,
  p.org_code,
  p.payee_by,
  p.payee,
  p.payee_account,
  p.amount,
  p.net_amount,
  p.paid_on,
  p.invoice_no,
  p.contract_id,
  p.purpose,
  m.reference
FROM (
  SELECT org_code, payee_by, payee, amount, COALESCE(invoice_no, purpose) AS reference
  FROM payment_net
  WHERE net_amount > 0
  GROUP BY org_code, payee_by, payee, amount, COALESCE(invoice_no, purpose)
  HAVING COUNT(*) > 1
) m
JOIN payment_net p
  ON p.org_code = m.org_code AND p.payee_by = m.payee_by AND p.payee = m.payee AND p.amount = m.amount
  AND COALESCE(p.invoice_no, p.purpose) = m.reference
WHERE p.net_amount > 0
