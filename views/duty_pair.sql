-- One row per pair of names under which payments were entered and approved or journal lines prepared and
-- reviewed, as written and as compared. Names are cleaned once a pair: a ledger has few pairs and many rows.
SELECT first_name, second_name, UPPER(TRIM(first_name)) AS first_hand, UPPER(TRIM(second_name)) AS second_hand
FROM (
  SELECT entered_by AS first_name, approved_by AS second_name
  FROM payment
  GROUP BY entered_by, approved_by
  UNION
  SELECT prepared_by, reviewed_by
  FROM journal_line
  GROUP BY prepared_by, reviewed_by
) d
WHERE first_name IS NOT NULL AND second_name IS NOT NULL
