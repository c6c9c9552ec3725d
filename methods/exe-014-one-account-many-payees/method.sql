-- One row per payment into an account that several payees share, or to a payee with many accounts in a year.
WITH paid AS (
  SELECT
    key, org_code, fiscal_year, paid_on, payee_name, payee_name_key, payee_id, payee_account, net_amount,
    CASE
      WHEN payee_id IS NOT NULL THEN 'id:' || payee_id
      -- Short names are mostly those of persons, and different persons share them.
      WHEN CHARACTER_LENGTH(payee_name) > $person_name_length THEN 'name:' || payee_name_key
    END AS payee
  FROM payment_payee
  WHERE net_amount > 0 AND payee_account IS NOT NULL AND NOT agent
),
account_name AS (
  SELECT
    payee_account, payee_name_key, payee_id,
    COUNT(payee_id) OVER (PARTITION BY payee_account, payee_name_key) AS known_ids
  FROM paid
  GROUP BY payee_account, payee_name_key, payee_id
),
account_entity AS (
  SELECT payee_account, CASE WHEN payee_id IS NOT NULL THEN 'id:' || payee_id ELSE 'name:' || payee_name_key END AS entity
  FROM account_name
  -- A row without an identifier is nobody new if another row identifies its name.
  WHERE payee_id IS NOT NULL OR known_ids = 0
  GROUP BY payee_account, CASE WHEN payee_id IS NOT NULL THEN 'id:' || payee_id ELSE 'name:' || payee_name_key END
),
shared_account AS (
  SELECT payee_account, COUNT(*) AS entities
  FROM account_entity
  GROUP BY payee_account
  HAVING COUNT(*) >= $entities
),
payee_account AS (
  SELECT payee, fiscal_year, payee_account
  FROM paid
  GROUP BY payee, fiscal_year, payee_account
),
many_accounts AS (
  SELECT payee, fiscal_year, COUNT(*) AS accounts
  FROM payee_account
  GROUP BY payee, fiscal_year
  HAVING COUNT(*) >= $accounts
)
SELECT
  CASE k.kind WHEN 'account' THEN 'account:' || p.payee_account ELSE p.payee || '/' || CAST(p.fiscal_year AS VARCHAR) END AS lead_key,
  CASE k.kind WHEN 'account' THEN p.payee_account ELSE COALESCE(p.payee_id, p.payee_name_key) END AS subject,
  p.key AS key,
  -- A payment that both leads show is counted with the account.
  CASE WHEN k.kind = 'payee' AND s.payee_account IS NOT NULL THEN CAST(0 AS DECIMAL(18,2)) ELSE p.net_amount END AS amount,
  CASE k.kind WHEN 'account' THEN s.entities ELSE m.accounts END AS how_many,
  CASE k.kind WHEN 'account' THEN 'payees of one account' ELSE 'accounts of one payee' END AS of_what,
  CASE k.kind WHEN 'account' THEN '个收款人共用一个账户' ELSE '个账户属于同一收款人' END AS of_what_zh,
  p.payee_name,
  p.payee_account,
  p.org_code,
  p.paid_on
FROM paid p
LEFT JOIN shared_account s ON s.payee_account = p.payee_account
LEFT JOIN many_accounts m  ON m.payee = p.payee AND m.fiscal_year = p.fiscal_year
CROSS JOIN (VALUES ('account'), ('payee')) AS k(kind)
WHERE (k.kind = 'account' AND s.payee_account IS NOT NULL)
   OR (k.kind = 'payee' AND m.payee IS NOT NULL)
