-- One row per procurement with what is known of its contract: from the contract's own record, else from the procurement's.
WITH recorded AS (
  SELECT
    contract_id,
    MIN(org_code)      AS org_code,
    MIN(amount)        AS amount,
    MIN(signed_on)     AS signed_on,
    MIN(starts_on)     AS starts_on,
    MIN(supplier_id)   AS supplier_id,
    MIN(supplier_name) AS supplier_name
  FROM contract
  GROUP BY contract_id
),
lot AS (
  SELECT contract_id, procurement_id, MIN(key) AS key, MAX(award_amount) AS award_amount
  FROM procurement
  WHERE contract_id IS NOT NULL
  GROUP BY contract_id, procurement_id
),
lots AS (
  SELECT contract_id, COUNT(*) AS lots, SUM(award_amount) AS award_amount, MIN(key) AS first_key
  FROM lot
  GROUP BY contract_id
)
SELECT
  p.key,
  p.procurement_id,
  p.org_code,
  p.contract_id,
  p.procurement_method,
  p.unit_price,
  p.award_amount,
  p.awarded_on,
  p.supplier_id,
  p.supplier_name,
  COALESCE(n.lots, 1)                                       AS lots,
  CAST(COALESCE(n.award_amount, p.award_amount) AS DECIMAL(18,2)) AS lots_award_amount,
  COALESCE(n.first_key, p.key)                              AS first_lot_key,
  c.contract_id IS NOT NULL                                 AS contract_recorded,
  c.org_code                                                AS contract_org_code,
  COALESCE(c.amount, p.contract_amount)                     AS contract_amount,
  COALESCE(c.signed_on, p.signed_on)                        AS signed_on,
  c.starts_on,
  c.supplier_id                                             AS contract_supplier_id,
  c.supplier_name                                           AS contract_supplier_name
FROM procurement p
LEFT JOIN recorded c ON c.contract_id = p.contract_id
LEFT JOIN lots n ON n.contract_id = p.contract_id
