-- A row: one direct transfer that a province or city held beyond the days, or one payment of direct funds into or out
-- of an own account.
WITH received AS (
  SELECT t.key, t.transfer_id, t.to_gov, t.received_on, t.amount - COALESCE(t.recovered_amount, 0) AS due_amount
  FROM transfer t
  JOIN (SELECT gov_code, MIN(level) AS level FROM government GROUP BY gov_code) g ON g.gov_code = t.to_gov
  JOIN (
    SELECT gov_code FROM (
      SELECT from_gov AS gov_code FROM transfer_parent
      UNION ALL
      SELECT COALESCE(l.gov_code, o.gov_code) AS gov_code
      FROM budget_line l
      LEFT JOIN (SELECT org_code, MAX(gov_code) AS gov_code FROM organization GROUP BY org_code) o ON o.org_code = l.org_code
      WHERE l.transfer_id IS NOT NULL
    ) x
    GROUP BY gov_code
  ) k ON k.gov_code = t.to_gov
  WHERE t.kind = 'direct' AND t.amount > 0
    AND g.level IN ('province', 'city')
    AND (t.batch IS NULL OR t.batch <> 'advance')
    AND t.received_on + INTERVAL $days DAY <= $as_of
),
used AS (
  SELECT parent_transfer_id AS transfer_id, from_gov AS gov_code, issued_on AS used_on, amount
  FROM transfer_parent
  UNION ALL
  SELECT l.transfer_id, COALESCE(l.gov_code, o.gov_code) AS gov_code, l.released_on AS used_on, l.adjusted_amount AS amount
  FROM budget_line l
  LEFT JOIN (SELECT org_code, MAX(gov_code) AS gov_code FROM organization GROUP BY org_code) o ON o.org_code = l.org_code
),
held AS (
  -- An allotment without a date counts as made in time: its lateness cannot be shown.
  SELECT r.key, r.transfer_id, r.to_gov, r.received_on, r.due_amount,
    COALESCE(SUM(CASE WHEN u.used_on > r.received_on + INTERVAL $days DAY THEN 0 ELSE u.amount END), 0) AS used_in_time
  FROM received r
  LEFT JOIN used u ON u.transfer_id = r.transfer_id AND u.gov_code = r.to_gov
  GROUP BY r.key, r.transfer_id, r.to_gov, r.received_on, r.due_amount
)
SELECT
  transfer_id || '/held' AS lead_key,
  to_gov AS subject,
  key AS key,
  'transfer' AS "table",
  CAST(due_amount - used_in_time AS DECIMAL(18,2)) AS amount,
  transfer_id,
  received_on AS dated,
  'was neither passed on nor allotted within the days allowed' AS how,
  '在规定天数内未转拨或分配' AS how_zh
FROM held
WHERE due_amount > used_in_time
UNION ALL
SELECT
  p.transfer_id || '/' || COALESCE(p.gov_code, d.to_gov) || '/own account',
  COALESCE(p.gov_code, d.to_gov),
  p.key,
  'payment',
  p.net_amount,
  p.transfer_id,
  p.paid_on,
  CASE WHEN a.account IS NOT NULL THEN 'went into an own account' ELSE 'was paid out of an own account' END,
  CASE WHEN a.account IS NOT NULL THEN '转入单位自有账户' ELSE '由单位自有账户支付' END
FROM transfer_payment p
JOIN (SELECT transfer_id, MAX(to_gov) AS to_gov FROM transfer GROUP BY transfer_id HAVING BOOL_AND(kind = 'direct')) d
  ON d.transfer_id = p.transfer_id
LEFT JOIN (
  SELECT account FROM bank_account WHERE kind IN ($own_kinds) AND org_code IS NOT NULL GROUP BY account
) a ON a.account = p.payee_account
WHERE p.net_amount > 0
  AND (a.account IS NOT NULL OR p.payer_account_kind IN ($own_kinds) OR p.channel = 'own_account')
