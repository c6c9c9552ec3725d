-- One row per payment made on a day off, or entered at night.
SELECT
  p.org_code || '/' || CASE WHEN is_working_day(p.paid_on, $calendar) THEN 'night' ELSE 'day_off' END AS lead_key,
  p.org_code   AS subject,
  p.key        AS key,
  p.net_amount AS amount,
  p.paid_on,
  p.entered_at,
  p.payee_name
FROM payment_payee p
WHERE p.net_amount > 0
  AND NOT p.agent
  AND (p.function_code IS NULL OR SUBSTR(p.function_code, 1, 3) NOT IN ($emergency_functions))
  AND is_working_day(p.paid_on, $calendar) IS NOT NULL
  AND (
    NOT is_working_day(p.paid_on, $calendar)
    OR (
      -- A time of exactly midnight is what a system writes that records dates only.
      p.entered_at > DATE_TRUNC('day', p.entered_at)
      AND (EXTRACT(HOUR FROM p.entered_at) >= $night_from OR EXTRACT(HOUR FROM p.entered_at) < $night_to)
    )
  )
