-- One row per payment for which the budget holds no line; in the Article 54 window only the part that goes
-- beyond last year's payments of the same period.
SELECT
  u.org_code || '/' || CAST(u.fiscal_year AS VARCHAR) || '/' || COALESCE(u.line_id, u.function_code) AS lead_key,
  u.org_code AS subject,
  u.key AS key,
  u.amount AS amount,
  CASE WHEN u.line_id IS NULL THEN 'function' ELSE 'line' END AS basis,
  COALESCE(u.line_id, u.function_code) AS budget_key,
  u.fiscal_year,
  u.paid_on,
  u.approved_on,
  u.last_year_amount
FROM unreleased_payment u
WHERE u.kind = 'no_budget'
  AND u.approved_on IS NOT NULL
  AND u.amount > 0
