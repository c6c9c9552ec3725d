-- One row per procurement whose contract departs from the award in amount or in supplier.
WITH judged AS (
  SELECT
    v.*,
    v.lots_award_amount AS compared_award_amount,
    -- The same supplier if identifier or name agrees; unknown where neither can be compared; one of a
    -- consortium may sign for it.
    CASE
      WHEN v.supplier_id = v.contract_supplier_id THEN FALSE
      WHEN name_key(v.supplier_name) = name_key(v.contract_supplier_name) THEN FALSE
      WHEN v.supplier_name LIKE '%联合体%'
       AND strpos(name_key(v.supplier_name), name_key(v.contract_supplier_name)) > 0 THEN FALSE
      WHEN v.supplier_id <> v.contract_supplier_id THEN TRUE
      WHEN v.supplier_name <> v.contract_supplier_name THEN TRUE
      ELSE FALSE
    END AS other_supplier
  FROM procurement_contract v
  WHERE v.procurement_method <> 'framework'
    AND (v.award_amount IS DISTINCT FROM v.unit_price)
    AND v.contract_amount IS NOT NULL
    AND (v.lots = 1 OR v.contract_recorded)
),
compared AS (
  SELECT
    *,
    ABS(contract_amount - compared_award_amount) AS difference
  FROM judged
)
SELECT
  CASE WHEN lots > 1 THEN contract_id ELSE procurement_id END       AS lead_key,
  CASE WHEN lots > 1 THEN contract_org_code ELSE org_code END       AS subject,
  key,
  -- With another supplier the whole is at issue; the difference of a contract for several lots counts once.
  CAST(CASE
    WHEN other_supplier AND lots > 1 THEN award_amount
    WHEN other_supplier THEN contract_amount
    WHEN key = first_lot_key THEN difference
    ELSE 0
  END AS DECIMAL(18,2))                                             AS amount,
  procurement_id,
  contract_id,
  lots,
  compared_award_amount,
  contract_amount,
  supplier_name,
  contract_supplier_name,
  other_supplier,
  difference
FROM compared
WHERE other_supplier OR difference > $rounding
