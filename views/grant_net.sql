-- A row: one grant payment that stands after returns were set off, with the returns of its benefit that match no single payment.
WITH paired AS (
  SELECT g.key, g.person_id, g.person_name, g.program_code, g.benefit_period, g.component,
    g.gov_code, g.org_code, g.paid_on, g.amount,
    COALESCE(g.status, 'paid') IN ('returned', 'reversed') AS marked,
    -- A payment the source itself marks as returned is the first to be set off; then the earliest.
    ROW_NUMBER() OVER (
      PARTITION BY g.person_id, g.program_code, g.benefit_period, g.component, g.amount
      ORDER BY CASE WHEN COALESCE(g.status, 'paid') IN ('returned', 'reversed') THEN 0 ELSE 1 END, g.paid_on, g.key
    ) AS place,
    COUNT(CASE WHEN g.amount < 0 THEN 1 END) OVER (
      PARTITION BY g.person_id, g.program_code, g.benefit_period, g.component, ABS(g.amount)
    ) AS returns,
    COUNT(CASE WHEN g.amount > 0 THEN 1 END) OVER (
      PARTITION BY g.person_id, g.program_code, g.benefit_period, g.component, ABS(g.amount)
    ) AS payments
  FROM grant_payment g
),
summed AS (
  SELECT d.*,
    SUM(CASE WHEN d.amount < 0 AND d.place > d.payments THEN -d.amount ELSE 0 END) OVER (
      PARTITION BY d.person_id, d.program_code, d.benefit_period, d.component
    ) AS part_returned
  FROM paired d
)
SELECT key, person_id, person_name, program_code, benefit_period, component, gov_code, org_code, paid_on, amount,
  CAST(part_returned AS DECIMAL(18,2)) AS part_returned
FROM summed
WHERE amount > 0 AND place > returns AND NOT marked
