-- One row per payment, net of returns, that had no released budget line on its day: kind 'no_budget' (its line is
-- not in the budget, or it names no line and its organization has no budget for its function) or 'before_release'.
-- Between 1 January and the vote (Budget Law, Article 54) these payments are taken together, per organization,
-- against its payments in the same period of last year: amount is then the part above, null without last year's
-- payments. Carry-over spent in that period is left out: Article 54 allows it by itself.
WITH vote AS (
  SELECT
    gov_code,
    CAST(EXTRACT(YEAR FROM occurred_on) AS BIGINT) AS fiscal_year,
    MIN(occurred_on) AS approved_on
  FROM legal_event
  WHERE kind = 'budget_approved'
  GROUP BY gov_code, CAST(EXTRACT(YEAR FROM occurred_on) AS BIGINT)
),
unit AS (
  SELECT org_code, MIN(gov_code) AS gov_code
  FROM organization
  GROUP BY org_code
),
line AS (
  SELECT line_id, MIN(released_on) AS released_on, MAX(CASE WHEN source = 'carryover' THEN 1 ELSE 0 END) AS carryover
  FROM budget_line
  GROUP BY line_id
),
function_budget AS (
  SELECT org_code, fiscal_year, function_code
  FROM budget_line
  WHERE function_code IS NOT NULL
  GROUP BY org_code, fiscal_year, function_code
),
last_year AS (
  SELECT
    p.org_code,
    v.fiscal_year,
    SUM(CASE
      WHEN p.paid_on >= date_trunc('year', v.approved_on) - INTERVAL '1' YEAR
       AND p.paid_on < v.approved_on - INTERVAL '1' YEAR THEN p.net_amount
      ELSE 0
    END) AS amount
  FROM payment_net p
  LEFT JOIN unit u ON u.org_code = p.org_code
  JOIN vote v ON v.gov_code = COALESCE(p.gov_code, u.gov_code) AND v.fiscal_year = p.fiscal_year + 1
  GROUP BY p.org_code, v.fiscal_year
),
early AS (
  SELECT
    p.key,
    p.org_code,
    p.fiscal_year,
    p.paid_on,
    p.line_id,
    p.function_code,
    p.net_amount,
    CASE WHEN l.line_id IS NULL THEN 'no_budget' ELSE 'before_release' END AS kind,
    l.released_on,
    l.carryover,
    v.approved_on,
    v.approved_on IS NOT NULL
      AND p.paid_on >= date_trunc('year', v.approved_on)
      AND p.paid_on < v.approved_on AS in_window
  FROM payment_net p
  LEFT JOIN line l ON l.line_id = p.line_id
  LEFT JOIN function_budget f
    ON f.org_code = p.org_code AND f.fiscal_year = p.fiscal_year AND f.function_code = p.function_code
  LEFT JOIN unit u ON u.org_code = p.org_code
  LEFT JOIN vote v ON v.gov_code = COALESCE(p.gov_code, u.gov_code) AND v.fiscal_year = p.fiscal_year
  WHERE p.net_amount > 0
    AND (p.paid_on < l.released_on
      OR (l.line_id IS NULL AND p.line_id IS NOT NULL)
      OR (p.line_id IS NULL AND p.function_code IS NOT NULL AND f.function_code IS NULL))
),
running AS (
  SELECT
    e.*,
    y.amount AS last_year_amount,
    SUM(e.net_amount) OVER (
      PARTITION BY e.org_code, e.fiscal_year, e.in_window
      ORDER BY e.paid_on, e.key
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) - y.amount AS above_last_year
  FROM early e
  LEFT JOIN last_year y ON y.org_code = e.org_code AND y.fiscal_year = e.fiscal_year
  WHERE NOT (e.in_window AND COALESCE(e.carryover, 0) = 1)
)
SELECT
  key,
  org_code,
  fiscal_year,
  paid_on,
  line_id,
  function_code,
  kind,
  released_on,
  approved_on,
  in_window,
  CASE WHEN in_window THEN last_year_amount END AS last_year_amount,
  CAST(CASE
    WHEN NOT in_window THEN net_amount
    WHEN above_last_year <= 0 THEN 0
    WHEN above_last_year < net_amount THEN above_last_year
    WHEN above_last_year >= net_amount THEN net_amount
  END AS DECIMAL(18,2)) AS amount
FROM running
