-- A row: one earmarked transfer part of which the receiving government had neither passed on nor allotted within the days allowed.
WITH received AS (
  SELECT p.key, p.transfer_id, p.to_gov, p.program_code, p.document_no, p.received_on, p.amount,
    p.amount - COALESCE(p.recovered_amount, 0) AS due_amount,
    GREATEST(p.received_on, v.voted_on) AS started_on
  FROM transfer p
  LEFT JOIN (SELECT program_code, BOOL_AND(earmarked) AS earmarked FROM program GROUP BY program_code) g
    ON g.program_code = p.program_code
  LEFT JOIN (
    SELECT gov_code, CAST(EXTRACT(YEAR FROM occurred_on) AS BIGINT) AS voted_year, MIN(occurred_on) AS voted_on
    FROM legal_event
    WHERE kind = 'budget_approved'
    GROUP BY gov_code, CAST(EXTRACT(YEAR FROM occurred_on) AS BIGINT)
  ) v ON v.gov_code = p.to_gov AND v.voted_year = p.fiscal_year
  JOIN (
    SELECT gov_code FROM (
      SELECT from_gov AS gov_code FROM transfer_parent
      UNION ALL
      SELECT COALESCE(l.gov_code, o.gov_code) AS gov_code
      FROM budget_line l
      LEFT JOIN (SELECT org_code, MAX(gov_code) AS gov_code FROM organization GROUP BY org_code) o ON o.org_code = l.org_code
      WHERE l.transfer_id IS NOT NULL
    ) x
    GROUP BY gov_code
  ) k ON k.gov_code = p.to_gov
  WHERE COALESCE(g.earmarked, p.kind IN ('special', 'shared', 'direct')) AND p.amount > 0
    AND ((p.batch IS DISTINCT FROM 'advance') OR v.voted_on IS NOT NULL)
    AND p.received_on IS NOT NULL AND GREATEST(p.received_on, v.voted_on) + INTERVAL $days DAY <= $as_of
),
used AS (
  SELECT parent_transfer_id AS transfer_id, from_gov AS gov_code, issued_on AS used_on, amount
  FROM transfer_parent
  UNION ALL
  SELECT l.transfer_id, COALESCE(l.gov_code, o.gov_code) AS gov_code, l.released_on AS used_on, l.adjusted_amount AS amount
  FROM budget_line l
  LEFT JOIN (SELECT org_code, MAX(gov_code) AS gov_code FROM organization GROUP BY org_code) o ON o.org_code = l.org_code
),
held AS (
  -- An allotment without a date counts as made in time: its lateness cannot be shown.
  SELECT r.key, r.to_gov, r.program_code, r.document_no, r.received_on, r.started_on, r.amount, r.due_amount,
    COALESCE(SUM(CASE WHEN u.used_on > r.started_on + INTERVAL $days DAY THEN 0 ELSE u.amount END), 0) AS used_in_time,
    SUM(CASE WHEN u.used_on > r.started_on + INTERVAL $days DAY THEN u.amount ELSE 0 END) AS used_later
  FROM received r
  LEFT JOIN used u ON u.transfer_id = r.transfer_id AND u.gov_code = r.to_gov
  GROUP BY r.key, r.to_gov, r.program_code, r.document_no, r.received_on, r.started_on, r.amount, r.due_amount
)
SELECT
  key AS lead_key,
  to_gov AS subject,
  key AS key,
  CAST(due_amount - used_in_time AS DECIMAL(18,2)) AS amount,
  program_code, document_no, received_on, started_on, amount AS received_amount, used_in_time, used_later
FROM held
WHERE due_amount > used_in_time
