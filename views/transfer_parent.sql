-- A row: one upper transfer out of which a transfer was issued, with the amount taken from it; `key` is the issued transfer's.
-- parent_key is null where the giving government received no such transfer in this ledger.
WITH link AS (
  SELECT child_transfer_id, parent_transfer_id, SUM(amount) AS amount
  FROM transfer_link
  GROUP BY child_transfer_id, parent_transfer_id
),
-- transfer_link wins over the column: it alone can name several upper transfers and parts of an amount.
claim AS (
  SELECT t.key, t.transfer_id, t.from_gov, t.issued_on, t.recovered_amount,
    l.parent_transfer_id, CAST(l.amount AS DECIMAL(18,2)) AS amount
  FROM transfer t
  JOIN link l ON l.child_transfer_id = t.transfer_id
  UNION ALL
  SELECT t.key, t.transfer_id, t.from_gov, t.issued_on, t.recovered_amount,
    t.parent_transfer_id, t.amount
  FROM transfer t
  LEFT JOIN (SELECT child_transfer_id FROM transfer_link GROUP BY child_transfer_id) l
    ON l.child_transfer_id = t.transfer_id
  WHERE l.child_transfer_id IS NULL AND t.parent_transfer_id IS NOT NULL
),
-- One row per number and recipient: a number loaded twice must not multiply what was issued out of it.
receipt AS (
  SELECT transfer_id, to_gov, MIN(key) AS key, MAX(amount) AS amount,
    MAX(received_on) AS received_on, MAX(batch) AS batch
  FROM transfer
  GROUP BY transfer_id, to_gov
)
SELECT c.key, c.transfer_id, c.from_gov, c.issued_on, c.recovered_amount, c.parent_transfer_id, c.amount,
  r.key AS parent_key, r.amount AS parent_amount,
  r.received_on AS parent_received_on, r.batch AS parent_batch
FROM claim c
LEFT JOIN receipt r ON r.transfer_id = c.parent_transfer_id AND r.to_gov = c.from_gov
