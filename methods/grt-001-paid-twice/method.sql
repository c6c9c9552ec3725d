-- A row: one grant payment that repeats a benefit already paid, or meets one of a program that excludes its own.
WITH repeated AS (
  SELECT n.key, n.person_id, n.program_code, n.benefit_period, n.component, n.paid_on, n.amount,
    n.part_returned,
    FIRST_VALUE(n.key) OVER benefit AS first_key,
    FIRST_VALUE(n.paid_on) OVER benefit AS first_paid_on,
    FIRST_VALUE(n.amount) OVER benefit AS first_amount,
    SUM(n.amount) OVER benefit AS paid_so_far
  FROM grant_net n
  WHERE n.benefit_period IS NOT NULL
  WINDOW benefit AS (
    PARTITION BY n.person_id, n.program_code, n.benefit_period, n.component
    ORDER BY n.paid_on, n.key
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
),
excluding AS (
  SELECT p.program_code, ',' || translate(p.excludes, ';；，、 |', ',,,,,,') || ',' AS codes
  FROM program p
),
named AS (
  SELECT e.program_code, o.program_code AS other_code
  FROM excluding e
  JOIN program o ON strpos(e.codes, ',' || o.program_code || ',') > 0
),
-- The exclusion binds both programs although often only one of them names it.
pair AS (
  SELECT program_code, other_code FROM named
  UNION
  SELECT other_code, program_code FROM named
),
met AS (
  SELECT n.key, n.person_id, n.program_code, n.benefit_period, n.component, n.paid_on, n.amount,
    FIRST_VALUE(n.key) OVER meeting AS first_key,
    FIRST_VALUE(n.program_code) OVER meeting AS first_code,
    FIRST_VALUE(n.paid_on) OVER meeting AS first_paid_on
  FROM grant_net n
  JOIN pair x ON x.program_code = n.program_code
  WHERE n.benefit_period IS NOT NULL
  WINDOW meeting AS (
    PARTITION BY n.person_id, n.benefit_period,
      LEAST(x.program_code, x.other_code), GREATEST(x.program_code, x.other_code)
    ORDER BY n.paid_on, n.key
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
)
SELECT
  first_key AS lead_key,
  person_id AS subject,
  key AS key,
  CAST(LEAST(amount, paid_so_far - first_amount - part_returned) AS DECIMAL(18,2)) AS amount,
  program_code, program_code AS other_program_code, benefit_period, component, paid_on, first_paid_on
FROM repeated
WHERE paid_so_far - first_amount > part_returned
UNION ALL
SELECT
  first_key || '/' || program_code AS lead_key,
  person_id AS subject,
  key AS key,
  amount AS amount,
  program_code, first_code AS other_program_code, benefit_period, component, paid_on, first_paid_on
FROM met
WHERE program_code <> first_code
