-- One row per payment, net of returns, of a unit to a unit of another government: known by the payee's account,
-- else by its social credit code. What units of several governments share says nothing and is left out.
WITH unit AS (
  SELECT org_code, MIN(gov_code) AS gov_code FROM organization GROUP BY org_code
),
by_account AS (
  SELECT b.account, MIN(o.gov_code) AS gov_code
  FROM bank_account b
  JOIN organization o ON o.org_code = b.org_code
  GROUP BY b.account
  HAVING MIN(o.gov_code) = MAX(o.gov_code)
),
by_code AS (
  SELECT social_credit_code, MIN(gov_code) AS gov_code
  FROM organization
  GROUP BY social_credit_code
  HAVING MIN(gov_code) = MAX(gov_code)
)
SELECT
  p.key,
  COALESCE(p.gov_code, u.gov_code) AS from_gov,
  COALESCE(a.gov_code, c.gov_code) AS to_gov,
  p.paid_on,
  p.net_amount
FROM payment_net p
LEFT JOIN unit u ON u.org_code = p.org_code
LEFT JOIN by_account a ON a.account = p.payee_account
LEFT JOIN by_code c ON c.social_credit_code = p.payee_id
WHERE p.net_amount > 0 AND COALESCE(a.gov_code, c.gov_code) <> COALESCE(p.gov_code, u.gov_code)
