-- One row per procurement whose award or contract is above its budget, raises of the project's budget in the meantime added.
WITH line AS (
  SELECT line_id, MIN(org_code) AS org_code, MIN(project_code) AS project_code
  FROM budget_line
  GROUP BY line_id
),
raise AS (
  SELECT
    q.key,
    SUM(CASE
      WHEN b.kind IN ('addition', 'virement_in', 'reserve_draw') THEN b.amount
      WHEN b.kind IN ('cut', 'virement_out') THEN -ABS(b.amount)
      ELSE 0
    END) AS amount
  FROM procurement_contract v
  JOIN procurement q ON q.key = v.key
  JOIN line l ON l.org_code = q.org_code AND l.project_code = q.project_code
  JOIN budget_change b ON b.line_id = l.line_id
  -- A raise before the announcement is already in the purchasing budget, one after the contract came too late.
  WHERE (q.announced_on IS NULL OR b.changed_on > q.announced_on)
    AND b.changed_on <= COALESCE(v.signed_on, q.awarded_on)
  GROUP BY q.key
),
judged AS (
  SELECT
    p.key,
    p.procurement_id,
    p.org_code,
    p.title,
    p.budget_amount,
    p.award_amount,
    -- A contract for several lots says nothing about the price of one.
    CASE WHEN v.lots = 1 THEN v.contract_amount END AS contract_amount,
    GREATEST(r.amount, 0) AS raised_amount
  FROM procurement p
  JOIN procurement_contract v ON v.key = p.key
  LEFT JOIN raise r ON r.key = p.key
  WHERE p.budget_amount > 0
),
compared AS (
  SELECT
    *,
    GREATEST(award_amount, contract_amount) - budget_amount - raised_amount AS excess_amount
  FROM judged
)
SELECT
  procurement_id                        AS lead_key,
  org_code                              AS subject,
  key,
  CAST(excess_amount AS DECIMAL(18,2))  AS amount,
  procurement_id,
  title,
  budget_amount,
  award_amount,
  contract_amount,
  CAST(raised_amount AS DECIMAL(18,2))  AS raised_amount
FROM compared
WHERE excess_amount > 0
