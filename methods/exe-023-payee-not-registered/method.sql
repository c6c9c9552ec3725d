-- One row per payment to an enterprise that was not yet registered, or no longer, on the day of the payment.
WITH matched AS (
  SELECT
    p.key, p.org_code, p.payee_name, p.paid_on, p.net_amount,
    COALESCE(e.enterprise_id, n.enterprise_id) AS enterprise_id,
    COALESCE(e.registered_on, n.registered_on) AS registered_on,
    COALESCE(e.status, n.status)               AS status,
    COALESCE(e.status_on, n.status_on)         AS status_on,
    CASE WHEN e.enterprise_id IS NOT NULL THEN 'code' ELSE 'name' END AS matched_by
  FROM payment_payee p
  LEFT JOIN (
    SELECT enterprise_id, registered_on, status, status_on
    FROM (
      SELECT
        enterprise_id, status, status_on,
        MIN(registered_on) OVER (PARTITION BY enterprise_id) AS registered_on,
        ROW_NUMBER() OVER (PARTITION BY enterprise_id ORDER BY status_on DESC NULLS LAST, key) AS latest
      FROM enterprise
    ) s
    WHERE latest = 1
  ) e ON e.enterprise_id = p.payee_id
  LEFT JOIN (
    SELECT enterprise_name, enterprise_id, registered_on, status, status_on
    FROM (
      SELECT
        name_key(name) AS enterprise_name, enterprise_id, status, status_on,
        MIN(registered_on) OVER (PARTITION BY name_key(name)) AS registered_on,
        MIN(enterprise_id) OVER (PARTITION BY name_key(name)) AS first_id,
        MAX(enterprise_id) OVER (PARTITION BY name_key(name)) AS last_id,
        ROW_NUMBER() OVER (PARTITION BY name_key(name) ORDER BY status_on DESC NULLS LAST, key) AS latest
      FROM enterprise
    ) s
    -- A name that several enterprises bear does not say which of them was paid.
    WHERE latest = 1 AND first_id = last_id
  ) n
    ON n.enterprise_name = p.payee_name_key
   AND e.enterprise_id IS NULL
   AND NOT COALESCE(credit_code_valid(p.payee_id), FALSE)
  WHERE p.net_amount > 0
),
judged AS (
  SELECT
    m.*,
    CASE
      WHEN paid_on < registered_on THEN 'not_yet_registered'
      -- Revoked is not cancelled: the enterprise exists until it is, and may be paid what it is owed.
      WHEN status IN ('cancelled', 'revoked') AND paid_on > status_on THEN status
    END AS state
  FROM matched m
)
SELECT
  org_code || '/' || enterprise_id || '/' || state || '/' || matched_by AS lead_key,
  org_code   AS subject,
  key        AS key,
  net_amount AS amount,
  CASE state WHEN 'not_yet_registered' THEN days_between(paid_on, registered_on) ELSE days_between(status_on, paid_on) END AS days,
  CASE state
    WHEN 'not_yet_registered' THEN 'before it was registered'
    WHEN 'cancelled' THEN 'after its registration was cancelled'
    ELSE 'after its licence was revoked'
  END AS what,
  CASE state
    WHEN 'not_yet_registered' THEN '尚未登记成立'
    WHEN 'cancelled' THEN '已注销登记'
    ELSE '已被吊销营业执照（尚未注销）'
  END AS what_zh,
  CASE matched_by WHEN 'code' THEN 'by credit code' ELSE 'by name only: low confidence' END AS how,
  CASE matched_by WHEN 'code' THEN '按统一社会信用代码比对' ELSE '仅按名称比对，可信度低' END AS how_zh,
  payee_name,
  paid_on,
  enterprise_id,
  registered_on,
  status,
  status_on
FROM judged
WHERE state IS NOT NULL
