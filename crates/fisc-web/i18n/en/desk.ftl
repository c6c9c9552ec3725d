# What the desk says. Ids, file names, digests and what people wrote are not translated.

## Every page

skip = Skip to the content
nav = Pages
nav-queue = Queue
nav-leads = Leads
nav-findings = Findings
nav-documents = Documents
nav-rectification = Rectification
nav-auditees = Auditees
nav-methods = Methods
nav-coverage = Coverage
nav-public = Feedback and requests
nav-gate = Release gate
nav-accountability = Accountability
nav-people = People and keys
nav-record = Record
nav-referrals = Referrals
nav-account = My account
logout = Log out
footer = A lead is what a method points at; it says nothing against anybody until a person has confirmed it.
yes = yes
no = no
none = none
unit-yuan = Amounts in { $currency }.
download = Download

## Forms

form-faults = There is a problem
form-fault = Error:
form-choose = Choose
form-files = Files are not kept: choose them again.
fault-empty = { $field }: write something here
fault-number = { $field }: write a whole number
fault-day = { $field }: give a date
fault-money = { $field }: write an amount like 1234.50, with at most two decimals
fault-choose = { $field }: choose one
fault-file = { $field }: choose a file
fault-leads = Leads: choose at least one lead that was confirmed
fault-criterion = { $field }: a finding needs a rule, with its instrument and article
other-language = In the other language

## Logging in

login = Log in
login-text = Your person id and your password for this desk. It is not the passphrase of your signing key.
login-person = Person id
login-password = Password
login-button = Log in
login-wrong = Person id or password is not right. Check both; after five attempts the desk waits for a quarter of an hour.
login-ended = Your session had ended. Nothing was changed.
login-typed = This is what you had typed. Copy it before you log in; it is kept nowhere.

## One's own account

account = My account
account-roles = Roles
account-key = Signing key
account-key-here = Your sealed key is kept here. It opens only with its passphrase, which is kept nowhere. Public key:
account-key-missing = No key of yours is kept here. You can sign on another machine, or keep your sealed key here.
account-key-file = Sealed key file
account-key-hint = As fisc key new wrote it; its public key must be enrolled for you.
account-key-button = Keep this key here
account-key-none = Choose the file of your sealed key
account-key-other = This is no key file of fisc
account-key-closed = The file does not open with this passphrase
account-key-not-enrolled = The public key of this file is not enrolled for you; ask the owner of the engagement
account-key-done = Your sealed key is kept here from now on.
account-password = Password
account-old = Present password
account-new = New password
account-new-hint = At least 12 characters; several words are best.
account-again = New password again
account-old-wrong = This is not your present password
account-new-short = The new password must have at least 12 characters
account-again-other = The two new passwords differ
account-password-button = Change the password
account-password-done = The password is changed. Your sessions on other machines have ended.

## When something does not work

error-not-there = Page not found
error-not-there-text = There is nothing here, or nothing that you may see. Check the address, or start from the queue.
error-not-yours = Not for you to do
error-not-yours-text = This belongs to somebody else. Nothing was changed.
error-elsewhere = Request refused
error-elsewhere-text = This request did not come from a page of this desk, or it names another server. Nothing was changed. Open the desk under its own address and try again from there.
error-too-large = Too large
error-too-large-text = What was sent is larger than { $limit } KiB. Nothing was kept. Send smaller files.
error-unreadable = Not readable
error-unreadable-text = This is no form of this desk, or only a part of one. Nothing was changed. Go back and try again.
error-too-many = Too many attempts
error-too-many-text = There were too many attempts lately. Wait a quarter of an hour and try again.
error-refused = Refused
error-refused-text = Nothing was signed by this. What was refused when it was signed stands on record as refused.
error-stale = Changed in the meantime
error-stale-text = What you had before you is no longer what is on record. Nothing was changed. Go back, look at it as it is now, and decide again.
error-rule = Rule: { $rule }
error-broken = The desk is broken
error-broken-text = What you asked for was not done. Tell who runs this desk what stands here.
error-back = Back
error-form = Back to the form; what you typed is still there.

## Signing

sign = Check and sign
sign-text = Nothing is signed yet. Read what your signature will say; it cannot be taken back, only followed by another.
sign-engagement = Engagement
sign-person = Signed by
sign-at = Time stated
sign-after = Entries before it
sign-says = What it says
sign-about = What it is about
sign-digest = SHA-256 of the statement:
sign-here = Sign here
sign-passphrase = Passphrase of your signing key
sign-passphrase-hint = Used once, in memory, and then forgotten.
sign-passphrase-wrong = The key does not open with this passphrase
sign-no-key = No key of yours is kept here; sign on another machine, or keep your key here first.
sign-button = Sign
sign-away = Sign on another machine
sign-away-text = Download the request, sign it there with fisc key sign, and give the answer here.
sign-request = Download the signing request
sign-answer = Signed answer
sign-answer-button = Enter the signed answer
sign-answer-none = Choose the file with the signed answer
sign-answer-other = This file is no signed answer
sign-answer-changed = This file answers another request, or the statement was changed
sign-not = Do not sign; go back
signed = Signed and on record
signed-text = Entry { $index } of the record.
signed-entry = Look at the entry
signed-back = Back to where you were
signed-receipt = Receipt
signed-keep = Keep this checkpoint: with it anybody can show later that the record was shortened or rewritten.
signed-before = It stood already: it was sent twice and counts once.
signed-next = Next for you:

## Queue

queue-nothing = Nothing waits for you.
queue-mine = Waiting for me
queue-overdue = Overdue
queue-stages = By stage
queue-stages-none = There is no finding yet.
queue-caption = What waits for { $name }
queue-what = What
queue-subject = About
queue-due = Due
queue-stage = Stage
queue-through = through all stages
queue-count = Findings
queue-leads = Leads to verify
queue-leads-text = { $open } of { $all } leads are not decided yet.
queue-together = Decide about { $count } findings together: { $stage }
queue-late = Past their term

## Leads

leads = Leads
leads-caption = { $shown } of { $all } leads
leads-none = No lead is as asked.
leads-no-run = There are no leads yet: run fisc check first.
leads-search = Search
leads-search-hint = Words of the narrative, a method or a code
leads-state = State
leads-state-open = not decided
leads-state-decided = decided
leads-state-changed = changed since it was decided
leads-state-all = all
leads-sort = Order
leads-sort-amount = by amount
leads-sort-method = by method
leads-sort-severity = by severity
leads-show = Show
leads-next = Further leads
lead = Lead
lead-severity = Severity
lead-says = What the method says
lead-facts = In short
lead-rows = Rows it rests on
lead-rows-caption = Evidence of lead { $lead }
lead-table = Table
lead-key = Key
lead-source = Source file
lead-row = Row
rows-share = Share of the amount
rows-caption = { $table }: { $rows } rows of lead { $lead }; columns that are empty in all of them are left out
rows-others = { $count } more rows are not shown with their content: a page shows { $most } at most, and rows that are not in the ledger any more have none. Each is named by file and row.
rows-no-ledger = The ledger is not here: this folder holds leads and record without ledger/. The rows are named below by key, file and row. To see what they say, run fisc load in this folder, or open the desk where the ledger is.
rows-failed = The ledger is here and could not be read. The rows are named below by key, file and row.
rows-changed = The rows of lead { $lead } in the ledger are not those that it was made from: a source was loaded anew or a row is gone. Run fisc check again before anybody decides about it.
lead-law = Rules
lead-law-caption = Rules of method { $method }
lead-law-none = The method names no rule.
lead-from = in force from
lead-parameters = Values it was judged by
lead-method = About the method
lead-details = Further details
lead-history = What people decided
lead-history-none = Nobody has decided about this lead yet.
lead-changed = The rows of this lead have changed since it was decided. It must be looked at again.
lead-verify = Verify this lead
lead-amount-hint = The amount confirmed; 0.00 where it is excluded.
lead-note-hint = What was looked at and found. A material lead is not excluded without it.
lead-evidence-hint = What was looked at beyond the ledger, for example a scan. Several files may be chosen.
lead-check = Check and sign

## Findings

findings = Findings
findings-none = There is no finding yet. A finding is written from leads that were confirmed.
findings-caption = All findings
findings-new = Write a finding
finding-edit = Write a new version
finding-left = Facts and evidence
finding-right = Rule and judgement
finding-version = Version { $version }
finding-history = History
finding-history-caption = What happened to finding { $finding }
finding-what = What
finding-who = Who
finding-when = When
finding-stages = Stages
finding-stages-caption = How far finding { $finding } is
finding-stands = stands
finding-void = void
finding-open = open
finding-withdrawn = withdrawn
finding-stale = A lead of this finding is gone or has changed since it was verified:
finding-decide = Decide
decide-otherwise-hint = Only at the stage audit conference: why it is left out, by the head's authority. Otherwise leave it empty.
finding-dispute = Raise a dispute
finding-withdraw = Withdraw the finding
finding-changes = What changed since you signed
finding-changes-since = Since your signature over version { $version }
finding-changes-none = Nothing changed since you last signed.
finding-changes-never = You have not signed this finding; this is all that there is.
finding-changes-before = Before
finding-changes-now = Now
finding-changes-caption = What changed
finding-replies = Replies
finding-replies-none = No reply yet.
finding-reply = Enter a reply of the auditee
finding-reply-answer = Answer the reply
finding-disputes = Disputes
finding-disputes-none = No dispute.
finding-say = Add a word
finding-rule = Rule on it
finding-hearing = Hearing
finding-leads-hint = Only leads that were confirmed, in whole or in part.
finding-criteria = Rules
finding-evidence-kept = Files kept from the version before
finding-reason-hint = What changed and why.
finding-evidence = Files
finding-id-hint = Letters, digits and hyphens, for example F-001. It stays.

## Documents

documents = Documents and papers
documents-caption = All documents
documents-none = There is no document yet.
documents-put = Put a version of a document on record
documents-paper = Enter a sealed paper
documents-papers = Sealed papers
documents-check = Compare a scan with its paper
documents-serve = Served on the auditee
documents-findings = Findings it says, and where
documents-paragraph = Paragraph of { $finding }
documents-checked = compared by another, agrees
documents-unchecked = not yet compared by another
documents-disagrees = does not agree
together = Decide together: { $stage }
together-text = One signature with one opinion about each finding that you tick. Read each of them first; what you do not tick stays as it is.
together-none = No finding stands at this stage.
papers-make = Make a paper:
papers-all = Make a paper about all auditees
papers-about = Make a paper about this auditee
papers-text = Made from the record. Complete it, have it sealed where that is asked for, and put it on record; nothing is signed by making it.
papers-office = Audit office
papers-office-hint = Stands at the head of the paper.
papers-number = Number
papers-steps = Work done
papers-steps-hint = What was done to establish the matter.
papers-download = Download as { $format }
papers-blanks = To be filled in by hand
papers-next = Then
papers-then-put = Put it on record as
papers-then-version = Put it on record as a new version of
papers-then-serve = Note the service, with the completed receipt
papers-nothing = The record has nothing for this paper: it needs at least one finding, and a decision one with a remedy or a fine.
papers-nothing-issued = There is nothing to keep a ledger of yet: no report or decision was served and no rectification is planned.

## Rectification

rectification = Rectification
rectification-none = No finding is to be put right yet.
rectification-caption = Findings to be put right
rectification-overdue = overdue
rectification-closed = closed
rectification-due = due
rectification-plan = Set how and by when
rectification-report = Report what was done
rectification-verify = Verify what was reported
rectification-look = Look back

## The release gate

gate = Release gate
gate-text = What a finding still needs before it may be published. A finding that was withdrawn is not published and not listed.
gate-none = There is no finding yet, so there is nothing to publish.
gate-whole = { $open } of { $all } findings are ready to be published. The set is published when all are.
gate-caption = All findings
gate-missing = Items missing
gate-next = Next
gate-open = ready
gate-items = What finding { $finding } needs
gate-item = Item
gate-what = What is in order, or what is to be done
gate-green = in order
gate-red = missing
gate-nobody = nobody has this role
gate-item-evidence = Evidence
gate-item-returned = Sent back
gate-item-served = Report or decision served
gate-release = The next release: read it and confirm it

## The next release, before it is confirmed

confirm = The next release
confirm-release = Release { $release }, to be confirmed
confirm-text = What lies there to be read before it is published, and what was said of each item of the publication standard that people answer for. A confirmation holds for exactly these files: one byte of another content, and it is one of an older text.
confirm-nothing = Nothing lies there to be confirmed yet. The publication office prepares the release (fisc publish --prepare).
confirm-no-findings = none: the release takes back what was published
confirm-files = { $n } files, by the list
confirm-where = Where the files lie
confirm-read = Read the pages as the public will see them
confirm-items = Items that people answer for
confirm-answers = Who answers
confirm-holds = confirmed
confirm-objects = objected
confirm-older = said of an older text
confirm-void = no longer stands
confirm-nobody = nobody has said anything
confirm-entry = entry { $n }
confirm-before = What was said before
confirm-not-yours = None of these items is asked of your roles.
confirm-means = Your signature stands over the list of all files above. Read them first; what you wrote yourself you do not confirm.
confirm-yes = I have read it and confirm the item
confirm-no = I do not confirm it
confirm-objection-hint = Only where you do not confirm: what has to change.
confirm-both = What stands in the way: leave it empty where you confirm, or choose that you do not
confirm-changed = The files have changed since this page was shown. Nothing was signed: read what has changed and choose again.
confirm-list = The files, each with its digest
confirm-file = File
confirm-more = { $shown } of { $all } are shown; the list has all.
accountability = Accountability
accountability-undecided = Stages past their term
accountability-undecided-none = No stage is past its term.
accountability-breaches = Breaches of procedure
accountability-breaches-none = No breach is on record.
accountability-exceptions = Exceptions that a head approved
accountability-exceptions-none = No exception was approved.
accountability-refused = Refused attempts
accountability-refused-none = Nothing was refused.
accountability-refused-more = The last { $shown } of { $all }; the record holds all.
accountability-unlawful = These entries stand in the log although the rules refuse them. They have no effect; somebody wrote past the program.
accountability-who = Who answers for it
accountability-what = What happened
accountability-for = For whom
accountability-by = Approved by
accountability-claimed = Who asked, as claimed
accountability-breach-text = Late decisions, skipped stages and the like are recorded by themselves. Record here what the program cannot see.
accountability-rule-hint = The rule that was not kept: its name in the policy, or the article.

## Auditees

auditees = Auditees
auditees-none = There is no auditee yet: no unit is enrolled and no lead is about one.
auditees-caption = Units that are audited
auditee-open = Leads to decide
auditee-amounts = Amounts found, by what they mean
auditee-kinds = Amounts of different kinds are not added up. Findings that were withdrawn do not count.
auditee-findings-none = There is no finding about it.
auditee-findings-caption = Findings about this auditee
auditee-leads = Leads, by method
auditee-leads-none = There is no lead about it.
auditee-method-caption = Leads: { $leads }, to decide: { $open }.
auditee-indicates = The method only points; its amounts do not count.
auditee-unplanned = not set
auditee-accepted = accepted
auditee-objects = objects; to be answered
auditee-answered = objected; answered
auditee-silent = no reply yet
auditee-not-served = not served yet
auditee-served = Documents served
auditee-served-none = Nothing was served yet.

## Methods

methods = Methods
methods-coverage = What could not be looked for
methods-caption = { $all } methods, with what became of their leads
method = Method
method-outcome = Last run
method-not-run = not run
method-decided = Decided
method-excluded = Excluded
method-share = Excluded, of those decided
method-load = What became of its leads
method-load-text = Leads: { $leads }, decided: { $decided }. What was excluded was followed in vain.
method-reasons = Reasons for excluding
method-agreement = How reviewers saw it
method-agreement-text = Findings that rest on it: { $findings }, sent back: { $returns }, disputes: { $disputes }.
method-dispute-open = not ruled yet
method-dispute-upheld = the reviewer was upheld
method-dispute-overruled = the reviewer was overruled
method-no-parameters = It has no values to set.
method-parameters-caption = Values in the last run, and where each comes from
method-parameter = Name
method-value = Value
method-source = Comes from
method-force = In force
method-always = always
method-cases = Cases that hold it
method-cases-text = Cases where it must flag: { $flags }, where it must stay quiet: { $quiet }. Each is run with fisc methods test.
method-leads = Its leads
ran-leads = ran, with leads
ran-clean = ran, nothing found
ran-skipped = skipped
ran-failed = failed
source-default = the method
source-pack = the pack
source-engagement = the engagement

## Coverage

coverage = What could not be looked for
coverage-no-run = Nothing was looked for yet. Run fisc check; then this page says which methods could not run, and which rows were left out.
coverage-text = In the last run { $ran } methods ran, { $skipped } were skipped and { $failed } failed. What was not tested is not in order: it is not known.
coverage-never = { $count } further methods were not part of the last run. Run fisc check again.
coverage-skipped = Skipped
coverage-skipped-none = No method was skipped.
coverage-failed = Failed
coverage-failed-none = No method failed.
coverage-count = Methods: { $count }
coverage-why = Why, and what to do
coverage-no-reason = The run gives no reason.
coverage-population = Rows that were left out
coverage-population-none = No method that ran says what it left out.
coverage-population-caption = All rows are tested or left out for one of these reasons
coverage-rows = Rows
coverage-tested = Tested
coverage-excluded = Left out, rows
coverage-tables = What the ledger holds
coverage-tables-caption = Tables with rows
coverage-missing = Not in the ledger: { $tables }.

## People

people = People and keys
people-caption = Who is enrolled
people-units = Units
people-units-caption = Units enrolled
people-keys = Keys
people-revoked = revoked
people-unit = Enrol a unit
people-person = Enrol a person
people-key = Enrol a further key
people-revoke = Revoke a key
people-assign = Give a role
people-unassign = Take a role back
people-service = Note earlier service
people-recuse = Withdraw from an auditee
people-except = Approve an exception
people-change = Change something
people-policy = Policy
people-login = Let a person log in
people-login-text = A first password, to be changed by the person. It opens the desk, not the signing key.
people-login-done = The person can log in.
people-login-unknown = Nobody of this id is enrolled
people-login-taken = This person can log in already; a lost password is set anew with fisc serve password.

## Record

record = Record
record-text = Every signed act, in the order in which it was received. Nothing is ever changed or removed.
record-caption = Entries { $from } to { $to } of { $size }
record-index = Entry
record-received = Received
record-act = Act
record-person = By
record-log = the log
record-older = Older entries
record-newer = Newer entries
record-checkpoint = Present checkpoint
record-verify = How to verify
record-verify-text = Export the record and let a program check it that shares no code with this one:
record-verify-more = It checks every signature, every digest and the whole tree. Give it a checkpoint that you kept, and it says whether that state is contained in this one.
entry = Entry { $index }
entry-refused = This act was refused; nothing came of it.
entry-envelope = Signed envelope
entry-proof = Proof of inclusion
entry-proof-text = With the checkpoint this proves that the entry is in the record.
entry-hash = Hash of the entry

## Referrals

referrals = Referrals
referrals-text = Only who keeps referrals sees this page. Nothing of it stands in any other page, export, log or count.
referrals-none = There is no referral.
referrals-caption = Referrals
referrals-new = Refer a matter
referrals-letter = Letter of referral
referrals-letters = Letters on record
referrals-unsealed = not sealed yet
referrals-make = Make the letter
referrals-put = Put a letter of referral on record
referrals-put-text = It is kept in the log of referrals, as is its sealed form.
referrals-id-hint = Letters, digits and hyphens, as T-01; it stays.
referrals-letter-hint = As RL-T-01; it stays.

## Closed lists

role-owner = owner of the engagement
role-leader = team leader
role-member = team member
role-reviewer = department reviewer
role-exposure-signer = signer of the exposure draft
role-adjudicator = adjudicator
role-conference = keeper of the audit conference
role-head = head of the office
role-publisher = approver of publication
role-auditee = speaks for an auditee
role-referrer = keeper of referrals

unit-department = audit department
unit-adjudication = adjudication
unit-leadership = leadership
unit-other-office = another audit office
unit-auditee = auditee

outcome-confirmed = confirmed
outcome-partly = partly confirmed
outcome-excluded = excluded

exclusion-data-error = data error
exclusion-lawful-exception = lawful exception
exclusion-immaterial = immaterial
exclusion-out-of-scope = out of scope
exclusion-insufficient-evidence = insufficient evidence
exclusion-referred = referred

stage-leader = team leader's review
stage-exposure = exposure draft
stage-department = department review
stage-adjudication = adjudication
stage-conference = audit conference
stage-head = signed by the head
stage-publication = approval of publication

verdict-approve = approve
verdict-more-evidence = return for more evidence
verdict-return = return for changes
verdict-reject = reject

document-evidence-form = evidence form
document-working-paper = working paper
document-exposure-draft = exposure draft
document-report = audit report
document-decision = audit decision
document-referral = letter of referral
document-review-opinion = review opinion
document-adjudication-opinion = adjudication opinion
document-minutes = minutes of the audit conference
document-release = release for publication

class-at-once = at once
class-staged = in stages
class-continuing = continuing

amount-irregular = spent or collected against a rule
amount-loss = lost or wasted
amount-mismanaged = managed improperly
amount-owed-to-treasury = owed to the treasury
amount-idle = lying idle
amount-none = no amount

severity-high = high
severity-medium = medium
severity-low = low
severity-info = information
confidence-high = high
confidence-medium = medium
confidence-low = low
result-breach = breach of a rule
result-to-verify = to be verified
result-indicator = indicator

act-open = Open the record
act-set-policy = Change the policy
act-enrol-unit = Enrol a unit
act-enrol-person = Enrol a person
act-enrol-key = Enrol a further key
act-revoke-key = Revoke a key
act-assign = Give a role
act-unassign = Take a role back
act-service = Note earlier service
act-recuse = Withdraw from an auditee
act-except = Approve an exception
act-verify-lead = Verify a lead
act-write-finding = Write a version of a finding
act-withdraw-finding = Withdraw a finding
act-put-document = Put a version of a document on record
act-enter-paper = Enter a sealed paper
act-check-paper = Compare a scan with its paper
act-decide = Decide at a stage
act-serve = Note that a document was served
act-reply = Enter a reply
act-answer-reply = Answer a reply
act-hearing = Note a hearing
act-dispute = Raise a dispute
act-say = Say something in a dispute
act-rule = Rule on a dispute
act-refer = Refer a matter
act-breach = Record a breach
act-plan-rectification = Set how a finding is put right
act-report-rectification = Report rectification
act-verify-rectification = Verify rectification
act-look-back = Look back at rectification
act-confirm-release = Confirm an item of a release
act-refused = Refused

task-verify-lead = Verify a lead
task-verify-lead-again = Verify a lead again
task-write-finding = Write a finding
task-revise = Revise a finding
task-decide = Decide
task-serve = Serve a document
task-reply = Reply
task-answer-reply = Answer a reply
task-check-paper = Compare a scan with its paper
task-rule = Rule on a dispute
task-plan-rectification = Set how a finding is put right
task-report-rectification = Report rectification
task-verify-rectification = Verify rectification
task-look-back = Look back at rectification

## Names of fields

field-accepted = Accepted
field-advice = Advice
field-after = Entries before it
field-agrees = The scan agrees with the paper
field-amount = Amount
field-amount-kind = What the amount means
field-article = Article
field-auditee = Auditee
field-authorised-otherwise = Left out by authority of the head, because
field-cause = Cause
field-claimed = Claimed by
field-class = How it is put right
field-closed = Closed
field-confirms = Do you confirm it?
field-content = List of the files read
field-criteria = Rules
field-dispute = Dispute
field-document = Document
field-document-kind = Kind
field-documents = Documents
field-due = Due
field-envelope = Envelope
field-evidence = Files
field-evidence-digest = Digest of the evidence
field-exclusion = Reason for excluding
field-facts = Facts
field-file = File
field-finding = Finding
field-findings = Findings
field-fine = Fine
field-fiscal-year = Fiscal year
field-from = From
field-held-on = Held on
field-holds = It stayed put right
field-id = Id
field-instrument = Law or regulation
field-item = Item
field-key = Public key
field-kind = Kind
field-lead = Leads
field-lead-id = Lead
field-leads = Leads
field-letter = Letter
field-log-key = Key of the log
field-material = Material
field-matter = Matter
field-name = Name
field-note = Note
field-objection = What stands in the way
field-on = Date
field-opinion = Opinion
field-outcome = Outcome
field-paper = Paper
field-papers = Papers
field-paragraph = Paragraph
field-people-held-to-account = People held to account
field-policy = Policy
field-reason = Reason
field-rebooked = Rebooked
field-receipt = Receipt
field-recovered = Recovered
field-rectified = Put right
field-referral = Referral
field-release = Release
field-remedy = Remedy
field-returned = Returned to its source
field-role = Role
field-rule = Rule
field-rules-made = Rules made
field-scan = Scan
field-sealed-by = Sealed or signed by
field-sealed-on = Date on the paper
field-sha256 = SHA-256
field-sm3 = SM3
field-stage = Stage
field-taken = The objection is taken
field-text = Text
field-title = Title
field-to = To
field-to-treasury = Paid to the treasury
field-told-on = Told on
field-unit = Unit
field-unit-kind = Kind of unit
field-upheld = The reviewer is upheld
field-verdict = Decision
field-version = Version
field-years = Fiscal years

# What the public sends
public = Feedback and requests
public-none = This engagement has no book of feedback and requests. fisc public feedback add and fisc public request add begin one.
public-text = What was asked after publication, and who answers for it. What is done about an item is written down with fisc public.
public-feedback = Feedback
public-requests = Requests for disclosure
public-open = { $open } open, { $overdue } overdue.
public-item = Number
public-received = Received
public-kind = Kind
public-finding = Finding
public-owner = Owner
public-unowned = nobody yet
public-state = State
public-due = Due
public-used = Working days used
public-beyond = beyond the calendar
public-overdue = overdue
## Risk

risk = Risk register
risk-text = Where to look first, as it was assessed. It says nothing about anybody: a lead is a lead until a person has confirmed it.
risk-empty = Nobody has been assessed yet. The command line begins the register:
risk-map = Likelihood and amount
risk-register = Auditees, the riskiest first
risk-history = History
risk-parts = What the last assessment is made of
risk-auditee = leads and findings
risk-judgement = Weights, bands and terms are judgement; they stand in risk.toml of the pack.
