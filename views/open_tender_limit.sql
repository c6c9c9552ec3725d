-- One row per procurement to which a limit for open tender applies, with that limit.
WITH buyer AS (
  SELECT org_code, MIN(gov_code) AS gov_code
  FROM organization
  GROUP BY org_code
),
buyer_government AS (
  SELECT gov_code, MIN(level) AS level
  FROM government
  GROUP BY gov_code
),
ranked AS (
  SELECT
    p.key,
    l.amount       AS limit_amount,
    l.jurisdiction AS limit_jurisdiction,
    l.instrument   AS limit_instrument,
    -- A limit for the level goes before one for all levels, a later one before an earlier one;
    -- of two in contradiction the lower is the safer reading.
    ROW_NUMBER() OVER (
      PARTITION BY p.key
      ORDER BY
        CASE WHEN l.jurisdiction = 'CN' THEN 0 ELSE character_length(l.jurisdiction) END DESC NULLS LAST,
        CASE WHEN l.level IS NULL THEN 1 ELSE 0 END,
        l.effective_from DESC,
        l.amount,
        l.key
    ) AS place
  FROM procurement p
  JOIN buyer o ON o.org_code = p.org_code
  LEFT JOIN buyer_government g ON g.gov_code = o.gov_code
  JOIN procurement_limit l
    ON l.category = p.category
   AND (l.jurisdiction = 'CN' OR substr(o.gov_code, 1, character_length(l.jurisdiction)) = l.jurisdiction)
   AND (l.level IS NULL OR l.level = g.level)
   AND l.effective_from <= COALESCE(p.announced_on, p.signed_on)
   AND (l.effective_to IS NULL OR l.effective_to >= COALESCE(p.announced_on, p.signed_on))
)
SELECT key, limit_amount, limit_jurisdiction, limit_instrument
FROM ranked
WHERE place = 1
