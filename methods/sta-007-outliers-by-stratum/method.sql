-- One row per payment far above what is usual in its stratum: the payments of a year for one function and one
-- economic code. Amounts are skewed, so a distance from the median alone would name one payment in seven: it must
-- also lie beyond Tukey's outer fence, three distances of the quartiles, taken in ratios.
WITH stratum AS (
  SELECT
    fiscal_year, function_code, economic_code,
    COUNT(*) AS payments,
    exact_median(net_amount) AS middle,
    mad_scaled(net_amount) AS spread,
    quartile(net_amount, 1) AS lower,
    quartile(net_amount, 3) AS upper
  FROM payment_payee
  WHERE net_amount > 0
    AND NOT agent
  GROUP BY fiscal_year, function_code, economic_code
),
fenced AS (
  SELECT
    s.*,
    -- From a thousand on the fence lies above any payment, and its cube would leave the decimals.
    CAST(LEAST(CAST(CAST(upper AS DECIMAL(28,6)) / lower AS DECIMAL(28,6)), 1000) AS DECIMAL(10,6)) AS ratio
  FROM stratum s
  WHERE payments >= $rows
    AND spread > 0
)
SELECT
  p.key AS lead_key,
  p.org_code AS subject,
  p.key,
  p.net_amount AS amount,
  p.payee_name,
  p.paid_on,
  p.fiscal_year,
  p.function_code,
  p.economic_code,
  f.payments,
  CAST(f.middle AS DECIMAL(18,2)) AS median,
  CAST(f.lower AS DECIMAL(18,2)) AS lower_quartile,
  CAST(f.upper AS DECIMAL(18,2)) AS upper_quartile,
  CAST(CAST(p.net_amount - f.middle AS DECIMAL(28,6)) / f.spread AS DECIMAL(18,1)) AS modified_z
FROM fenced f
JOIN payment_payee p
  ON p.fiscal_year = f.fiscal_year AND p.function_code = f.function_code AND p.economic_code = f.economic_code
WHERE NOT p.agent
  AND p.net_amount - f.middle >= CAST($z AS DECIMAL(9,2)) * f.spread
  -- Above the fence, and so above zero.
  AND p.net_amount > f.upper * CAST(f.ratio * f.ratio * f.ratio AS DECIMAL(18,6))
