-- One row per balance whose closing amount does not follow from its opening amount and the movements of the year.
WITH reckoned AS (
  SELECT
    key, fiscal_year, org_code, fund_code, project_code, kind, opening_amount, closing_amount,
    CAST(opening_amount + COALESCE(prior_year_adjustment, 0) + budget_amount - spent_amount
      - COALESCE(recovered_amount, 0) - COALESCE(handed_over_amount, 0) AS DECIMAL(18,2)) AS expected_amount
  FROM balance
),
compared AS (
  SELECT
    r.*,
    -- What is moved from one kind to another is short in one row and over in the other.
    SUM(closing_amount - expected_amount) OVER (PARTITION BY fiscal_year, org_code, fund_code, project_code) AS project_difference
  FROM reckoned r
)
SELECT
  key            AS lead_key,
  org_code       AS subject,
  key            AS key,
  CAST(ABS(closing_amount - expected_amount) AS DECIMAL(18,2)) AS amount,
  fiscal_year,
  fund_code,
  project_code,
  kind,
  opening_amount,
  expected_amount,
  closing_amount
FROM compared
WHERE ABS(closing_amount - expected_amount) > $tolerance
  AND ABS(project_difference) > $tolerance
