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

## fisc verify

verify-neither = neither a folder nor a zip
rerun-no-ledger = not rerun: this package publishes no ledger. Who was given it runs the methods with --ledger FOLDER
rerun-other-ledger = not rerun: { $path } is another ledger than the one that datapackage.json names
rerun-same =
    rerun   { $count ->
        [one] one method
       *[other] { $count } methods
    } on the same ledger: coverage, exclusions, methods and parameters are those of the package
rerun-differs = WRONG   what was tested comes out otherwise on the same ledger; differences: { $count }
rerun-missing = data/{ $table }.csv, { $row }: is not there when the methods run again
rerun-more = data/{ $table }.csv, { $row }: comes out and is not in the package
rerun-cell = data/{ $table }.csv, { $row }, { $column }: “{ $old }” in the package, “{ $new }” now

## fisc publish, run, demo

publish-refused = no release is prepared; fisc publish --prepare makes one for approval, fisc publish --draft an internal draft
publish-form =
    form: { $path }
    next: fill it in, then fisc publish --prepare
publish-no-form = { $path }: is not there; fisc publish --form writes an empty one to be filled in
publish-other-ledger = leads/run.json is of another ledger than ledger/; run fisc check again
publish-nothing = nothing may be shown at present: every finding is withheld or waits
publish-troubles = the release is not ready:{ $items }
publish-damaged = { $path }: { $error }; restore it from a copy
publish-no-secret = { $path }: is no secret of 64 hex digits; restore it from a copy
publish-known = the ledger has more than { $most } personal values; those of the rows that leads rest on are looked for
publish-waiting = { $finding } waits: { $company } must have its notice first (may be published from: { $from })
publish-idle = negative list, { $rule }: it names { $names }, which is not in this release
publish-overdue = negative list, { $rule }: was to be reviewed by { $day }
publish-leaks = nothing was written, because this must not leave:{ $items }
    Change it where it comes from; what is no personal data goes under [[not_personal]] in publish.toml with a reason.
publish-more = and { $count } more
prepare-done =
    release { $release } is prepared: { $findings ->
        [one] one finding
       *[other] { $findings } findings
    }, { $withheld ->
        [one] one part
       *[other] { $withheld } parts
    } withheld
    look at: { $files }/index.html
prepare-columns = place | reason | parts | what
prepare-next =
    put it on record (team member or leader):
      fisc review paper put { $file } --id release-{ $release } --kind release
    approve it (approver of publication: { $who }):
      fisc review decide publication approve --document release-{ $release }{ $findings }
    then: fisc publish
prepare-nobody = nobody holds the role yet
gate-head =
    release { $release }: { $findings ->
        [one] one finding
       *[other] { $findings } findings
    }
    content: { $content }
gate-columns = item | state | answered by | what is asked
gate-green = in order
gate-red = not in order
gate-needs-person = to be confirmed
gate-at-publication = at publication
gate-program = program
gate-role = { $role } ({ $people })
gate-confirmed = { $person }, { $on }, entry { $entry }
gate-warnings = to be weighed; nothing is stopped by it:
gate-unstable = two builds of the release are not the same; report it as an error of the program
gate-refused =
    the release does not meet the standard of publication:
    { $items }
    What would be published lies there to be read: { $files }/index.html
    fisc publish --gate shows every item.
confirm-unknown = no item of the standard is called { $item }; people confirm: { $items }
confirm-program = { $item } is checked by program; people confirm: { $items }
confirm-nothing = there is nothing to be read; fisc publish --prepare makes it
kind-corrected = corrected
kind-withdrawn = withdrawn
kind-added = added
kind-release = the release
publish-early = the release is dated { $day }; publish it on that day or later, or change published_on and prepare it again
publish-not-audited = the release was prepared by an older program, without disclosure control; run fisc publish --prepare again
publish-disclosed = nothing was written, because figures tell about single persons:{ $items }
publish-taken-down = the list of takedowns has changed since the release was prepared; run fisc publish --prepare again
publish-file-changed = { $file }: is not as the release document names it; run fisc publish --prepare again
publish-not-on-record =
    the release that is prepared is not on record; put it there:
      fisc review paper put { $file } --id release-{ $release } --kind release
publish-changed = has changed since the release was prepared; run fisc publish --prepare again
publish-unapproved = is not approved in this release
publish-not-approved =
    release { $release } ({ $document }) is not approved for publication:{ $items }
    The approver of publication ({ $who }) decides: fisc review decide publication approve --document { $document } --finding …
publish-left-out = entry { $entry } of the record ({ $finding }) stays out of the package: it says more than may be published
publish-unverified =
    nothing was published, because the package does not hold together:
    { $report }
publish-release =
    release { $release }: { $findings ->
        [one] one finding
       *[other] { $findings } findings
    }, { $withheld ->
        [one] one part
       *[other] { $withheld } parts
    } withheld
    package: { $package }
    zip:     { $zip }
    SHA-256: { $digest }
    put the folder at { $address }
    anybody verifies it with: fisc-verify package.zip --log-key { $log } --owner-key { $owner }
    kept by the office, never published: { $kept }
publish-again = release { $release } is published; put in place again: { $package }
takedown-blank = { $name } is empty
takedown-done =
    { $added ->
        [one] one entry
       *[other] { $added } entries
    } added, { $all } in all: { $list }
    key: { $key } (keep a copy apart; without it nothing on the list is found)
    next: fisc publish --prepare makes a release without it; copies that others have are not reached
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

## fisc sample

sample-plan-format = this answer is one line: --format table or json
sample-amount = { $name } { $text }: { $error }; write an amount with at most two decimals, as 150000.00
sample-expansion = --expansion { $text }: write a factor above 0, as 1.6
sample-no-test = The other parts of the audit risk model are within the audit risk that is accepted: no test of details is needed for it.
sample-items = Examine { $n } items. If no more than { $k } of them deviate, the rate of deviation is below { $tolerable } at a confidence of { $confidence } ({ $distribution } distribution).
sample-units = Draw one monetary unit in each { $interval }: { $n } units, items of that amount or more in any case ({ $confidence } confidence, factor { $factor }, expansion { $expansion }; Poisson distribution).
sample-file = { $path }: is no selection of fisc sample select: { $error }
sample-same = { $path }: the same items, byte for byte
sample-other-items = { $path }: drawn again from the same population, the selection is another: the file was changed, or written by another version
sample-other-population = { $path }: the population is another: { $then } rows then, { $now } now, or with another content; replay it on the ledger it was drawn from
sample-drawn =
    drawn:      { $drawn } of { $rows } rows; certain: { $certain }; found by methods, examined whole: { $exceptions }
    selection:  { $path }
    next:       fill in key and audited (or deviation) for each item, then fisc sample evaluate
sample-way = { $way }: no way to draw; random, interval, cell or sieve
sample-table = { $table }: the ledger has no such table
sample-column = { $column }: { $table } has no such column; name the book value with --amount
sample-no-amount = row { $key } has no { $column }; leave such rows out with --where "{ $column } IS NOT NULL", and say so
sample-cell = { $path }, row { $row }, column { $column }: { $value }: expected { $expected }
sample-header = { $path }: expected a header with key and one of audited and deviation
sample-missing = { $path }: items of the selection that are not there: { $count }, the first is { $first }; an item that could not be examined counts as wrong, not as absent: enter it
sample-strange = { $path }: { $key } is no item of the selection
sample-units-amounts = monetary units are evaluated by amounts: give a column audited
sample-rate = { $k } of { $n } items deviate. At a confidence of { $confidence } no more than { $upper } of the { $rows } rows do ({ $distribution } distribution). Found by methods and examined whole: { $exceptions }, of which { $certain } deviate.
sample-money = { $units } monetary units, { $taints } of them overstated. Overstatement: { $projected } projected, { $certain } known in certain items; at a confidence of { $confidence } no more than { $upper } (rule { $rule }). Understatement: no more than { $under }. Found by methods: { $known } overstated, exact.
sample-amounts = { $n } items examined, { $differing } differ. Estimated misstatement (book less audited): { $misstatement }; at a confidence of { $confidence } on each side not below { $lower } and not above { $upper } ({ $estimator } estimate). Found by methods: { $known }, exact.
sample-holds = That is within what is tolerable: the sample supports the population.
sample-holds-not = That is beyond what is tolerable: the sample does not support the population. Examine more, or all.
distribution-binomial = binomial
distribution-poisson = Poisson
distribution-hypergeometric = hypergeometric

## fisc risk

risk-no-settings = no pack of the engagement says how risk is weighed; name one with a risk.toml in fisc.toml, as packs = ["cn"]
risk-no-subject = no lead is about { $subject }; fisc risk rank lists the subjects
risk-none = no leads, so nothing to rank
risk-columns = # | subject | kind | likelihood | expected | at issue | severity | methods
risk-more = { $shown } of { $all } subjects. Expected: each row once, weighted with how often its method is right. It says where to look first and nothing about anybody; fisc risk rank --show SUBJECT says what it is made of.
risk-subject = { $subject } ({ $kind }): with a probability of { $likelihood } at least one of its leads is right; expected { $expected } of { $amount } at issue; severity { $severity }.
risk-labels-wrong = { $path }, line { $line }: { $error }
risk-labels-columns = labels need the columns subject and amount
risk-labels-subject = the subject is empty; each label names one
risk-quality = Labelled: { $labelled } subjects, { $all }. The first { $top } of { $population } subjects are { $first }: { $among } of the labelled stand there, with { $share } of the labelled amount (the best of all rankings would have { $best }).
risk-quality-order = Average precision { $precision }; mean place of the labelled amount { $place }.
risk-sample-form = --sample { $given }: write AUDITEE=FILE, the file as fisc sample evaluate --format json answered
risk-sample-wrong = { $path }: { $error }
risk-sample-kind = control risk rests on a rate of deviation, and this answer is of the kind { $kind }; use fisc sample evaluate --format json on a sample of items with deviations
risk-sample-early = --sample: samples of controls count from the assessment at preparation on
risk-nothing-known = nothing is known yet: there is neither a ledger (fisc load) nor a risk register of earlier years ([risk] register in fisc.toml)
risk-other-ledger = the ledger was loaded anew after the last fisc check; run fisc check again
risk-no-record = there is no record, so nobody has decided anything: the final assessment compares with what people decided (fisc review init)
risk-no-auditee = { $auditee } is no auditee that is known here; fisc risk register lists them
risk-no-register = { $path }: there is no risk register yet; fisc risk assess begins it
risk-register-empty = the register holds no such assessment
risk-broken = { $path }: the assessment of { $auditee } is not readable: { $error }
risk-weights-nothing = all weights would be 0: nothing would make one auditee riskier than another
risk-picture = written: { $path }
risk-assess-columns = # | auditee | name | kind | risk | score | inherent | control | detection
risk-team-columns = people | experienced | days
risk-leads-columns = likelihood | expected
risk-final-columns = findings | confirmed | initial | came out | held
risk-register-columns = # | auditee | name | risk | score | inherent | control | detection | likelihood | expected | year | assessed
risk-history-columns = engagement | year | assessed | risk | score | inherent | control | detection | against the initial one
risk-moved-columns = auditee | name | place | would be | risk | would be
risk-kept = { $shown } of { $all } auditees shown. All { $all } assessments ({ $phase }) are kept in { $path }; none replaces an earlier one. fisc risk show AUDITEE says what each is made of.
risk-teams = Teams for { $audits } audits: { $days } person-days; hours by skill: { $hours }.
risk-compared = { $method }: { $units } units were tested at once; the rate of false discoveries is held at { $rate } (Benjamini–Hochberg); beyond it { $count } stand out.
risk-held = Against the initial assessment: { $compared } auditees compared, { $same } as assessed, in { $higher } more was found, in { $lower } less.
risk-held-none = No auditee has an initial assessment in this engagement; nothing is compared.
risk-back = Written back for next year: confirmed amounts and rectification by auditee, and { $lessons } decisions about leads, from which methods learn.
risk-of = { $auditee } { $name }: { $year }, { $phase }
risk-weight = { $factor }: weight { $from } → { $to }
risk-moved = { $moved } of { $all } auditees change their place or their band.
risk-methods-columns = method | right | wrong | precision | from | to | prior

## fisc trace

trace-too-large = the amounts of the ledger sum to more than 100,000,000,000,000,000: look for a wrong scale in a mapping
trace-no-transfers = the ledger has no transfers; load them, then trace
trace-no-transfer = no transfer has the number { $id }; fisc sql "SELECT transfer_id FROM transfer" lists them
trace-no-program = no transfer is of the program { $code }; there are transfers of { $known }
trace-nothing = there is no such transfer of { $year }
trace-not-paid = nothing in the ledger was paid to { $who }
trace-written = written: { $path }
trace-banner = Internal: rows of an audit that nobody has verified. A difference is a lead, not a finding.
trace-program = { $code } { $name }
trace-title-program = Program { $program }
trace-title-year = Program { $program }, { $year }
trace-title-all = All transfers
trace-title-all-year = All transfers, { $year }
trace-title-transfer = Transfer { $id }
trace-title-back = Who paid { $who }
trace-ties = Receipts: { $count }. In { $into }, out and left over { $out }; what no name explains: { $difference }.
trace-ledger = Ledger: { $rows } rows of transfer of { $amount } in all, of which { $repeated } repeat a number and recipient and count once.
trace-grants-unlinked = Grants of the program by governments that received nothing of it: { $amount }.
trace-more = { $shown } of { $all } rows; --limit 0 for all.
trace-depth = step { $depth }
trace-no-level = level unknown
trace-person = person { $number }
trace-natural-payee = natural person { $number }
trace-paper = On paper, by level
trace-paper-columns = level | receipts | received | unlinked | came back | excess | passed on | allotted | given back | left over | retained | lost on the way | late | most days
trace-paper-note = received + came back + excess = passed on + allotted + given back + left over. Retained is what was open when the days ran out, and part of left over where it still is. Levels receive one from another: they are not to be added up.
trace-cash = In cash, by level
trace-cash-columns = level | allotted | paid | allotted and not paid | to agents | outside functions | grants
trace-cash-note = Payments out of the receipts themselves; an agent pays on to persons. Grants name no transfer: they are laid on a government's receipts of the program and year in proportion.
trace-receipts = Receipts
trace-receipts-columns = number | from | to | received | passed on | allotted | given back | left over | paid | days | differences
trace-differences = Differences
trace-differences-columns = difference | number | government | amount | days
trace-differences-note = A difference is a lead: papers decide.
trace-recipients = Last recipients
trace-recipients-columns = recipient | kind | amount
trace-kind-person = person
trace-kind-agent = agent
trace-kind-payee = payee
trace-payees = payments
trace-persons = grants
trace-others = other { $of }
trace-to-units = own units
trace-not-used = left over
trace-given-back = given back
trace-to-unknown = not in the ledger
trace-lost = lost on the way
trace-paid = Paid: { $amount }, returns set off.
trace-from = Appropriations
trace-from-columns = kind | number | of | amount
trace-from-note = Money in one receipt is mixed: what was paid out of several sources is attributed to them in proportion.
trace-from-transfer = transfer
trace-from-line = budget line
trace-from-unlinked = not tied
trace-way = The way it took
trace-way-columns = out of | into | received by | amount

gov-level-central = central
gov-level-province = province
gov-level-city = city
gov-level-county = county
gov-level-township = township

difference-late = issued late
difference-retained = retained
difference-lost = lost on the way
difference-excess = passed on beyond receipt
difference-over-allotted = allotted beyond receipt
difference-cut-open = cut not passed on
difference-unlinked = tied to no upper money
difference-to-unknown = passed on, not in the ledger
difference-elsewhere = lines of another government
difference-unspent = allotted and not paid
difference-over-spent = paid beyond allotment
difference-outside-functions = paid outside the program's functions
difference-with-agents = with agents, not yet with persons
difference-kept = left over, general money
difference-unseen = left over, ledger ties nothing
difference-waiting = left over, days not run out
difference-maybe-unlinked = as much issued without a link
difference-open = left over
difference-repeated = repeated
difference-link-circle = link closes a circle
## fisc public

public-refused = refused ({ $rule }): { $text }
public-no-book-here = there is no engagement here; name the office's book with --book FILE
public-no-book = { $path }: there is no book yet; fisc public feedback add and fisc public request add begin one
public-unknown = { $item }: there is no such item; the lists name all with --all
public-damaged = { $item }: an event of it cannot be read ({ $error }); was the book written by a newer fisc?
public-file-again = this file was taken in already, first as { $item }; nothing was added
public-inbox-again = { $file }: was taken in before, as { $item }
public-inbox-empty = { $path }: nothing waits here
public-inbox-left = { $path }: these were left where they are; everything else was taken in:{ $items }
public-inbox-other = it is no file of the web form
public-receipt = receipt { $receipt }
form-here = the form: { $place } (ends with Ctrl-C)
form-counts = received { $received }, refused { $refused }, from programs { $trapped }
form-broken = not stored: { $error }
form-no-release = { $path }: { $error }; --site names the folder of a published package
public-not-utf8 = { $path }: is not UTF-8; save it as "CSV UTF-8"
public-rows = { $path }: nothing was added, correct these and add it again:{ $items }
public-written = { $path } written
public-beyond = beyond the calendar
public-done = { $item }: { $state }
public-waits = { $item }: { $state }; waits for: { $waits }
public-due = { $item }: { $state }; waits for: { $waits }, due { $due }
public-correct-next = next: name finding { $finding } under [[correction]] in publish.toml, publish the release, then: fisc public feedback correct { $item } --release N --by WHO
public-no-release = { $item }: release { $release } of this engagement was not published
public-feedback-columns = item | received | came by | kind | finding | owner | state | due | overdue
public-feedback-open = { $open } open, { $overdue } overdue
public-overdue = overdue
public-event = { $on } { $by }: { $what }
public-contact = contact: { $contact }
public-no-contact = none is kept
public-contact-over = { $item }: its contact was to be kept until { $until }
public-contacts-erased = { $count ->
    [one] one contact erased
   *[other] { $count } contacts erased
}
public-did-received = received by { $channel }: { $text }
public-did-triaged = triaged as { $kind } { $note }
public-did-assigned = assigned to { $owner } { $reason }
public-did-answered = answered: { $text }
public-did-accepted = error accepted: { $text }
public-did-rejected = error not accepted: { $text }
public-did-corrected = corrected by release { $release }
public-did-published = published: { $question } → { $answer }
public-did-closed = closed: { $reason }
public-did-erased = contact erased
public-decided = { $item }: { $state }: { $outcome }
public-decided-late = { $item }: { $state }: { $outcome }; after its term
public-clock = { $item }: { $state }; { $used } of { $allowed } working days used, due { $due }
public-clock-beyond = { $item }: { $state }; its term ends beyond the calendar: give the engagement a packs/cn/holiday.csv with the coming year
public-clock-stands = { $item }: { $state }; the clock stands
public-supplement-late = { $item }: the notice is after its term of seven working days; the clock does not begin anew
public-fee = fee: { $amount } yuan ({ $instrument })
public-request-columns = request | arrived | received | applicant | state | used | due | late | outcome
public-request-open = { $open } open, { $overdue } overdue
public-did-asked = came by { $how }, from { $applicant }: { $text }
public-did-confirmed = receipt confirmed with the applicant
public-did-supplement = supplement asked until { $until }: { $what }
public-did-supplemented = supplemented: { $text }
public-did-extended = extended by { $days } working days, approved by { $who }: { $reason }
public-did-consulted = letter received by { $whom }
public-did-consented = consultation { $n }: agrees
public-did-objected = consultation { $n }: objects: { $reason }
public-did-fee = fee asked: { $amount }
public-did-paid = fee paid
public-did-decided = decided: { $outcome } { $reason }
public-did-contested = contested: { $way }
public-did-ruled = contest { $n }: { $ruling }
public-report-format = the annual report is md, docx or json
public-missing = not written yet: { $keys }; fisc public report YEAR --form FILE writes the form, --texts FILE reads it
public-year-open = { $year } is not over; the numbers are those of today
public-not-published = { $path }: nothing was published from this engagement yet
public-not-whole = the package does not hold together; fisc verify says where
## fisc selftest

selftest-format = this answer is a report: --format table or json
publish-not-conforming = { $differ } published values of audit statistics are not met by this program and nobody knows why: nothing is published; fisc selftest lists them
selftest-sum = { $cells } published values recomputed: { $agree } agree, { $explained } do not for a reason that was looked into, { $differ } differ.
selftest-columns = table | of | cells | agree | explained | differ
selftest-cells = table | where | published | computed | why
selftest-needs-data = Not recomputed: { $id } ({ $table }); --data DIR names the folder of the ledgers.
selftest-unexplained = UNEXPLAINED: an error of the program, or of the table as it stands in it
selftest-data = { $path }, row { $row }: { $error }
selftest-no-column = there is no column { $name }
selftest-no-decimal = “{ $text }” is no decimal, or has too many decimals
conformance-table-aicpa-a-1 = sample sizes, risk of overreliance 5 %
conformance-table-aicpa-a-2 = sample sizes, risk of overreliance 10 %
conformance-table-aicpa-a-3 = upper limits of the rate, risk 5 %
conformance-table-aicpa-a-4 = upper limits of the rate, risk 10 %
conformance-table-auditsampler = sample sizes of finite and large populations
conformance-table-attributes = plans and limits of three distributions
conformance-table-aicpa-c-1 = monetary unit sample sizes
conformance-table-aicpa-c-2 = confidence factors
conformance-table-monetary = monetary unit plan, evaluation, bounds
conformance-table-student-t = critical values of Student's t
conformance-table-benford = shares under Benford's law
conformance-table-mad = cut-offs of the mean absolute deviation
conformance-table-kolmogorov-smirnov = critical values of Kolmogorov and Smirnov
conformance-table-concentration = concentration and sign test
conformance-table-winkler = similarity of names
conformance-table-nigrini-ledgers = digit tests of real ledgers
conformance-reason-rounded-up = the table rounds up
conformance-reason-misses-confidence = the printed sample misses its confidence; one item more is needed
conformance-reason-misprint = misprint: the value of the column beside it
conformance-reason-last-digit = the last printed digit is not that of the exact value
conformance-axis-tolerable = tolerable
conformance-axis-expected = expected
conformance-axis-items = items
conformance-axis-deviations = deviations
conformance-axis-risk = risk
conformance-axis-ratio = expected/tolerable
conformance-axis-value = value
conformance-axis-misstatements = misstatements
conformance-axis-ledger = ledger
conformance-axis-place = place
