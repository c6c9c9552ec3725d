-- A row: one transfer passed on with which, or after which, an upper transfer was exceeded.
WITH passed AS (
  SELECT key, parent_key, parent_transfer_id, parent_amount, from_gov, issued_on,
    amount - COALESCE(recovered_amount, 0) AS net
  FROM transfer_parent
  WHERE parent_key IS NOT NULL
),
-- Cuts make room whatever their date: only what remains passed on in the end is at issue.
run AS (
  SELECT d.*,
    SUM(GREATEST(d.net, 0)) OVER (
      PARTITION BY d.parent_key ORDER BY d.issued_on, d.key
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS passed_so_far,
    d.parent_amount - SUM(LEAST(d.net, 0)) OVER (PARTITION BY d.parent_key) AS available
  FROM passed d
)
SELECT
  parent_key AS lead_key,
  from_gov AS subject,
  key AS key,
  CAST(LEAST(net, passed_so_far - available) AS DECIMAL(18,2)) AS amount,
  parent_transfer_id, parent_amount, issued_on, net, passed_so_far
FROM run
WHERE net > 0 AND passed_so_far > available
