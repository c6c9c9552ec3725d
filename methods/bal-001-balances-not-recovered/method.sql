-- One row per balance still held at the end of the year by which it had to be spent or recovered.
WITH held AS (
  SELECT
    key, fiscal_year, org_code, fund_code, project_code, kind, first_year, closing_amount,
    MAX(fiscal_year) OVER (PARTITION BY org_code, fund_code, project_code, first_year) AS last_year
  FROM balance
)
SELECT
  p.key            AS lead_key,
  p.org_code       AS subject,
  p.key            AS key,
  p.closing_amount AS amount,
  p.fiscal_year,
  p.first_year,
  p.fund_code,
  p.project_code,
  p.kind
FROM held p
LEFT JOIN (
  SELECT project_code, MIN(kind) AS kind, MAX(COALESCE(ends_on, DATE '9999-12-31')) AS ends_on
  FROM project
  GROUP BY project_code
) j ON j.project_code = p.project_code
WHERE p.closing_amount > 0
  AND p.project_code IS NOT NULL
  AND (j.kind IS NULL OR j.kind NOT IN ($basic_kinds))
  AND (
    j.kind IS NULL
    OR j.kind NOT IN ($construction_kinds)
    OR j.ends_on <= CAST(CAST(p.fiscal_year AS VARCHAR) || '-12-31' AS DATE)
  )
  -- A later row of the same money shows what was spent or recovered since: it is judged there.
  AND p.fiscal_year = p.last_year
  AND p.fiscal_year >= p.first_year + $years
