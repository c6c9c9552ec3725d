-- One row per procurement whose contract precedes its award or follows the start of work, and per payment to the supplier before the contract.
WITH by_procurement AS (
  SELECT
    procurement_id,
    MIN(org_code)   AS org_code,
    MIN(awarded_on) AS awarded_on,
    MIN(signed_on)  AS signed_on,
    MIN(starts_on)  AS starts_on,
    MIN(COALESCE(contract_supplier_id, supplier_id))               AS supplier_id,
    MIN(name_key(COALESCE(contract_supplier_name, supplier_name))) AS supplier
  FROM procurement_contract
  GROUP BY procurement_id
),
by_contract AS (
  SELECT
    contract_id,
    MIN(procurement_id) AS procurement_id,
    MIN(org_code)       AS org_code,
    MIN(awarded_on)     AS awarded_on,
    MIN(signed_on)      AS signed_on,
    MIN(starts_on)      AS starts_on,
    MIN(COALESCE(contract_supplier_id, supplier_id))               AS supplier_id,
    MIN(name_key(COALESCE(contract_supplier_name, supplier_name))) AS supplier
  FROM procurement_contract
  GROUP BY contract_id
),
-- The new contract goes on from one with the same supplier that was signed in time and still runs.
continued AS (
  SELECT v.key
  FROM procurement_contract v
  JOIN contract e
    ON e.org_code = v.org_code
   AND COALESCE(e.supplier_id, name_key(e.supplier_name)) = COALESCE(v.contract_supplier_id, name_key(v.contract_supplier_name))
   AND e.signed_on <= v.starts_on
   AND e.ends_on >= v.signed_on
  WHERE v.starts_on < v.signed_on
  GROUP BY v.key
),
dated AS (
  SELECT
    v.key,
    v.procurement_id,
    v.org_code,
    v.awarded_on,
    v.signed_on,
    v.starts_on,
    CASE WHEN v.lots = 1 THEN COALESCE(v.contract_amount, v.award_amount) ELSE v.award_amount END AS amount,
    days_between(v.signed_on, v.awarded_on) AS contract_days,
    CASE WHEN c.key IS NULL THEN days_between(v.starts_on, v.signed_on) END AS work_days
  FROM procurement_contract v
  LEFT JOIN continued c ON c.key = v.key
),
linked AS (
  SELECT
    y.key,
    y.payment_id,
    y.paid_on,
    y.amount,
    y.payee_id,
    name_key(y.payee_name)                                                                AS payee,
    CASE WHEN a.procurement_id IS NOT NULL THEN a.procurement_id ELSE b.procurement_id END AS procurement_id,
    CASE WHEN a.procurement_id IS NOT NULL THEN a.org_code ELSE b.org_code END             AS org_code,
    CASE WHEN a.procurement_id IS NOT NULL THEN a.awarded_on ELSE b.awarded_on END         AS awarded_on,
    CASE WHEN a.procurement_id IS NOT NULL THEN a.signed_on ELSE b.signed_on END           AS signed_on,
    CASE WHEN a.procurement_id IS NOT NULL THEN a.starts_on ELSE b.starts_on END           AS starts_on,
    CASE WHEN a.procurement_id IS NOT NULL THEN a.supplier_id ELSE b.supplier_id END       AS supplier_id,
    CASE WHEN a.procurement_id IS NOT NULL THEN a.supplier ELSE b.supplier END             AS supplier
  FROM payment y
  LEFT JOIN by_procurement a ON a.procurement_id = y.procurement_id
  LEFT JOIN by_contract b ON b.contract_id = y.contract_id
  WHERE COALESCE(y.status, 'paid') NOT IN ('returned', 'reversed')
),
early AS (
  SELECT *
  FROM linked
  WHERE paid_on < signed_on
    AND (payee_id = supplier_id OR payee = supplier)
),
-- Money that came back before the contract never stood outside it.
kept AS (
  SELECT
    e.key,
    e.procurement_id,
    e.org_code,
    e.awarded_on,
    e.signed_on,
    e.starts_on,
    e.paid_on,
    e.amount + COALESCE(SUM(r.amount), 0) AS amount
  FROM early e
  LEFT JOIN payment r
    ON r.original_payment_id = e.payment_id
   AND r.amount < 0
   AND r.paid_on <= e.signed_on
  GROUP BY e.key, e.procurement_id, e.org_code, e.awarded_on, e.signed_on, e.starts_on, e.paid_on, e.amount
),
evidence AS (
  SELECT
    'procurement'                       AS source,
    key,
    procurement_id,
    org_code,
    awarded_on,
    signed_on,
    starts_on,
    CAST(NULL AS DATE)                  AS paid_on,
    CAST(amount AS DECIMAL(28,2))       AS amount,
    GREATEST(contract_days, work_days)  AS days
  FROM dated
  WHERE contract_days > 0 OR work_days > 0
  UNION ALL
  SELECT
    'payment',
    key,
    procurement_id,
    org_code,
    awarded_on,
    signed_on,
    starts_on,
    paid_on,
    CAST(amount AS DECIMAL(28,2)),
    days_between(paid_on, signed_on)
  FROM kept
  WHERE amount > 0
)
SELECT
  procurement_id AS lead_key,
  org_code       AS subject,
  key,
  source         AS "table",
  -- What was paid early is part of the contract: the contract's row carries only the rest.
  CAST(CASE
    WHEN source = 'payment' THEN amount
    ELSE GREATEST(amount - SUM(CASE WHEN source = 'payment' THEN amount ELSE 0 END) OVER (PARTITION BY procurement_id), 0)
  END AS DECIMAL(18,2)) AS amount,
  days,
  procurement_id,
  awarded_on,
  signed_on,
  starts_on,
  paid_on
FROM evidence
