# Every sentence of a package: its tables, pages and description.

## States and kinds

outcome-leads = leads
outcome-clean = no leads
outcome-skipped = skipped
outcome-failed = failed
result-breach = against a rule
result-to-verify = to verify
result-indicator = indicator
severity-high = high
severity-medium = medium
severity-low = low
severity-info = information

## What each total means

measure-ledger-rows = rows of the ledger
measure-methods = methods of the catalogue
measure-methods-run = methods that were run
measure-leads = leads of all methods
measure-evidence-rows = evidence rows; a row that two leads rest on counts twice
measure-distinct-evidence-rows = evidence rows, each once
measure-amount-each-row-once = amount at issue: each evidence row once over all methods, with its largest share; without indicators
measure-amount-all-methods = the methods' amounts added up; a row that two methods flag counts twice; without indicators
measure-amount-breach = amounts of the tests against a rule, added up
measure-amount-to-verify = amounts of the tests to verify, added up

## Units

unit-cny = yuan

## The package as a whole

status = internal draft
banner = internal draft — not for publication
package-about = Sums of what the methods of one run returned. Leads are what a test returned and nobody has confirmed yet; they are not findings. Nothing in it is about a single payee or person. In every table a text that begins like a formula has an apostrophe before it.
failed = the method stopped with an error; its message is in the engagement's leads/run.json
no-reason = no reason was recorded
not-shown = leads about payees and persons: this package names only organizations and governments

## Tables

methods = Methods and what they returned
methods-about = A row is a method. population = tested + excluded. The amount is empty for an indicator, which never adds to an amount, and for a method that was not run.
exclusions = Rows left out, by reason
exclusions-about = A row is a reason for which a method left rows out.
subjects = Leads by organization and government
subjects-about = A row is an organization or a government; one row holds all others together. A row of the ledger that two methods flag counts twice in the amount; totals.csv has the amount with each row once.
totals = Totals
totals-about = A row is a total and what it means.
parameters = Parameters in force
parameters-about = A row is a value under which a method judged, with its dates and its legal basis.
coverage = Methods that were not run, and why
coverage-about = A row is a method that was not run: what it looks for was not looked for.

## Columns

code = method
name-en = name (English)
name-zh = name (Chinese)
result = kind of test
severity = severity
confidence = confidence
outcome = outcome
reason-en = reason (English)
reason-zh = reason (Chinese)
reason = reason
population = rows in the population
tested = rows tested
excluded = rows left out
leads = leads
evidence = evidence rows
amount = amount at issue
rows = rows
kind = kind of subject
subject = code of the subject
name = name
leads-high = leads of high severity
leads-medium = leads of medium severity
leads-low = leads of low severity
leads-info = leads for information
measure = measure
value = value
unit = unit
meaning-en = meaning (English)
meaning-zh = meaning (Chinese)
parameter = parameter
source = where the value comes from
from = in force from
to = in force to
basis = legal basis

## Pages

other-language = 中文
languages = Language
year = Fiscal year { $year }
summary = In short
summary-text = { $methods_run } of { $methods } methods were run on { $ledger_rows } rows of the ledger. They returned { $leads } leads on { $distinct_evidence_rows } rows, with { $amount_each_row_once } { $unit } at issue, each row counted once.
what-a-lead-is = A lead is what a test returned and nobody has confirmed yet. It is not a finding.
no-leads = No method returned a lead. That says only that these tests found nothing in the rows they tested.
methods-heading = What was tested
methods-caption = Methods that were run. Amounts in { $unit }.
methods-note = “Against a rule”: rule and amount follow from law and complete data. “To verify”: needs a look at the documents. “Indicator”: points somewhere and never adds to an amount. The kind is that of the test, not of what was found. A row that two methods flag counts in both.
none-run = No method was run; the next section says why.
method = Method
no-amount = not an amount
amount-heading = Amount by method
leads-heading = Leads by method
amount-message = { $name } ({ $code }) has the largest amount at issue: { $value } { $unit }
leads-message = { $name } ({ $code }) has the most leads: { $value }
amount-unit = Amount at issue in { $unit }.
leads-unit = Number of leads.
chart-part = {" "}The { $shown } largest of { $all }; the table has all.
chart-table = The chart as a table
no-chart = There is nothing to draw: no method returned a lead.
coverage-heading = What could not be tested, and why
all-run = Every method was run.
none-excluded = No method left rows out of its population.
coverage-note = What these methods look for was not looked for. That is not a clean result.
verify-heading = How to verify
verify-intro = Three lines to type in the folder of this package:
verify-sums = Every file is as it was when the list of checksums was made.
verify-fisc = No file is missing or added, every table reads, its numbers are exact, and the totals follow from the tables.
verify-office = This is the package the audit office made, if the number equals the one the office gave you by another way. A draft is not signed.
data-heading = The data
data-intro = The tables behind this page; datapackage.json describes them.
data-rows = rows: { $rows }
made-from = Made from run { $run } over ledger { $ledger }.
