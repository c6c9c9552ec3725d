-- One row per valid bid that has something in common with a bid of a different bidder in the same procurement.
WITH buy AS (
  SELECT
    procurement_id,
    MIN(org_code)           AS org_code,
    MIN(procurement_method) AS procurement_method,
    MAX(budget_amount)      AS budget_amount,
    MIN(supplier_id)        AS supplier_id,
    MIN(supplier_name)      AS supplier_name,
    MAX(award_amount)       AS award_amount
  FROM procurement
  GROUP BY procurement_id
),
hub AS (
  SELECT address
  FROM (
    SELECT name_key(address) AS address, name_key(bidder_name) AS bidder
    FROM bid
    GROUP BY name_key(address), name_key(bidder_name)
  ) a
  GROUP BY address
  HAVING COUNT(*) >= $hub_bidders
),
valid AS (
  SELECT
    b.key,
    b.procurement_id,
    b.bidder_name,
    -- Without an identifier nothing says that it is one enterprise with another of a different name.
    COALESCE(b.bidder_id, b.key)                              AS identity,
    name_key(b.bidder_name)                                   AS bidder,
    b.price,
    NULLIF(regexp_replace(b.phone, '[^0-9]', '', 'g'), '')    AS phone,
    -- Many unrelated enterprises register at one incubator or agent.
    CASE WHEN h.address IS NULL THEN NULLIF(name_key(b.address), '') END AS address,
    NULLIF(name_key(b.legal_representative), '')              AS representative,
    q.org_code,
    q.budget_amount,
    q.award_amount,
    CASE
      WHEN b.bidder_id = q.supplier_id OR name_key(b.bidder_name) = name_key(q.supplier_name) THEN 1
      ELSE 0
    END AS won
  FROM bid b
  JOIN buy q ON q.procurement_id = b.procurement_id
  LEFT JOIN hub h ON h.address = name_key(b.address)
  WHERE q.procurement_method <> 'framework'
    AND b.disqualified IS NOT TRUE
),
-- A bidder is another one if the name differs and the identifiers are not all the same.
compared AS (
  SELECT
    *,
    phone IS NOT NULL
      AND MIN(bidder) OVER (PARTITION BY procurement_id, phone) <> MAX(bidder) OVER (PARTITION BY procurement_id, phone)
      AND MIN(identity) OVER (PARTITION BY procurement_id, phone) <> MAX(identity) OVER (PARTITION BY procurement_id, phone)
      AS same_phone,
    address IS NOT NULL
      AND MIN(bidder) OVER (PARTITION BY procurement_id, address) <> MAX(bidder) OVER (PARTITION BY procurement_id, address)
      AND MIN(identity) OVER (PARTITION BY procurement_id, address) <> MAX(identity) OVER (PARTITION BY procurement_id, address)
      AS same_address,
    representative IS NOT NULL
      AND MIN(bidder) OVER (PARTITION BY procurement_id, representative) <> MAX(bidder) OVER (PARTITION BY procurement_id, representative)
      AND MIN(identity) OVER (PARTITION BY procurement_id, representative) <> MAX(identity) OVER (PARTITION BY procurement_id, representative)
      AS same_representative,
    -- At the ceiling itself everybody may arrive independently.
    COALESCE(price > 0, FALSE) AND (price IS DISTINCT FROM budget_amount)
      AND MIN(bidder) OVER (PARTITION BY procurement_id, price) <> MAX(bidder) OVER (PARTITION BY procurement_id, price)
      AND MIN(identity) OVER (PARTITION BY procurement_id, price) <> MAX(identity) OVER (PARTITION BY procurement_id, price)
      AS same_price,
    LAG(price)  OVER (PARTITION BY procurement_id ORDER BY price NULLS LAST, key) AS lower_price,
    LEAD(price) OVER (PARTITION BY procurement_id ORDER BY price NULLS LAST, key) AS higher_price
  FROM valid
),
-- The middle one of three neighbours: even differences, or even ratios up to what rounding does to them.
stepped AS (
  SELECT
    *,
    CASE
      WHEN lower_price > 0
       AND price - lower_price > $step_tolerance
       AND (ABS((higher_price - price) - (price - lower_price)) <= $step_tolerance
         OR ABS(CAST(price AS DECIMAL(19,2)) * CAST(price AS DECIMAL(19,2)) - CAST(lower_price AS DECIMAL(19,2)) * CAST(higher_price AS DECIMAL(19,2))) * 2 <= (lower_price + 2 * price + higher_price) * $step_tolerance)
      THEN 1 ELSE 0
    END AS middle
  FROM compared
),
signed AS (
  SELECT
    *,
    middle
      + COALESCE(LAG(middle)  OVER (PARTITION BY procurement_id ORDER BY price NULLS LAST, key), 0)
      + COALESCE(LEAD(middle) OVER (PARTITION BY procurement_id ORDER BY price NULLS LAST, key), 0) > 0 AS price_ladder
  FROM stepped
),
flagged AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY procurement_id ORDER BY won DESC, price NULLS LAST, key) AS place
  FROM signed
  WHERE same_phone OR same_address OR same_representative OR same_price OR price_ladder
)
SELECT
  procurement_id                                        AS lead_key,
  org_code                                              AS subject,
  key,
  -- The award is at issue once: on the winner's bid if it is among these, else on the cheapest.
  CASE WHEN place = 1 THEN award_amount ELSE CAST(0 AS DECIMAL(18,2)) END AS amount,
  procurement_id,
  bidder_name,
  price,
  won = 1 AS won,
  same_phone,
  same_address,
  same_representative,
  same_price,
  price_ladder
FROM flagged
