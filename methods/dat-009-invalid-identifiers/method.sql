-- One row per ledger row that bears an identifier whose check digit or form does not hold.
WITH identifier AS (
  SELECT 'organization' AS table_name, key, org_code AS subject, 'credit_code' AS kind, UPPER(TRIM(social_credit_code)) AS id FROM organization
  UNION ALL SELECT 'enterprise', key, enterprise_id, 'credit_code', UPPER(TRIM(enterprise_id)) FROM enterprise
  UNION ALL SELECT 'contract', key, org_code, 'either', UPPER(TRIM(supplier_id)) FROM contract
  UNION ALL SELECT 'procurement', key, org_code, 'either', UPPER(TRIM(supplier_id)) FROM procurement
  UNION ALL SELECT 'payment', key, org_code, 'either', UPPER(TRIM(payee_id)) FROM payment
  UNION ALL SELECT 'bank_account', key, COALESCE(org_code, account), 'card', TRIM(account) FROM bank_account WHERE kind = 'card'
  UNION ALL SELECT 'person', key, COALESCE(org_code, person_id), 'person_id', UPPER(TRIM(person_id)) FROM person
  UNION ALL SELECT 'payroll', key, org_code, 'person_id', UPPER(TRIM(person_id)) FROM payroll
  UNION ALL SELECT 'grant_payment', key, COALESCE(org_code, gov_code, program_code), 'person_id', UPPER(TRIM(person_id)) FROM grant_payment
),
failing AS (
  SELECT table_name, key, subject, kind, id
  FROM identifier
  WHERE id <> ''
    AND NOT (id LIKE '%*%')
    AND CASE kind
          WHEN 'credit_code' THEN LENGTH(id) = 18 AND NOT credit_code_valid(id)
          WHEN 'either'      THEN LENGTH(id) = 18 AND NOT credit_code_valid(id) AND NOT person_id_valid(id)
          WHEN 'card'        THEN id ~ '^[0-9]{13,19}$' AND NOT luhn_valid(id)
          ELSE NOT (id ~ '^[A-Z]') AND NOT (id ~ '^([0-9]{8}|[0-9]{15})$') AND NOT person_id_valid(id)
        END
)
SELECT
  table_name || '/' || subject || '/' || id AS lead_key,
  subject,
  key,
  table_name AS "table",
  CAST(0 AS DECIMAL(18,2)) AS amount,
  kind,
  id AS identifier
FROM failing
