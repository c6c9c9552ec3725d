-- A row: one grant payment whose amount is not its quantity times its rate.
WITH computed AS (
  SELECT n.key, n.person_id, n.program_code, n.benefit_period, n.org_code, n.paid_on, n.amount, n.part_returned,
    p.quantity, COALESCE(p.rate, g.rate) AS applied_rate, p.quantity * COALESCE(p.rate, g.rate) AS due_amount
  FROM grant_payment p
  JOIN grant_net n ON n.key = p.key
  -- A program stated twice with different rates says nothing about the right one.
  LEFT JOIN (
    SELECT program_code, CASE WHEN MIN(rate) = MAX(rate) THEN MIN(rate) END AS rate
    FROM program
    GROUP BY program_code
  ) g ON g.program_code = p.program_code
)
SELECT
  key AS lead_key,
  person_id AS subject,
  key AS key,
  CAST(GREATEST(due_amount - amount, amount - part_returned - due_amount) AS DECIMAL(18,2)) AS amount,
  program_code, benefit_period, org_code, paid_on, quantity, applied_rate,
  amount AS paid_amount, CAST(due_amount AS DECIMAL(18,2)) AS due_amount
FROM computed
WHERE due_amount - amount > $tolerance OR amount - part_returned - due_amount > $tolerance
