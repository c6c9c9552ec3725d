-- A row: one transfer issued after the day, of a government that issued more than the share of a year's transfers after it.
WITH issued AS (
  SELECT p.key, p.from_gov, p.to_gov, p.fiscal_year, p.program_code, p.issued_on, p.amount,
    CAST(CAST(p.fiscal_year AS VARCHAR) || '-' || $month_day AS DATE) AS last_day
  FROM transfer p
  LEFT JOIN (SELECT key, MAX(parent_received_on) AS received_on FROM transfer_parent GROUP BY key) u ON u.key = p.key
  WHERE p.amount > 0
    AND (p.batch IS NULL OR p.batch NOT IN ('disaster', 'settlement'))
    -- What came too late from above could not be passed on earlier.
    AND (u.received_on IS NULL
      OR u.received_on <= CAST(CAST(p.fiscal_year AS VARCHAR) || '-' || $month_day AS DATE))
),
summed AS (
  SELECT i.*,
    SUM(CASE WHEN i.issued_on > i.last_day THEN i.amount ELSE 0 END) OVER (PARTITION BY i.from_gov, i.fiscal_year) AS late_amount,
    SUM(i.amount) OVER (PARTITION BY i.from_gov, i.fiscal_year) AS year_amount
  FROM issued i
)
SELECT
  from_gov || '/' || CAST(fiscal_year AS VARCHAR) AS lead_key,
  from_gov AS subject,
  key AS key,
  amount AS amount,
  days_between(last_day, issued_on) AS days,
  fiscal_year, last_day, year_amount,
  CAST(CAST(100 * late_amount AS DECIMAL(38,6)) / year_amount AS DECIMAL(18,1)) AS late_percent,
  to_gov, program_code, issued_on
FROM summed
WHERE issued_on > last_day AND late_amount > $share * year_amount
