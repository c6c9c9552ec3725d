-- One row per voucher whose number follows a gap or repeats an earlier number of its series,
-- and per journal line whose line number its voucher already has.
WITH
-- A series that has a number 1 in two months of a year starts anew each month.
started AS (
  SELECT org_code, book, voucher_kind, prefix, year, COUNT(*) AS starts
  FROM voucher
  WHERE number = 1
  GROUP BY org_code, book, voucher_kind, prefix, year
),
counted AS (
  SELECT v.*, s.starts
  FROM voucher v
  LEFT JOIN started s
    ON s.org_code = v.org_code AND s.book = v.book AND s.voucher_kind = v.voucher_kind AND s.prefix = v.prefix
    AND s.year = v.year
),
followed AS (
  SELECT
    c.*,
    LAG(number) OVER (
      PARTITION BY org_code, book, voucher_kind, prefix, year, CASE WHEN starts > 1 THEN month ELSE '' END
      ORDER BY number NULLS LAST, month NULLS LAST, key NULLS LAST
    ) AS previous
  FROM counted c
),
series AS (
  SELECT
    org_code, book, voucher_kind, month, voucher, key, debit_amount, number, starts,
    -- What has a number 1 begins with it, or with a number 0.
    CASE WHEN starts IS NOT NULL AND number > 0 THEN COALESCE(previous, 0) ELSE previous END AS previous
  FROM followed
),
line AS (
  SELECT
    org_code,
    COALESCE(book, '') AS book,
    COALESCE(voucher_kind, '') AS voucher_kind,
    CASE WHEN LENGTH(period) = 7 THEN period ELSE SUBSTR(CAST(posted_on AS VARCHAR), 1, 7) END AS month,
    voucher_id,
    line_no
  FROM journal_line
  GROUP BY 1, 2, 3, 4, 5, 6
  HAVING COUNT(*) > 1
),
line_repeat AS (
  SELECT
    r.org_code, r.book, r.voucher_kind, r.month, r.line_no, j.key, j.debit_amount, j.voucher_id,
    ROW_NUMBER() OVER (
      PARTITION BY r.org_code, r.book, r.voucher_kind, r.month, r.voucher_id, r.line_no ORDER BY j.posted_on, j.key
    ) AS occurrence
  FROM line r
  JOIN journal_line j
    ON  r.org_code = j.org_code
    AND r.book = COALESCE(j.book, '')
    AND r.voucher_kind = COALESCE(j.voucher_kind, '')
    AND r.month = CASE WHEN LENGTH(j.period) = 7 THEN j.period ELSE SUBSTR(CAST(j.posted_on AS VARCHAR), 1, 7) END
    AND r.voucher_id = j.voucher_id
    AND r.line_no = j.line_no
)
SELECT
  CASE WHEN number = previous THEN 'repeat/' ELSE 'gap/' END
    || org_code || '/' || book || '/' || voucher_kind || '/' || month || '/' || voucher AS lead_key,
  org_code AS subject,
  key,
  CAST(CASE WHEN number = previous THEN ABS(debit_amount) ELSE 0 END AS DECIMAL(18,2)) AS amount,
  book,
  voucher_kind,
  month,
  voucher AS voucher_id,
  CASE WHEN number = previous THEN CAST(number AS VARCHAR)
       ELSE CAST(previous + 1 AS VARCHAR) || '–' || CAST(number - 1 AS VARCHAR) END AS numbers
FROM series
WHERE number = previous
   OR (number > previous + 1 AND number - previous - 1 <= $block)
UNION ALL
SELECT
  'line/' || org_code || '/' || book || '/' || voucher_kind || '/' || month || '/' || voucher_id,
  org_code,
  key,
  CAST(ABS(debit_amount) AS DECIMAL(18,2)),
  book,
  voucher_kind,
  month,
  voucher_id,
  CAST(line_no AS VARCHAR)
FROM line_repeat
WHERE occurrence > 1
  -- As in the view voucher: one that does not end in a number is in no series and is not tested.
  AND LENGTH(CASE WHEN voucher_id LIKE '%-%/%'
                  THEN RTRIM(RTRIM(RTRIM(RTRIM(voucher_id, '0123456789'), '/'), '0123456789'), '-')
                  ELSE voucher_id END)
    - LENGTH(RTRIM(CASE WHEN voucher_id LIKE '%-%/%'
                        THEN RTRIM(RTRIM(RTRIM(RTRIM(voucher_id, '0123456789'), '/'), '0123456789'), '-')
                        ELSE voucher_id END, '0123456789')) BETWEEN 1 AND 18
