-- One row per payment of a pair: the earlier with 0.00, the later with its amount. Weights are log2(m/u), as in docs/matching.md.
WITH paid AS (
  SELECT
    key, payment_id, org_code, paid_on, payee_key, payee_name, net_amount,
    NULLIF(name_key(purpose), '') AS matter,
    -- The same figures in any order: equal amounts, and those with two digits exchanged.
    anagram_key(CAST(net_amount AS VARCHAR)) AS figures,
    -- The first and the second branch are two.
    regexp_replace(payee_name, '[^0-9一二三四五六七八九十甲乙丙丁戊己庚辛壬癸]', '', 'g') AS numbers
  FROM payment_payee
  WHERE net_amount > 0
    AND NOT agent
    AND contract_id IS NULL
),
pair AS (
  SELECT
    a.org_code,
    a.key AS first_key, a.payment_id AS first_id, a.paid_on AS first_on, a.payee_name AS first_name, a.net_amount AS first_amount,
    b.key AS second_key, b.payment_id AS second_id, b.paid_on AS second_on, b.payee_name AS second_name, b.net_amount AS second_amount,
    CASE
      WHEN a.payee_key = b.payee_key THEN match_weight(0.8, 0.000001)
      WHEN a.numbers = b.numbers AND name_similarity(a.payee_name, b.payee_name) >= $similarity THEN match_weight(0.12, 0.0005)
    END AS payee_weight,
    CASE
      WHEN a.net_amount = b.net_amount THEN match_weight(0.7, 0.0001)
      WHEN transposed_digits(CAST(a.net_amount AS VARCHAR), CAST(b.net_amount AS VARCHAR)) THEN match_weight(0.1, 0.00001)
    END AS amount_weight,
    CASE
      WHEN a.matter = b.matter THEN match_weight(0.6, 0.05)
      WHEN a.matter <> b.matter THEN match_weight(0.4, 0.95)
      ELSE CAST(0 AS DECIMAL(18,6))
    END AS matter_weight
  FROM paid a
  JOIN paid b ON b.org_code = a.org_code AND b.figures = a.figures
  WHERE (a.paid_on < b.paid_on OR (a.paid_on = b.paid_on AND a.key < b.key))
    AND b.paid_on <= a.paid_on + INTERVAL $days DAY
    -- One payee and one amount are exact duplicates: EXE-009.
    AND NOT (a.payee_key = b.payee_key AND a.net_amount = b.net_amount)
)
SELECT
  org_code || '/' || first_id || '/' || second_id AS lead_key,
  org_code AS subject,
  CASE WHEN r.place = 1 THEN first_key ELSE second_key END AS key,
  CASE WHEN r.place = 1 THEN CAST(0 AS DECIMAL(18,2)) ELSE second_amount END AS amount,
  days_between(first_on, second_on) AS days,
  first_name AS payee_name,
  first_amount AS paid_amount,
  first_on AS paid_on,
  second_name AS other_name,
  second_amount AS other_amount,
  second_on AS other_on,
  payee_weight + amount_weight + matter_weight AS score,
  'payee ' || CAST(payee_weight AS VARCHAR) || ', amount ' || CAST(amount_weight AS VARCHAR) || ', purpose ' || CAST(matter_weight AS VARCHAR) AS explained
FROM pair
CROSS JOIN (VALUES (1), (2)) AS r(place)
WHERE payee_weight + amount_weight + matter_weight >= $bits
