-- One row per payment and group: payments to one payee for one matter within the days, each below the limit, together at or above it.
WITH payee AS (
  SELECT org_code, payee_key, fiscal_year, COUNT(*) AS payments
  FROM payment_payee
  WHERE net_amount > 0
  GROUP BY org_code, payee_key, fiscal_year
),
candidate AS (
  SELECT
    p.key, p.org_code, p.payee_key, p.payee_name, p.paid_on, p.net_amount, p.contract_id, p.purpose, m.basis,
    CASE m.basis WHEN 'contract' THEN p.contract_id ELSE NULLIF(name_key(p.purpose), '') END AS matter
  FROM payment_payee p
  JOIN payee b
    ON b.org_code = p.org_code AND b.payee_key = p.payee_key AND b.fiscal_year = p.fiscal_year
  CROSS JOIN (VALUES ('contract'), ('purpose')) AS m(basis)
  WHERE NOT p.agent
    AND b.payments <= $batch_payments
    AND p.net_amount < $limit
    AND p.net_amount >= $limit * CAST($floor_share AS DECIMAL(9,6))
),
first_day AS (
  SELECT org_code, payee_key, basis, matter, paid_on
  FROM candidate
  GROUP BY org_code, payee_key, basis, matter, paid_on
),
member AS (
  SELECT
    f.paid_on AS first_on,
    c.key, c.org_code, c.payee_key, c.payee_name, c.paid_on, c.net_amount, c.contract_id, c.purpose, c.basis, c.matter,
    MAX(c.paid_on)    OVER (PARTITION BY f.org_code, f.payee_key, f.basis, f.matter, f.paid_on) AS last_on,
    SUM(c.net_amount) OVER (PARTITION BY f.org_code, f.payee_key, f.basis, f.matter, f.paid_on) AS together,
    COUNT(*)          OVER (PARTITION BY f.org_code, f.payee_key, f.basis, f.matter, f.paid_on) AS payments
  FROM first_day f
  JOIN candidate c
    ON c.org_code = f.org_code AND c.payee_key = f.payee_key AND c.basis = f.basis AND c.matter = f.matter
   AND c.paid_on >= f.paid_on AND c.paid_on <= f.paid_on + INTERVAL $days DAY
),
ranked AS (
  SELECT
    m.*,
    ROW_NUMBER() OVER (PARTITION BY key ORDER BY payments DESC, first_on, basis, key) AS place
  FROM member m
  WHERE together >= $limit
),
shared AS (
  SELECT
    r.*,
    -- Counted where the largest group has it, so that groups that overlap do not count a payment twice.
    CASE WHEN place = 1 THEN net_amount ELSE CAST(0 AS DECIMAL(18,2)) END AS share,
    MIN(place) OVER (PARTITION BY org_code, payee_key, basis, matter, first_on) AS best_place
  FROM ranked r
)
SELECT
  org_code || '/' || payee_key || '/' || basis || ':' || matter || '/' || CAST(first_on AS VARCHAR) AS lead_key,
  org_code                        AS subject,
  key                             AS key,
  share                           AS amount,
  days_between(first_on, last_on) AS days,
  payee_name,
  paid_on,
  net_amount,
  first_on,
  last_on,
  payments,
  together,
  $limit                          AS limit_amount,
  basis,
  contract_id,
  purpose
FROM shared
-- Every row of it stands in a larger group: it is contained and not maximal.
WHERE best_place = 1
