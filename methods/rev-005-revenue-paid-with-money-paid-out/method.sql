-- A row: an edge along which money can come round: a payment to an enterprise, a receipt from one, a tie of ownership.
SELECT
  p.gov_code AS from_node,
  p.company  AS to_node,
  'payment'  AS edge,
  p.key      AS key,
  'payment'  AS "table",
  p.net_amount AS amount,
  p.paid_on  AS on_day,
  TRUE       AS starts,
  p.gov_code AS subject
FROM company_payment p
WHERE p.net_amount >= $least AND p.gov_code IS NOT NULL
UNION ALL
SELECT r.company, r.gov_code, 'revenue', r.key, 'revenue', r.net_amount, r.received_on, FALSE, r.gov_code AS subject
FROM company_receipt r
-- Who was paid nothing and is tied to nobody cannot pass money on.
JOIN (
  SELECT company
  FROM (
    SELECT company FROM company_payment
    UNION ALL
    SELECT from_node FROM enterprise_tie
  ) x
  GROUP BY company
) k ON k.company = r.company
WHERE r.refund_of IS NULL AND r.net_amount > 0 AND r.gov_code IS NOT NULL AND NOT r.public
UNION ALL
SELECT t.from_node, t.to_node, t.edge, NULL, NULL, NULL, NULL, FALSE, t.from_node AS subject
FROM enterprise_tie t
WHERE COALESCE(t.share, 1) >= $holding
