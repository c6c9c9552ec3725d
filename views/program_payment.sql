-- One row per payment out of a transfer of an earmarked program, held against what the program is for. outside_*
-- is null where the program sets no such limit that a machine can compare, or the payment does not say.
WITH said AS (
  SELECT program_code, BOOL_AND(earmarked) AS earmarked,
    ',' || MIN(translate(allowed_function_codes, ';；、， ', ',,,,')) || ',' AS functions,
    ',' || MIN(translate(area, ';；、， ', ',,,,')) || ',' AS area,
    ',' || MIN(translate(beneficiary_rule, ';；、， ', ',,,,')) || ',' AS beneficiaries
  FROM program
  GROUP BY program_code
),
government_of AS (
  SELECT gov_code, MIN(name) AS name, MIN(parent_gov_code) AS parent FROM government GROUP BY gov_code
),
-- A government lies in its own area and in that of each above it.
lies_in AS (
  SELECT gov_code, gov_code AS code, name FROM government_of
  UNION ALL
  SELECT a.gov_code, b.gov_code, b.name FROM government_of a JOIN government_of b ON b.gov_code = a.parent
  UNION ALL
  SELECT a.gov_code, c.gov_code, c.name
  FROM government_of a
  JOIN government_of b ON b.gov_code = a.parent
  JOIN government_of c ON c.gov_code = b.parent
  UNION ALL
  SELECT a.gov_code, d.gov_code, d.name
  FROM government_of a
  JOIN government_of b ON b.gov_code = a.parent
  JOIN government_of c ON c.gov_code = b.parent
  JOIN government_of d ON d.gov_code = c.parent
),
inside AS (
  SELECT s.program_code, g.gov_code
  FROM said s
  JOIN lies_in g ON contains(s.area, ',' || g.code || ',') OR contains(s.area, ',' || g.name || ',')
  GROUP BY s.program_code, g.gov_code
),
-- An area in words that name no government of the ledger cannot be compared.
located AS (
  SELECT program_code FROM inside GROUP BY program_code
),
agent AS (
  SELECT account FROM bank_account WHERE kind IN ('payroll_agent', 'grant_agent', 'transit') GROUP BY account
),
source AS (
  SELECT transfer_id, MIN(program_code) AS program_code,
    BOOL_AND(kind IN ('special', 'shared', 'direct')) AS earmarked
  FROM transfer
  GROUP BY transfer_id
)
SELECT
  p.key,
  p.org_code,
  p.gov_code,
  p.transfer_id,
  t.program_code,
  p.paid_on,
  p.function_code,
  p.net_amount,
  s.functions ~ '^,[0-9,]+,$' OR c.program_code IS NOT NULL OR s.beneficiaries ~ '^(,[0-9A-HJ-NP-RTUW-Y]{18})+,$' AS limited,
  CASE WHEN s.functions ~ '^,[0-9,]+,$' THEN NOT (
    contains(s.functions, ',' || substr(p.function_code, 1, 3) || ',')
    OR contains(s.functions, ',' || substr(p.function_code, 1, 5) || ',')
    OR contains(s.functions, ',' || p.function_code || ',')
  ) END AS outside_function,
  CASE WHEN c.program_code IS NOT NULL AND g.gov_code IS NOT NULL THEN i.gov_code IS NULL END AS outside_area,
  -- A bank that pays on to persons is not the one the money is for.
  CASE WHEN s.beneficiaries ~ '^(,[0-9A-HJ-NP-RTUW-Y]{18})+,$' AND a.account IS NULL
    THEN NOT contains(s.beneficiaries, ',' || p.payee_id || ',')
  END AS outside_beneficiaries
FROM transfer_payment p
JOIN source t ON t.transfer_id = p.transfer_id
LEFT JOIN said s ON s.program_code = t.program_code
LEFT JOIN located c ON c.program_code = t.program_code
LEFT JOIN government_of g ON g.gov_code = p.gov_code
LEFT JOIN inside i ON i.program_code = t.program_code AND i.gov_code = p.gov_code
LEFT JOIN agent a ON a.account = p.payee_account
WHERE COALESCE(s.earmarked, t.earmarked)
