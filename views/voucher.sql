-- One row per voucher of the books that ends in a number: the number, what stands before it, the key of the
-- first line, which stands for the voucher, and the debit total.
WITH numbered AS (
  -- A voucher on several sheets bears a fraction (12-1/3): the number is what stands before it.
  SELECT
    key,
    org_code,
    COALESCE(book, '') AS book,
    COALESCE(voucher_kind, '') AS voucher_kind,
    CASE WHEN LENGTH(period) = 7 THEN period ELSE SUBSTR(CAST(posted_on AS VARCHAR), 1, 7) END AS month,
    CASE WHEN voucher_id LIKE '%-%/%'
         THEN RTRIM(RTRIM(RTRIM(RTRIM(voucher_id, '0123456789'), '/'), '0123456789'), '-')
         ELSE voucher_id END AS voucher,
    line_no,
    debit_amount
  FROM journal_line
)
SELECT
  org_code, book, voucher_kind, month, voucher,
  SUBSTR(month, 1, 4) AS year,
  RTRIM(voucher, '0123456789') AS prefix,
  TRY_CAST(SUBSTR(voucher, LENGTH(RTRIM(voucher, '0123456789')) + 1) AS BIGINT) AS number,
  SUBSTR(MIN(RIGHT('0000000000' || CAST(line_no AS VARCHAR), 10) || key), 11) AS key,
  SUM(debit_amount) AS debit_amount
FROM numbered
WHERE LENGTH(voucher) - LENGTH(RTRIM(voucher, '0123456789')) BETWEEN 1 AND 18
GROUP BY org_code, book, voucher_kind, month, voucher
