-- One row per line of a voucher whose debits and credits differ within one book; the difference stands on its first line.
-- Numbers start anew each month, so a voucher is told by its month as well.
WITH unbalanced AS (
  SELECT
    org_code,
    COALESCE(book, '') AS book,
    COALESCE(period, SUBSTR(CAST(posted_on AS VARCHAR), 1, 7)) AS period,
    COALESCE(voucher_kind, '') AS voucher_kind,
    voucher_id,
    SUM(debit_amount)  AS debit_amount,
    SUM(credit_amount) AS credit_amount
  FROM journal_line
  GROUP BY 1, 2, 3, 4, 5
  HAVING SUM(debit_amount) <> SUM(credit_amount)
),
line AS (
  SELECT
    j.key, j.line_no, j.account_code, j.posted_on, u.*,
    ROW_NUMBER() OVER (
      PARTITION BY u.org_code, u.book, u.period, u.voucher_kind, u.voucher_id ORDER BY j.line_no, j.key
    ) AS place
  FROM journal_line j
  JOIN unbalanced u
    ON  u.org_code = j.org_code
    AND u.book = COALESCE(j.book, '')
    AND u.period = COALESCE(j.period, SUBSTR(CAST(j.posted_on AS VARCHAR), 1, 7))
    AND u.voucher_kind = COALESCE(j.voucher_kind, '')
    AND u.voucher_id = j.voucher_id
)
SELECT
  org_code || '/' || book || '/' || period || '/' || voucher_kind || '/' || voucher_id AS lead_key,
  org_code AS subject,
  key,
  CAST(CASE WHEN place > 1 THEN 0 ELSE ABS(debit_amount - credit_amount) END AS DECIMAL(18,2)) AS amount,
  book,
  period,
  voucher_kind,
  voucher_id,
  line_no,
  account_code,
  posted_on,
  debit_amount,
  credit_amount
FROM line
