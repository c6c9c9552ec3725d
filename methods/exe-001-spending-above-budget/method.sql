-- One row per payment that the budget of its line, or without a line of its organization's function, did not
-- cover on its day: the row that crosses and the following ones, each with the part not covered.
WITH movement AS (
  SELECT
    key,
    line_id,
    changed_on,
    CASE WHEN kind IN ('cut', 'virement_out') THEN -ABS(amount) ELSE amount END AS amount
  FROM budget_change
),
line AS (
  SELECT
    line_id,
    COUNT(*) AS copies,
    MIN(org_code) AS org_code,
    MIN(fiscal_year) AS fiscal_year,
    MIN(function_code) AS function_code,
    SUM(initial_amount) AS initial_amount,
    SUM(adjusted_amount) AS adjusted_amount
  FROM budget_line
  GROUP BY line_id
),
opening AS (
  SELECT
    l.line_id,
    l.copies,
    l.org_code || '/' || CAST(l.fiscal_year AS VARCHAR) || '/' || l.function_code AS function_key,
    -- What the dated changes do not explain of an increase counts from the first day: its day is unknown.
    GREATEST(l.adjusted_amount - COALESCE(m.amount, 0), l.initial_amount) AS amount
  FROM line l
  LEFT JOIN (SELECT line_id, SUM(amount) AS amount FROM movement GROUP BY line_id) m ON m.line_id = l.line_id
),
-- The functions that pay without a line: what their lines pay uses the same budget.
open_function AS (
  SELECT org_code || '/' || CAST(fiscal_year AS VARCHAR) || '/' || function_code AS function_key
  FROM payment_net
  WHERE line_id IS NULL
  GROUP BY org_code || '/' || CAST(fiscal_year AS VARCHAR) || '/' || function_code
),
-- Lines that could be overdrawn at all: only their days are followed one by one.
line_paid AS (
  SELECT line_id, SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS amount
  FROM payment_net
  GROUP BY line_id
),
strained AS (
  SELECT o.line_id
  FROM opening o
  JOIN line_paid p ON p.line_id = o.line_id
  LEFT JOIN (SELECT line_id, SUM(CASE WHEN amount < 0 THEN amount ELSE 0 END) AS amount FROM movement GROUP BY line_id) m
    ON m.line_id = o.line_id
  WHERE p.amount > o.amount + COALESCE(m.amount, 0)
),
budget AS (
  SELECT 'line' AS basis, line_id AS budget_key, CAST(amount AS DECIMAL(38,2)) AS amount
  FROM opening
  WHERE copies = 1
  UNION ALL
  SELECT 'function', function_key, CAST(SUM(CAST(amount AS DECIMAL(28,2))) AS DECIMAL(38,2))
  FROM opening
  GROUP BY function_key
),
-- On one day the changes come first, then what came back, then what was paid.
event AS (
  SELECT
    'line' AS basis,
    line_id AS budget_key,
    changed_on AS day,
    0 AS turn,
    key,
    CAST(NULL AS VARCHAR) AS org_code,
    FALSE AS tested,
    amount AS budget_amount,
    CAST(0 AS DECIMAL(18,2)) AS paid_amount
  FROM movement
  UNION ALL
  SELECT
    'function',
    o.function_key,
    m.changed_on,
    0,
    m.key,
    CAST(NULL AS VARCHAR),
    FALSE,
    m.amount,
    CAST(0 AS DECIMAL(18,2))
  FROM movement m
  JOIN opening o ON o.line_id = m.line_id
  UNION ALL
  SELECT
    CASE WHEN p.line_id IS NULL THEN 'function' ELSE 'line' END,
    COALESCE(p.line_id, p.org_code || '/' || CAST(p.fiscal_year AS VARCHAR) || '/' || p.function_code),
    p.paid_on,
    CASE WHEN p.amount < 0 THEN 1 ELSE 2 END,
    p.key,
    p.org_code,
    p.amount > 0,
    CAST(0 AS DECIMAL(18,2)),
    p.amount
  FROM payment_net p
  LEFT JOIN strained s ON s.line_id = p.line_id
  WHERE (p.line_id IS NULL OR s.line_id IS NOT NULL)
    AND (p.amount < 0 OR p.net_amount > 0 OR p.returned_amount > 0)
  UNION ALL
  SELECT
    'function',
    o.function_key,
    p.paid_on,
    CASE WHEN p.amount < 0 THEN 1 ELSE 2 END,
    p.key,
    p.org_code,
    FALSE,
    CAST(0 AS DECIMAL(18,2)),
    p.amount
  FROM payment_net p
  JOIN opening o ON o.line_id = p.line_id
  JOIN open_function f ON f.function_key = o.function_key
  WHERE p.amount < 0 OR p.net_amount > 0 OR p.returned_amount > 0
),
running AS (
  SELECT
    basis,
    budget_key,
    day,
    key,
    org_code,
    tested,
    paid_amount,
    SUM(budget_amount) OVER (
      PARTITION BY basis, budget_key ORDER BY day, turn, key
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS changed,
    SUM(paid_amount) OVER (
      PARTITION BY basis, budget_key ORDER BY day, turn, key
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS paid_to_date
  FROM event
)
SELECT
  r.budget_key AS lead_key,
  r.org_code AS subject,
  r.key AS key,
  CAST(LEAST(r.paid_to_date - b.amount - r.changed, r.paid_amount) AS DECIMAL(18,2)) AS amount,
  r.basis,
  r.budget_key,
  r.day AS paid_on,
  CAST(b.amount + r.changed AS DECIMAL(18,2)) AS budget_on_day,
  CAST(r.paid_to_date AS DECIMAL(18,2)) AS paid_to_date,
  MIN(r.day) OVER (PARTITION BY r.basis, r.budget_key) AS first_breach_on
FROM running r
JOIN budget b ON b.basis = r.basis AND b.budget_key = r.budget_key
WHERE r.tested
  AND r.paid_to_date > b.amount + r.changed
