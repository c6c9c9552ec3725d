-- One row per payment: who was paid, under one key of identity, and what is left of it after its returns.
WITH back AS (
  SELECT original_payment_id, SUM(amount) AS amount
  FROM payment
  -- A positive row that names an original is the second attempt, a payment of its own.
  WHERE original_payment_id IS NOT NULL AND amount < 0
  GROUP BY original_payment_id
),
agent AS (
  SELECT account
  FROM bank_account
  WHERE kind IN ('payroll_agent', 'grant_agent', 'transit', 'treasury')
  GROUP BY account
)
SELECT
  p.key,
  p.payment_id,
  p.fiscal_year,
  p.paid_on,
  p.entered_at,
  p.gov_code,
  p.org_code,
  p.function_code,
  p.economic_code,
  p.payee_name,
  p.payee_id,
  p.payee_account,
  name_key(p.payee_name) AS payee_name_key,
  -- The words in front keep an account from meeting an identifier of the same digits.
  CASE
    WHEN p.payee_account IS NOT NULL THEN 'account:' || p.payee_account
    WHEN p.payee_id IS NOT NULL THEN 'id:' || p.payee_id
    ELSE 'name:' || name_key(p.payee_name)
  END AS payee_key,
  a.account IS NOT NULL AS agent,
  p.contract_id,
  p.purpose,
  p.amount,
  -- As in payment_net, which lacks the time of entry.
  CAST(CASE
    WHEN p.amount <= 0 THEN 0
    WHEN b.amount IS NULL THEN CASE WHEN p.status IN ('returned', 'reversed') THEN 0 ELSE p.amount END
    WHEN p.amount + b.amount <= 0 THEN 0
    ELSE p.amount + b.amount
  END AS DECIMAL(18,2)) AS net_amount
FROM payment p
LEFT JOIN back b  ON b.original_payment_id = p.payment_id
LEFT JOIN agent a ON a.account = p.payee_account
