-- One row per payment entered and approved, or journal line prepared and reviewed, under one name.
WITH same_hand AS (
  SELECT first_name, second_name, first_hand
  FROM duty_pair
  WHERE first_hand = second_hand
    AND first_hand <> ''
    AND first_hand NOT IN ($system_users)
),
duty AS (
  SELECT 'payment' AS table_name, p.org_code, p.key, p.amount, p.paid_on AS dated, p.payment_id AS document, s.first_hand
  FROM same_hand s
  JOIN payment p ON p.entered_by = s.first_name AND p.approved_by = s.second_name
  WHERE p.amount > 0
  UNION ALL
  SELECT 'journal_line', j.org_code, j.key, ABS(j.debit_amount), j.posted_on, j.voucher_id, s.first_hand
  FROM same_hand s
  JOIN journal_line j ON j.prepared_by = s.first_name AND j.reviewed_by = s.second_name
)
SELECT
  table_name || '/' || org_code || '/' || first_hand AS lead_key,
  org_code   AS subject,
  key,
  table_name AS "table",
  CAST(amount AS DECIMAL(18,2)) AS amount,
  document,
  dated,
  first_hand AS person_name
FROM duty
