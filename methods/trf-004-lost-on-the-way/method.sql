-- A row: one transfer issued with less than what the giver took out of upper transfers for it, where nothing else
-- that went to the same recipient under the same program in the year makes up for it.
WITH tied AS (
  SELECT p.key, p.from_gov, p.to_gov, p.program_code, p.fiscal_year, p.document_no, p.issued_on,
    p.from_gov || '/' || p.to_gov || '/' || p.program_code || '/' || CAST(p.fiscal_year AS VARCHAR) AS way,
    CASE WHEN u.found = u.parents THEN CAST(u.linked AS DECIMAL(18,2)) END AS linked,
    CASE WHEN u.found = u.parents THEN p.amount END AS issued,
    -- Money without a link may be the difference: it is never taken for lost.
    CASE WHEN u.key IS NULL THEN GREATEST(p.amount, 0) END AS unlinked
  FROM transfer p
  LEFT JOIN (SELECT program_code, BOOL_AND(earmarked) AS earmarked FROM program GROUP BY program_code) g
    ON g.program_code = p.program_code
  LEFT JOIN (
    SELECT key, COUNT(*) AS parents, COUNT(parent_key) AS found, SUM(amount) AS linked FROM transfer_parent GROUP BY key
  ) u ON u.key = p.key
  WHERE COALESCE(g.earmarked, p.kind IN ('special', 'shared', 'direct'))
),
summed AS (
  SELECT t.*,
    SUM(t.linked) OVER (PARTITION BY t.way) AS linked_amount,
    SUM(t.issued) OVER (PARTITION BY t.way) AS issued_amount,
    COALESCE(SUM(t.unlinked) OVER (PARTITION BY t.way), 0) AS unlinked_amount,
    SUM(CAST(GREATEST(t.linked - t.issued, 0) AS DECIMAL(18,2))) OVER (
      PARTITION BY t.way ORDER BY t.issued_on, t.key
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS short_so_far
  FROM tied t
)
SELECT
  way AS lead_key,
  from_gov AS subject,
  key AS key,
  CAST(LEAST(linked - issued, linked_amount - issued_amount - unlinked_amount - short_so_far + linked - issued)
    AS DECIMAL(18,2)) AS amount,
  to_gov, program_code, fiscal_year, document_no, linked_amount, issued_amount, unlinked_amount
FROM summed
WHERE linked > issued
  -- What the shortfalls before this one leave of the difference.
  AND linked_amount - issued_amount - unlinked_amount > short_so_far - (linked - issued)
