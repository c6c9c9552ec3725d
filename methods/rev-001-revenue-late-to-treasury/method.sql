-- One row per receipt that did not reach the treasury within the days, net of what was refunded in that time.
SELECT
  p.org_code || '/' || COALESCE(p.item_code, '') || '/' || SUBSTR(CAST(p.received_on AS VARCHAR), 1, 7) AS lead_key,
  p.org_code AS subject,
  p.key      AS key,
  CAST(p.amount - COALESCE(f.amount, 0) AS DECIMAL(18,2)) AS amount,
  days_between(p.received_on, COALESCE(p.treasury_on, $as_of)) - $days AS days,
  p.item_code,
  SUBSTR(CAST(p.received_on AS VARCHAR), 1, 7) AS month,
  p.received_on,
  p.treasury_on,
  CASE WHEN p.treasury_on IS NULL THEN 'not yet paid in' ELSE 'paid in late' END AS state,
  CASE WHEN p.treasury_on IS NULL THEN '尚未缴库' ELSE '已逾期缴库' END AS state_zh
FROM revenue p
LEFT JOIN (
  SELECT p.key, SUM(ABS(r.amount)) AS amount
  FROM revenue p
  JOIN revenue r ON r.refund_of = p.receipt_id
  -- What is refunded after the due day was late until then.
  WHERE r.received_on <= p.received_on + INTERVAL $days DAY
  GROUP BY p.key
) f ON f.key = p.key
WHERE p.refund_of IS NULL
  AND p.amount - COALESCE(f.amount, 0) > 0
  AND COALESCE(p.treasury_on, $as_of) > p.received_on + INTERVAL $days DAY
