-- A row: one grant payment made after the person's death for a period that began after the month (or year) of death.
WITH dead AS (
  -- Where sources differ on the day of death, the latest is taken.
  SELECT person_id, MAX(died_on) AS died_on
  FROM person
  GROUP BY person_id
),
late AS (
  SELECT n.key, n.person_id, n.program_code, n.benefit_period, n.paid_on, n.amount, d.died_on
  FROM grant_net n
  JOIN dead d ON d.person_id = n.person_id
  LEFT JOIN (SELECT program_code, MAX(name) AS name FROM program GROUP BY program_code) g ON g.program_code = n.program_code
  WHERE ((LENGTH(n.benefit_period) = 4 AND n.benefit_period ~ '[0-9]{4}')
      OR (LENGTH(n.benefit_period) = 7 AND n.benefit_period ~ '[0-9]{4}-[0-9]{2}'))
    AND NOT (COALESCE(n.component, '') ~ $exempt_words OR COALESCE(g.name, '') ~ $exempt_words)
    AND n.paid_on > d.died_on
    AND n.benefit_period > SUBSTR(CAST(d.died_on AS VARCHAR), 1, LENGTH(n.benefit_period))
)
SELECT
  FIRST_VALUE(key) OVER (
    PARTITION BY person_id, program_code ORDER BY benefit_period NULLS LAST, key
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS lead_key,
  person_id AS subject,
  key AS key,
  amount AS amount,
  days_between(died_on, paid_on) AS days,
  program_code, benefit_period, paid_on, died_on
FROM late
