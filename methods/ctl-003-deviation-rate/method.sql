-- One row per item that deviates, of samples whose upper limit is above the tolerable rate. What could not be examined counts as deviating.
WITH sample AS (
  SELECT
    sample_id, control, org_code,
    COUNT(*) AS drawn,
    COUNT(*) FILTER (WHERE COALESCE(deviation, TRUE)) AS deviations
  FROM sample_item
  GROUP BY sample_id, control, org_code
)
SELECT
  s.sample_id || '/' || s.control || '/' || s.org_code AS lead_key,
  s.org_code AS subject,
  i.key,
  i.amount,
  s.sample_id,
  s.control,
  s.drawn,
  s.deviations,
  CAST(CAST(s.deviations AS DECIMAL(18,6)) / s.drawn AS DECIMAL(18,4)) AS rate,
  CAST(deviation_limit(s.drawn, s.deviations, CAST($confidence AS DECIMAL(18,6))) AS DECIMAL(18,4)) AS upper_limit,
  CAST($tolerable_rate AS DECIMAL(18,4)) AS tolerable
FROM sample s
JOIN sample_item i
  ON i.sample_id = s.sample_id AND i.control = s.control AND i.org_code = s.org_code
WHERE COALESCE(i.deviation, TRUE)
  AND deviation_limit(s.drawn, s.deviations, CAST($confidence AS DECIMAL(18,6))) > CAST($tolerable_rate AS DECIMAL(18,12))
