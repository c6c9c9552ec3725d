-- One row per payment that repeats an earlier one: same payer, payee, amount and invoice number or, without an
-- invoice number, same purpose within the days.
WITH
-- Several payments on one invoice are no repetition while they stay within its amount.
settled AS (
  SELECT i.invoice_no
  FROM (
    SELECT v.invoice_no, MIN(v.amount) AS amount
    FROM (SELECT invoice_no FROM payment_repeat GROUP BY invoice_no) r
    JOIN invoice v ON v.invoice_no = r.invoice_no
    GROUP BY v.invoice_no
  ) i
  JOIN payment_net p ON p.invoice_no = i.invoice_no
  GROUP BY i.invoice_no
  HAVING SUM(p.net_amount) <= MIN(i.amount)
),
candidate AS (
  SELECT
    p.key,
    p.org_code,
    p.payee,
    p.payee_by,
    p.amount,
    p.net_amount,
    p.paid_on,
    CASE WHEN p.invoice_no IS NULL THEN 'purpose' ELSE 'invoice' END AS matched_by,
    p.reference,
    -- A row that repeats the payment's own number is the same payment exported twice, not a second payment.
    ROW_NUMBER() OVER (
      PARTITION BY p.org_code, p.payee_by, p.payee, p.amount, p.reference, p.payment_id
      ORDER BY p.paid_on, p.key
    ) AS copy
  FROM payment_repeat p
  LEFT JOIN bank_account a ON a.account = p.payee_account AND a.kind IN ('payroll_agent', 'grant_agent')
  WHERE a.account IS NULL
    AND (p.invoice_no IS NOT NULL OR p.contract_id IS NULL)
),
ranked AS (
  SELECT
    c.*,
    LAG(c.paid_on) OVER (
      PARTITION BY c.org_code, c.payee_by, c.payee, c.amount, c.matched_by, c.reference ORDER BY c.paid_on, c.key
    ) AS previous_on,
    FIRST_VALUE(c.key) OVER (
      PARTITION BY c.org_code, c.payee_by, c.payee, c.amount, c.matched_by, c.reference ORDER BY c.paid_on, c.key
    ) AS first_key,
    -- The earliest row of the window: the dates are ISO text, so the smallest text is the earliest day's first key.
    MIN(CAST(c.paid_on AS VARCHAR) || c.key) OVER (
      PARTITION BY c.org_code, c.payee_by, c.payee, c.amount, c.matched_by, c.reference ORDER BY c.paid_on
      RANGE BETWEEN INTERVAL $days DAY PRECEDING AND CURRENT ROW
    ) AS window_first
  FROM candidate c
  WHERE c.copy = 1
)
SELECT
  CASE WHEN r.matched_by = 'invoice' THEN r.first_key ELSE SUBSTR(r.window_first, 11) END AS lead_key,
  r.org_code AS subject,
  r.key AS key,
  r.net_amount AS amount,
  days_between(r.previous_on, r.paid_on) AS days,
  r.paid_on,
  r.previous_on,
  r.amount AS each_amount,
  r.payee,
  r.payee_by,
  CASE r.payee_by WHEN 'account' THEN '账号' WHEN 'payee_id' THEN '代码' ELSE '名称' END AS payee_by_zh,
  r.matched_by,
  CASE r.matched_by WHEN 'invoice' THEN '发票号' ELSE '用途' END AS matched_by_zh,
  r.reference
FROM ranked r
LEFT JOIN settled s ON r.matched_by = 'invoice' AND s.invoice_no = r.reference
WHERE r.previous_on IS NOT NULL
  AND s.invoice_no IS NULL
  AND (r.matched_by = 'invoice' OR r.paid_on <= r.previous_on + INTERVAL $days DAY)
