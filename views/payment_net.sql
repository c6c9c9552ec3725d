-- One row per payment of the ledger, with what remains of it after the returns and reversals that name it.
-- A counter entry (amount below 0) keeps its row, with nothing remaining. payee is the payee's account, else
-- its id, else its normalised name; payee_by says which.
SELECT
  p.key,
  p.payment_id,
  p.fiscal_year,
  p.paid_on,
  p.gov_code,
  p.org_code,
  p.line_id,
  p.transfer_id,
  p.function_code,
  p.economic_code,
  p.project_code,
  p.payee_name,
  p.payee_id,
  p.payee_account,
  p.payer_account_kind,
  COALESCE(p.payee_account, p.payee_id, name_key(p.payee_name)) AS payee,
  CASE
    WHEN p.payee_account IS NOT NULL THEN 'account'
    WHEN p.payee_id IS NOT NULL THEN 'payee_id'
    ELSE 'name'
  END AS payee_by,
  p.amount,
  COALESCE(r.amount, CAST(0 AS DECIMAL(18,2))) AS returned_amount,
  CAST(CASE
    WHEN p.amount <= 0 THEN 0
    -- The status alone says that the money came back: no counter entry was loaded.
    WHEN r.amount IS NULL AND p.status IN ('returned', 'reversed') THEN 0
    WHEN r.amount IS NULL THEN p.amount
    WHEN r.amount >= p.amount THEN 0
    ELSE p.amount - r.amount
  END AS DECIMAL(18,2)) AS net_amount,
  p.channel,
  p.status,
  p.invoice_no,
  p.contract_id,
  p.purpose
FROM payment p
LEFT JOIN (
  SELECT original_payment_id, CAST(-SUM(amount) AS DECIMAL(18,2)) AS amount
  FROM payment
  WHERE amount < 0 AND original_payment_id IS NOT NULL
  GROUP BY original_payment_id
) r ON r.original_payment_id = p.payment_id
