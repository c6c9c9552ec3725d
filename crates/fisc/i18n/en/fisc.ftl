# What the program says on the terminal. Options, commands and the names of files and columns are
# not translated. Columns of a table stand in one message, set apart by " | ".

## Anywhere

not-found = { $path }: there is no such file or folder; a relative path starts from the current folder
exists = { $path } exists already; name a new one, nothing is overwritten
no-engagement = there is no fisc.toml in { $folder } or above; go to an engagement's folder (or name it: fisc -C DIR …), or make one with fisc new
no-ledger = there is no ledger yet in { $folder }; run fisc load first
no-output = standard output: { $error }
no-method = there is no method { $code }; fisc methods list shows them

## fisc new

new-done =
    engagement: { $folder }
    next:       put the auditee's files into sources/, describe them in fisc.toml, then fisc load
new-relation = same_level, upper_audits_lower, cross
new-sources = One [[source]] for each table that the auditee exported. fisc map FILE proposes a mapping.
new-control = Totals the auditee certified; a difference becomes a lead.
new-parameters = What law or the auditee must set and no pack sets; fisc check says what is missing.

## fisc load

load-progress = load: { $source } { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}
load-sorting = load: sorting
load-refused = nothing was loaded, { $count } refused; the ledger is as it was
load-columns = table | files | read | loaded | dropped | control | rejected | amount
load-rejected = { $count ->
    [one] 1 row rejected:
   *[other] { $count } rows rejected:
}
load-reason = { $file }: { $reason }: { $count ->
    [one] 1 row, row { $row }
   *[other] { $count } rows, the first is row { $row }
}
load-reason-column = { $file }, column { $column }: { $reason }: { $count ->
    [one] 1 row, row { $row }
   *[other] { $count } rows, the first is row { $row }
}
load-reasons-more = … and { $count } more kinds
load-rejects-file = each with its value and what to do in ledger/rejects.csv
load-no-source = fisc.toml names no [[source]] yet: nothing of the auditee was loaded
load-rounded = { $source }: { $count ->
    [one] 1 amount
   *[other] { $count } amounts
} rounded half to even, total difference { $difference }
load-changes = { $table }: { $unchanged } unchanged, { $changed } changed, { $vanished } vanished, { $new } new since the load before
load-done =
    ledger: { $ledger }
    next:   fisc check

reject-ragged = another number of fields than the header
reject-damaged = a record that its format does not allow
reject-encoding = bytes that are no text in the file's encoding
reject-not-json = not a JSON object
reject-required = a required value is missing
reject-not-a-date = not a date
reject-not-a-timestamp = not a date and time
reject-not-an-amount = not a number
reject-not-an-integer = not a whole number
reject-not-a-boolean = neither yes nor no
reject-excess-decimals = more decimals than the ledger keeps
reject-too-large = more digits than the ledger keeps
reject-unmapped-value = a value that the mapping does not list
reject-unmatched = the pattern of the mapping does not match
reject-other-currency = another currency than the engagement's
reject-no-rate = no exchange rate for that day
reject-lost-digits = a long number that a spreadsheet rounded

## fisc check

check-progress = check: { $done }/{ $all } { $code }
check-unknown-method = fisc.toml: [parameters.{ $code }]: there is no method { $code }; fisc methods list shows them
check-unknown-parameter = fisc.toml: [parameters.{ $code }]: the method has no parameter { $name }; it has: { $names }
check-counts = methods: { $leads } with leads, { $clean } clean, { $skipped } skipped, { $failed } failed
check-columns = method | name | severity | leads | rows | amount | tested | excluded
check-pattern = { $severity } (pattern)
check-total = { $count ->
    [one] 1 lead
   *[other] { $count } leads
}; each row counted once, without indicators: { $amount } { $currency }
check-skipped = skipped: { $code } { $name }: { $reason }
check-failed = failed: { $code } { $name }: { $reason }
check-done =
    leads: { $leads }
    next:  fisc leads, fisc publish --draft

## fisc leads

leads-none-yet = there are no leads yet; run fisc check first
leads-broken = { $path } line { $line }: { $error }; run fisc check again
leads-columns = lead | method | severity | subject | amount | days | rows | narrative
leads-no-match = no lead matches; the last check returned { $count }
leads-more = … { $shown } of { $all }; --limit 0 shows all
leads-no-such = no lead begins with { $id }; fisc leads --limit 0 shows all
leads-many-such = { $count } leads begin with { $id }; give more of its characters
leads-of = { $shown } of { $all }
lead-labels = lead | method | subject | amount | days | method digest | evidence digest
lead-method = { $code } ({ $result }; severity: { $severity }; confidence: { $confidence })
lead-columns = table | key | source | row | amount

severity-high = high
severity-medium = medium
severity-low = low
severity-info = info
confidence-high = high
confidence-medium = medium
confidence-low = low
result-breach = against a rule
result-to-verify = to verify
result-indicator = indicator
subject-org = organization
subject-gov = government
subject-payee = payee
subject-person = person

## Rows in files

file-written = file: { $path } ({ $rows ->
    [one] 1 row
   *[other] { $rows } rows
})
book-rows = rows
book-about = about
book-engagement = engagement
book-ledger = ledger
book-query = query
book-run = run
book-leads = leads
book-as-text = Numbers of more than 15 digits are text here: a spreadsheet would round them.
book-needs-out = --format xlsx needs --out FILE
book-too-many = { $rows } rows; a sheet holds { $most }: ask for fewer, or use --format csv
book-too-long = row { $row }, column { $column }: the text is longer than the { $most } characters of a cell; use --format csv
book-failed = the workbook cannot be written: { $error }

## fisc sql

sql-tables = { $message }; the tables with rows are: { $tables }
sql-functions = { $message }; docs/methods.md names the functions there are: none reads a file, the clock or chance
sql-no-method-column = a method returns lead_key, subject, key and amount; this SELECT has no { $column }, so that nothing was saved
sql-method-name = { $name }: a method's folder is named like usr-001-odd-payments, in lower case
sql-saved =
    method: { $folder }
    next:   fill in method.toml and the READMEs, add cases, then fisc methods test

## fisc methods

methods-columns = method | name | result | severity | confidence
methods-default = ${ $name }: { $description } ({ $unit }; default { $default })
methods-no-default = ${ $name }: { $description } ({ $unit }; no default)
methods-digest = digest { $digest }

## fisc map

map-no-table = the ledger has no table { $table }; it has { $tables }
map-no-name = { $path }: is no file's name
map-no-synonyms = the synonyms are missing from this build

## fisc publish, run, demo

publish-refused = there are no findings approved for publication; fisc publish --draft makes an internal draft
publish-old-run = { $path }: { $error }; run fisc check again
publish-done =
    package: { $package }
    next:    fisc verify { $package }
run-done =
    ledger:  { $ledger }
    leads:   { $leads }
    package: { $package }
    next:    fisc -C { $root } leads
demo-sources =
    sources: { $sources }
    next:    fisc run { $root }

## fisc serve

serve-here = the desk: { $place } (ends with Ctrl-C)
serve-unknown = { $person }: nobody of this id is enrolled in the record
serve-short = a password needs at least { $least } characters
serve-password = { $person } can log in with the new password; earlier sessions have ended
## Keys and passphrases

key-done =
    key:    { $file }
    public: { $public }
    next:   give the public key to the owner of the engagement, who enrols it (fisc review enrol); keep the file and its passphrase apart, nobody can restore them
passphrase-ask = passphrase of { $key }:{" "}
passphrase-choose = passphrase for the new key { $key } (several words are best):{" "}
passphrase-again = once more:{" "}
passphrase-differs = the two passphrases differ; no key was made
passphrase-empty = { $path }: its first line is empty; the passphrase stands there
passphrase-wrong = { $key }: the passphrase is not the one this key was sealed with, or the file was changed
passphrase-no-terminal = there is no terminal to type a passphrase at; name a file with --passphrase-file FILE or FISC_PASSPHRASE_FILE, - for standard input

## Signing

sign-done = answer: { $answer }; put it on record with fisc review submit
sign-not-among = { $file }: nothing that is to be signed has its digest { $digest }; what you read is not what the request is about
sign-read = read
sign-not-read = not shown
sign-compare = only its digest is known here; compare it with the file you read: --read FILE
request-wrong = { $path }: is no signing request: { $error }
request-form = its first field does not say { $form }
request-other = { $path }: what it shows as { $name } does not have the digest that is to be signed; do not sign it
request-done = request: { $out }; { $person } signs it with fisc key sign
answer-wrong = { $path }: is no signed answer: { $error }
words-yes = yes
words-no = no

## fisc review

init-done =
    record: { $record }
    owner:  { $owner }
    log:    { $log }
    secret: { $secret } (the log's own key; keep it where the record is, readable by its owner alone)
    next:   tell both public keys to those who will verify, then fisc review enrol, assign
review-done = entry { $index }: { $act }, signed by { $person }
review-refused = refused ({ $rule }): { $text }
review-notice = note ({ $rule }): { $text }
review-breach = on record as a breach ({ $rule }): { $text }
review-no-key = who signs? name the file of a key with --key FILE or FISC_KEY; on another machine: fisc review request
review-nobody = who are you? say so with --as PERSON, or name the file of your key with --key FILE or FISC_KEY
review-no-person = { $person } is not enrolled in this engagement
review-unknown-key = { $key }: nobody in this engagement has this key; its owner enrols it with fisc review enrol
no-finding = there is no finding { $finding }; fisc review status lists them
no-document = there is no document { $document } on record; fisc review paper put puts one there
paper-says = --says { $text }: write the finding and the paragraph that says it, as F-1=3.2
lead-partly-amount = a lead that is partly confirmed needs --amount: how much of it is
queue-columns = due | what | about | stage
queue-nothing = nothing waits for { $person }
queue-overdue = { $due } overdue
status-leads = leads looked at: { $decided } of { $all }
status-columns = finding | version | title | amount | next | due | state
status-overdue = overdue: { $finding } was to be put right by { $due }
status-undecided = overdue: { $finding } was to be decided at the stage “{ $stage }” by { $due }; waits for: { $people }
status-breach = breach: entry { $entry }, { $person } ({ $rule }): { $text }
status-refused = { $count ->
    [one] 1 attempt was refused
   *[other] { $count } attempts were refused
}; fisc review log shows them
state-withdrawn = withdrawn
state-stale = stale: the rows of lead { $lead } have changed
state-published = approved for publication
log-columns = entry | received | person | act | about
log-checked = undamaged: { $count } entries, root { $root }
log-no-entry = there is no entry { $entry }; the record has { $size }, counted from 0
log-receipt = receipt: { $file }
export-done =
    record: { $folder } ({ $count } entries, root { $root })
    next:   fisc verify --record { $folder } --log-key { $log }
form-done =
    paper: { $path } ({ $finding }@{ $version })
    next:  complete it, then fisc review paper put { $path } --id { $id } --kind { $kind } --says { $finding }=1
form-blanks = to be filled in by hand: { $blanks }
form-comma = ,{" "}
form-xlsx = { $path }: the ledger of rectification is made as a workbook only; name a file in .xlsx
form-nothing-issued = no report or decision about “{ $about }” was served and no rectification is planned: there is nothing to keep a ledger of; fisc review status lists the findings
form-ledger =
    ledger: { $path }
    next:   sort and filter it as needed; what counts stands on the record (fisc review rectify)
form-docx = { $path }: this paper is made as a docx only; name a file in .docx
form-made =
    paper: { $path }
    next:  complete it, then fisc review paper put { $path } --id { $id } --kind { $kind }{ $says }
form-nothing = nothing on record for “{ $about }”: name an auditee with findings (a decision: with a remedy or a fine), or of a receipt a document; fisc review status lists the findings
form-receipt =
    paper: { $path }
    next:  serve { $document } with it, then fisc review serve { $document } --auditee AUDITEE --on DAY --receipt FILE
show-stages = stage | due | signed by | version | received | entry | opinion
show-voided = no longer stands: { $stage } by { $person }, since entry { $entry }: { $why }
show-returned = { $stage }: { $verdict }: { $opinion }
show-stale = stale: the rows of lead { $lead } have changed since it was verified
show-since = changed since you decided about version { $version } (entry { $entry }):
show-unchanged = nothing of it has changed since you decided (entry { $entry })
show-served = served on { $auditee } on { $on }
show-sealed = sealed by { $who } on { $on }
show-unchecked = not yet compared with the paper
show-agrees = agrees with the paper, says { $person }
show-differs = does not agree with the paper, says { $person }: { $note }
show-by = ({ $person }, entry { $entry })
show-entry = (entry { $entry })
show-upheld = the reviewer is upheld: { $reason }
show-overruled = the reviewer is overruled: { $reason }
