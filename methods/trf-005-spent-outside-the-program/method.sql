-- A row: one payment out of an earmarked transfer that is outside the program's functions, area or recipients.
SELECT
  p.org_code || '/' || p.program_code AS lead_key,
  p.org_code AS subject,
  p.key AS key,
  p.net_amount AS amount,
  p.program_code, p.transfer_id, p.paid_on, p.function_code, p.gov_code,
  CASE WHEN p.outside_function THEN 'functions' WHEN p.outside_area THEN 'area' ELSE 'recipients' END AS outside,
  CASE WHEN p.outside_function THEN '功能科目' WHEN p.outside_area THEN '实施范围' ELSE '补助对象' END AS outside_zh
FROM program_payment p
WHERE p.net_amount > 0 AND (p.outside_function OR p.outside_area OR p.outside_beneficiaries)
