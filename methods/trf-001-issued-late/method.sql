-- A row: one transfer of the approved budget that was issued after its clock had run out.
WITH clocked AS (
  SELECT p.key, p.from_gov, p.to_gov, p.program_code, p.kind, p.document_no, p.issued_on, p.amount,
    CASE WHEN g.level = 'central' OR u.key IS NULL THEN v.voted_on ELSE u.received_on END AS started_on,
    -- Only a transfer stated as general gets the short clock: the place of shared and direct ones is disputed.
    CASE
      WHEN g.level = 'central' AND p.kind = 'general' THEN $general_days
      WHEN g.level = 'central' THEN $special_days
      WHEN u.key IS NOT NULL THEN $province_days
      WHEN p.kind = 'general' THEN $own_general_days
      ELSE $own_special_days
    END AS allowed_days
  FROM transfer p
  JOIN (SELECT gov_code, MIN(level) AS level FROM government GROUP BY gov_code) g ON g.gov_code = p.from_gov
  LEFT JOIN (
    SELECT key, COUNT(*) AS parents, COUNT(parent_received_on) AS received, MAX(parent_received_on) AS received_on,
      COUNT(CASE WHEN parent_batch = 'annual' THEN 1 END) AS annual
    FROM transfer_parent
    GROUP BY key
  ) u ON u.key = p.key
  LEFT JOIN (
    SELECT gov_code, CAST(EXTRACT(YEAR FROM occurred_on) AS BIGINT) AS voted_year, MIN(occurred_on) AS voted_on
    FROM legal_event
    WHERE kind = 'budget_approved'
    GROUP BY gov_code, CAST(EXTRACT(YEAR FROM occurred_on) AS BIGINT)
  ) v ON v.gov_code = p.from_gov AND v.voted_year = p.fiscal_year
  WHERE p.batch = 'annual' AND p.amount > 0 AND p.kind IN ('general', 'special', 'shared', 'direct')
    AND (g.level = 'central'
      OR (g.level = 'province' AND (u.key IS NULL OR (u.received = u.parents AND u.annual = u.parents)))
      OR (g.level IN ('city', 'county') AND u.key IS NULL))
)
SELECT
  key AS lead_key,
  from_gov AS subject,
  key AS key,
  amount AS amount,
  days_between(started_on, issued_on) - allowed_days AS days,
  to_gov, program_code, kind, document_no, started_on, allowed_days, issued_on
FROM clocked
WHERE days_between(started_on, issued_on) > allowed_days
