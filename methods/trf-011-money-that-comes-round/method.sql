-- A row: an edge between governments: a transfer, or a payment of a unit to a unit of another government.
SELECT
  p.from_gov AS from_node,
  p.to_gov   AS to_node,
  'transfer' AS edge,
  p.key      AS key,
  'transfer' AS "table",
  CAST(p.amount - COALESCE(p.recovered_amount, 0) AS DECIMAL(18,2)) AS amount,
  p.issued_on AS on_day,
  TRUE       AS starts,
  p.from_gov AS subject
FROM transfer p
WHERE p.amount > COALESCE(p.recovered_amount, 0) AND (p.batch IS NULL OR p.batch <> 'settlement')
UNION ALL
SELECT n.from_gov, n.to_gov, 'payment', n.key, 'payment', n.net_amount, n.paid_on, FALSE, n.from_gov AS subject
FROM intergovernmental_payment n
