-- One row per project of a pair: the one first by code with 0.00, the other with the smaller of the two amounts. Weights are log2(m/u), as in docs/matching.md.
WITH named AS (
  SELECT
    key, project_code, org_code, name, kind, starts_on, ends_on, total_amount,
    -- Phases, lots and years are told apart by their numbers.
    regexp_replace(name, '[^0-9一二三四五六七八九十甲乙丙丁戊己庚辛壬癸]', '', 'g') AS numbers
  FROM project
  WHERE NULLIF(name_key(name), '') IS NOT NULL
),
pair AS (
  SELECT
    a.org_code,
    a.key AS first_key, a.project_code AS first_code, a.name AS first_name, a.total_amount AS first_amount,
    b.key AS second_key, b.project_code AS second_code, b.name AS second_name, b.total_amount AS second_amount,
    CASE WHEN name_key(a.name) = name_key(b.name) THEN match_weight(0.5, 0.0005) ELSE match_weight(0.4, 0.004) END AS name_weight,
    CASE
      WHEN a.total_amount = b.total_amount THEN match_weight(0.4, 0.001)
      WHEN a.total_amount <> b.total_amount THEN match_weight(0.6, 0.999)
      ELSE CAST(0 AS DECIMAL(18,6))
    END AS amount_weight,
    CASE
      WHEN a.kind = b.kind THEN match_weight(0.9, 0.4)
      WHEN a.kind <> b.kind THEN match_weight(0.1, 0.6)
      ELSE CAST(0 AS DECIMAL(18,6))
    END AS kind_weight
  FROM named a
  JOIN named b ON b.org_code = a.org_code AND b.numbers = a.numbers
  WHERE a.project_code < b.project_code
    -- One after the other are phases; where days are not known they may be at one time.
    AND COALESCE(a.starts_on <= b.ends_on, TRUE)
    AND COALESCE(b.starts_on <= a.ends_on, TRUE)
    AND name_similarity(a.name, b.name) >= $similarity
)
SELECT
  org_code || '/' || first_code || '/' || second_code AS lead_key,
  org_code AS subject,
  CASE WHEN r.place = 1 THEN first_key ELSE second_key END AS key,
  CASE
    WHEN r.place = 1 THEN CAST(0 AS DECIMAL(18,2))
    WHEN first_amount < second_amount THEN first_amount
    ELSE second_amount
  END AS amount,
  first_code, first_name, first_amount, second_code, second_name, second_amount,
  name_weight + amount_weight + kind_weight AS score,
  'name ' || CAST(name_weight AS VARCHAR) || ', amount ' || CAST(amount_weight AS VARCHAR) || ', kind ' || CAST(kind_weight AS VARCHAR) AS explained
FROM pair
CROSS JOIN (VALUES (1), (2)) AS r(place)
WHERE name_weight + amount_weight + kind_weight >= $bits
