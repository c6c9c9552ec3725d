-- One row per payment made before the release of its budget line; in the Article 54 window only the part that
-- goes beyond last year's payments of the same period.
SELECT
  u.key AS lead_key,
  u.org_code AS subject,
  u.key AS key,
  u.amount AS amount,
  days_between(u.paid_on, u.released_on) AS days,
  u.line_id,
  u.paid_on,
  u.released_on,
  u.approved_on,
  u.last_year_amount
FROM unreleased_payment u
WHERE u.kind = 'before_release'
  AND u.approved_on IS NOT NULL
  AND u.amount > 0
