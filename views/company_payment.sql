-- One row per payment, net of returns, to an enterprise or person that also pays revenue or is tied to another
-- enterprise; the party is identified as in company_receipt. Accounts through which banks pay on are left out.
WITH unit AS (
  SELECT org_code, MIN(gov_code) AS gov_code FROM organization GROUP BY org_code
),
agent AS (
  SELECT account
  FROM bank_account
  WHERE kind IN ('payroll_agent', 'grant_agent', 'transit', 'treasury')
  GROUP BY account
),
named AS (
  SELECT name_key(name) AS name, MIN(enterprise_id) AS enterprise_id
  FROM enterprise
  GROUP BY name_key(name)
  HAVING MIN(enterprise_id) = MAX(enterprise_id)
),
party AS (
  SELECT company
  FROM (
    SELECT company FROM company_receipt WHERE NOT public
    UNION ALL
    SELECT from_node FROM enterprise_tie
  ) x
  GROUP BY company
)
SELECT
  p.key,
  COALESCE(p.gov_code, u.gov_code) AS gov_code,
  y.company,
  p.paid_on,
  p.net_amount
FROM payment_net p
LEFT JOIN unit u ON u.org_code = p.org_code
LEFT JOIN agent a ON a.account = p.payee_account
LEFT JOIN named n ON n.name = name_key(p.payee_name)
JOIN party y ON y.company = COALESCE(p.payee_id, n.enterprise_id, 'name:' || name_key(p.payee_name))
WHERE p.net_amount > 0 AND a.account IS NULL
