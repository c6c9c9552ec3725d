-- One row per receipt of revenue, net of its refunds, with its payer as one party: the payer's id, else the id of
-- the one enterprise of that name, else the name. public: the payer is a budget unit.
WITH refund AS (
  SELECT refund_of, SUM(ABS(amount)) AS amount
  FROM revenue
  WHERE refund_of IS NOT NULL
  GROUP BY refund_of
),
unit AS (
  SELECT org_code, MIN(gov_code) AS gov_code FROM organization GROUP BY org_code
),
public_body AS (
  SELECT social_credit_code AS id FROM organization WHERE social_credit_code IS NOT NULL GROUP BY social_credit_code
),
named AS (
  SELECT name_key(name) AS name, MIN(enterprise_id) AS enterprise_id
  FROM enterprise
  GROUP BY name_key(name)
  HAVING MIN(enterprise_id) = MAX(enterprise_id)
)
SELECT
  r.key,
  COALESCE(r.gov_code, u.gov_code) AS gov_code,
  COALESCE(r.payer_id, n.enterprise_id, 'name:' || name_key(r.payer_name)) AS company,
  b.id IS NOT NULL AS public,
  r.refund_of,
  r.item_code,
  r.received_on,
  CAST(r.amount - COALESCE(f.amount, 0) AS DECIMAL(18,2)) AS net_amount
FROM revenue r
LEFT JOIN refund f ON f.refund_of = r.receipt_id
LEFT JOIN unit u ON u.org_code = r.org_code
LEFT JOIN public_body b ON b.id = r.payer_id
LEFT JOIN named n ON n.name = name_key(r.payer_name)
