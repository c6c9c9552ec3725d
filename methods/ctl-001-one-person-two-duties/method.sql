-- One row per payment entered and approved, or journal line prepared and reviewed, under one name.
WITH duty AS (
  SELECT 'payment' AS table_name, org_code, key, amount, paid_on AS dated,
         payment_id AS document, UPPER(TRIM(entered_by)) AS first_hand, UPPER(TRIM(approved_by)) AS second_hand
  FROM payment
  WHERE amount > 0
  UNION ALL
  SELECT 'journal_line', org_code, key, ABS(debit_amount), posted_on,
         voucher_id, UPPER(TRIM(prepared_by)), UPPER(TRIM(reviewed_by))
  FROM journal_line
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
WHERE first_hand = second_hand
  AND first_hand <> ''
  AND first_hand NOT IN ($system_users)
