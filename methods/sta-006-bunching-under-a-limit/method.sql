-- One row per payment just below the limit, of units that have more of them than chance explains.
WITH near AS (
  SELECT
    key, org_code, fiscal_year, amount, payee_name, paid_on, purpose,
    amount < $limit AS under
  FROM payment_payee
  WHERE net_amount > 0
    AND NOT agent
    AND amount * 10 >= $limit * 9
    AND amount * 10 < $limit * 11
),
counted AS (
  SELECT
    n.*,
    COUNT(CASE WHEN under THEN key END) OVER (PARTITION BY org_code, fiscal_year) AS below,
    COUNT(CASE WHEN NOT under THEN key END) OVER (PARTITION BY org_code, fiscal_year) AS above
  FROM near n
)
SELECT
  org_code || '/' || CAST(fiscal_year AS VARCHAR) AS lead_key,
  org_code AS subject,
  key,
  amount,
  below,
  above,
  $limit AS limit_amount,
  CAST(bunching_p(below, above) AS DECIMAL(18,6)) AS p_value,
  payee_name,
  paid_on,
  purpose
FROM counted
WHERE under
  AND bunching_p(below, above) <= CAST($p_value AS DECIMAL(18,12))
