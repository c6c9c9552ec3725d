-- One row per holding and direction: from the holder to the enterprise and back. Holdings of budget units are left
-- out: what the public owns in common ties no two enterprises together. share is null where it is not stated.
WITH holding AS (
  SELECT w.holder_id, w.enterprise_id, MAX(w.share) AS share
  FROM ownership w
  LEFT JOIN (
    SELECT social_credit_code AS id FROM organization WHERE social_credit_code IS NOT NULL GROUP BY social_credit_code
  ) b ON b.id = w.holder_id
  WHERE w.holder_id IS NOT NULL AND b.id IS NULL
  GROUP BY w.holder_id, w.enterprise_id
),
direction AS (
  SELECT 'owns' AS edge UNION ALL SELECT 'is owned by'
)
SELECT
  CASE WHEN d.edge = 'owns' THEN h.holder_id ELSE h.enterprise_id END AS from_node,
  CASE WHEN d.edge = 'owns' THEN h.enterprise_id ELSE h.holder_id END AS to_node,
  d.edge,
  h.share
FROM holding h
CROSS JOIN direction d
