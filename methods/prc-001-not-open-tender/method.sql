-- One row per procurement at or above its open-tender limit that was neither openly tendered nor approved otherwise.
SELECT
  p.procurement_id                            AS lead_key,
  p.org_code                                  AS subject,
  p.key                                       AS key,
  p.award_amount                              AS amount,
  p.procurement_id,
  p.title,
  p.category,
  p.procurement_method,
  -- The budget decides which method is due: the price is known only afterwards.
  COALESCE(p.budget_amount, p.award_amount)   AS tested_amount,
  l.limit_amount,
  l.limit_jurisdiction,
  l.limit_instrument,
  COALESCE(p.announced_on, p.signed_on)       AS judged_on
FROM procurement p
JOIN open_tender_limit l ON l.key = p.key
WHERE p.procurement_method NOT IN ('open', 'framework')
  AND p.approval_no IS NULL
  AND p.award_amount > 0
  AND COALESCE(p.budget_amount, p.award_amount) >= l.limit_amount
