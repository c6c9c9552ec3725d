# What the rules of review answer: what is refused, why, and what to do. A message of the name of a
# rule is also what a breach of it says, where the policy only warns.

## The signature

form = This is no signed statement of this record: { $error }. Make a new request and sign that.
not-open = The record has not been opened; its first entry enrols the owner.
opened = The record has been opened already; it is opened once.
engagement = The statement is for the engagement { $asked }; this is { $here }. Send it to the record it was made for.
after = The statement was made after { $after } entries; the record has { $size }. It belongs to another copy of the record: make a new request here.
clock = The statement says it was signed at { $at }, which is still to come. Set the clock of the signing machine and sign again.
clock-back = The log's clock says { $at }, but an entry was received at { $last } already. Entries are received one after the other: set the clock of this machine, then submit again. Nothing was written.
unknown-person = { $person } is not enrolled in this engagement. The owner enrols people and their keys.
wrong-key = No key of { $person } made this signature. Sign with the key that is enrolled, or have the new one enrolled by the owner.
forged-keyid = The envelope names a key that did not sign it, as a signature of { $person }. It is refused as forged; sign the request again.
revoked-key = The key of { $person } was revoked from { $from } on. Sign with a key that is in force.
replayed = This statement is on record already, as entry { $entry }. A statement is signed once; make a new request.
broken-digest = What was signed is not what stands here: { $subject }. Something has changed since the request was made, or the statement was tampered with; read it again and make a new request.
log-only = Only the log itself writes this entry.
referral-log = This belongs to the log of referrals, which those see who need to know.

## What every act must have

blank = The field { $field } is empty. Write what it asks for.
id = { $id } cannot be an id: 1 to 64 letters, digits, hyphens, underscores or dots.
role = { $person } is not enrolled as { $role } in this engagement; the owner gives roles.
recused = { $person } has withdrawn from everything about { $auditee }, and no rule lets them back. Somebody else must do it.
attachment = The attachment { $name } has no name or no SHA-256 digest of 64 lower-case hex digits.
attachment-twice = Two different attachments are called { $name }. Rename one.
attachment-missing = The file { $name } is not kept with the record. Put it in first, then sign.
sm3 = The attachment { $name } has no SM3 digest, which the policy asks for.
ask-approval = A head may approve it with a reason: rule { $rule }, for { $person }.
unlawful = Entry { $index } stands in the log although the rules refuse it; it changes nothing.

## People and keys

policy = The policy is refused: { $error }
unit-fixed = The unit { $unit } is enrolled, and decisions rest on what it is. It no longer changes; enrol another one.
unknown-unit = There is no unit { $unit }; enrol it first.
person-exists = { $person } is enrolled already; enrol a further key instead.
key-form = A key is not of the form ed25519:… or sm2:….
key-taken = This key is enrolled already. One key belongs to one person; make a new one.
unknown-key = { $person } has no such key.
revoked-before = This key of { $person } has been revoked already.
assign-auditee = { $person } speaks for an auditee only when it is named, and nobody else is given one.
not-assigned = { $person } is not enrolled as { $role }.
last-owner = The last owner cannot be taken away: nobody could enrol people any more. Give the role to another person first.
service-role = Years of service are counted for team leaders and signers of exposure drafts, not for { $role }.
except-rule = { $rule } is no rule for which the policy asks approval.
own-exception = Nobody approves { $rule } for themselves. Another head must do it.

## Leads

unknown-lead = There is no lead { $lead } in leads/. Run the methods again, or choose one of those there are.
lead-evidence-now = The rows under the lead { $lead } have changed since. Verify it again on what they say now.
lead-reason = Lead { $lead }: an exclusion, whole or in part, needs a reason code, and a full confirmation has none.
lead-amount = Lead { $lead }: the confirmed amount is below zero, or an excluded lead has one.
amount-above-lead = Lead { $lead }: { $amount } confirmed, and the lead has { $most }. What goes beyond it needs a lead or evidence of its own.
lead-material = Lead { $lead }: whether it is material follows from the policy and cannot be chosen.
material-lead-note = The lead { $lead } is material and was excluded without a note. Write why.

## Findings

unknown-finding = There is no finding { $finding }.
withdrawn = The finding { $finding } has been withdrawn. Write a new one.
withdraw-signed = The finding { $finding } is signed by the head and can no longer be withdrawn; amend it.
finding-empty = The finding { $finding } lacks a title, an auditee or the facts.
version = The finding { $finding } is at version { $last }; { $version } is not the next. Somebody else may have written one: read it and write on.
finding-auditee = The finding { $finding } is about another auditee. Write a finding of its own.
adjudicator-writes = The finding { $finding } would be an adjudicator's own. Adjudication amends what the team found; return it to the team for what is missing.
finding-criterion = The finding { $finding } names no rule, or one without instrument or article. Name at least one criterion.
finding-basis = The finding { $finding } rests on nothing. Name at least one verified lead or one attachment.
finding-leads-order = The leads of the finding { $finding } are not in order, or one stands there twice.
finding-amount = The finding { $finding } has an amount or a fine below zero, or an amount although none is to be stated.
lead-not-confirmed = The finding { $finding } rests on the lead { $lead }, which nobody has confirmed. Verify it first.
lead-evidence = The finding { $finding } rests on other evidence of the lead { $lead } than was verified. Take over the digest of its verification.
amount-above-leads = The finding { $finding } states { $amount }, its leads confirm { $confirmed }. Attach the evidence for what goes beyond them.
lead-used-twice = The lead { $lead } is also under the finding { $other }; its amount may be counted twice.

## Documents and papers

unknown-document = There is no document { $document }.
document-version = The document { $document } is at version { $last }, not { $version }. Read the last one.
document-next = The document { $document } is at version { $last }; { $version } is not the next.
document-kind = The document { $document } is of another kind. Give the new one an id of its own.
document-finding = The document { $document } must say the finding { $finding } as it is now, version { $last }, and in which paragraph.
own-document = The document { $document } is of your own writing. Somebody else must sign it.
paper-twice = The scan { $name } has been entered already.
unknown-paper = There is no sealed paper with this digest.
paper-checked = The scan { $name } has been compared already.
second-person = You entered the scan { $name } yourself. Another person compares it with the paper.
sealed-paper = The document { $document } was served before its sealed paper was entered and compared.

## Stages

decide-nothing = A decision names the findings it is about.
finding-version = The finding { $finding } is at version { $last }, not { $version }. Read what has changed and decide about that.
own-work = { $person } wrote the finding { $finding }. Nobody signs what they wrote: somebody else must decide at the stage “{ $stage }”.
confirm-role = Nothing of a release is confirmed as { $role }: confirm it in a role that signs at a stage.
lead-verifier-reviews = { $person } verified leads under the finding { $finding } and decides about it at the stage “{ $stage }”.
team-reviews = { $person } is or was of the audit team and decides about the finding { $finding } at the stage “{ $stage }”. The reviewer must not be of the team.
own-department = { $person } reviews the finding { $finding } from another department than the team's. The stage { $stage } belongs to the team's own department.
borrowed-reviewer = { $person } of another audit office decides about the finding { $finding } at the stage “{ $stage }”.
adjudicator-same-department = { $person } belongs to a department of the audit team and decides about the finding { $finding } at the stage “{ $stage }”. Adjudication stands outside it.
adjudication-unit = { $person } decides about the finding { $finding } at the stage “{ $stage }” and is of no adjudication body.
distinct-stages = { $person } has signed the finding { $finding } at the stage “{ $other }” and would decide at the stage “{ $stage }” too. Another person must.
rotation = { $person } has done this for { $auditee } for { $years } years in a row (at most { $limit }), and decides about the finding { $finding } at the stage “{ $stage }”. Somebody else must take over.
authorised-where = Only the conference can be left out by the head's authority, and only to approve.
already-signed = The finding { $finding } is signed at the stage “{ $stage }” already.
stale = The finding { $finding } is stale: the lead { $lead } is no longer what was verified. Verify it again and write a new version.
returned = The finding { $finding } was not approved at the stage “{ $stage }” ({ $verdict }). It goes on after a new version, an approval there or a ruling.
stage-order = The finding { $finding } is not signed at the stage “{ $missing }”, and comes to the stage “{ $stage }”. The stage before must sign first.
open-dispute = There is an open dispute about the finding { $finding } at the stage “{ $stage }”. It must be ruled first.
stage-document = The stage { $stage } names no { $document } that says the finding { $finding } in its present version. Put it on record and name it in the decision.
written-opinion = The stage { $stage } gives no written opinion. Write one.
late = The finding { $finding } was decided at the stage “{ $stage }” after its term, which ended on { $due }.

## The auditee

serve-day = The document { $document } bears a day that is still to come.
serve-unsigned = The document { $document } says the finding { $finding }, which is not signed at the stage “{ $stage }” in that version. It is served after that.
serve-document = The document { $document } was not named when the finding { $finding } was signed at the stage “{ $stage }”. Sign it there, then serve it.
serve-nothing = The document { $document } says no finding about { $auditee }.
not-exposed = The finding { $finding } has not been served on the auditee in an exposure draft; there is nothing to reply to.
reply-version = The auditee replies to the finding { $finding } as it was served: version { $version }, served on { $on }; the reply is not dated before that, nor in the future.
reply-letter = A reply to the finding { $finding } that somebody enters for the auditee needs the letter.
reply-late = The reply to the finding { $finding } came after the term. It is recorded and may be considered.
nothing-to-answer = There is no unanswered objection to the finding { $finding }.
reply-awaited = The auditee has until { $due } to reply to the finding { $finding }. Silence counts from the day after.
reply-not-exposed = The finding { $finding } has not been served on the auditee as it must be now. Serve the exposure draft and await the reply.
reply-calendar = Whether the term to reply to the finding { $finding }, served on { $on }, is over cannot be told: the calendar does not reach so far. Load a pack with the holidays of the year.
reply-answered = The auditee objected to the finding { $finding } and has not been answered. Answer with reasons.
reply-taken = The objection to the finding { $finding } was taken, and no new version was written. Write it.
hearing-days = The days of the hearing about the finding { $finding } contradict each other or are still to come.
hearing = The finding { $finding } imposes a fine of { $fine }; the auditee was not told of its right to a hearing about it, or may still ask for one.
report-served = The finding { $finding } has not been issued and served in its present version, and comes to the stage “{ $stage }”.

## Disputes

unknown-dispute = There is no dispute { $dispute }.
dispute-exists = There is a dispute { $dispute } already. Choose another id.
dispute-ruled = The dispute { $dispute } has been ruled.
dispute-nothing = Nothing has been decided about the finding { $finding } at the stage “{ $stage }”; there is nothing to dispute.
dispute-head = The head's decision has no next level in this office. Take it to the office above.
party-rules = { $person } is party to the dispute { $dispute } and does not rule it. Another person of the next level must.

## Rectification

plan-before-issue = The finding { $finding } has not been issued and served; rectification is planned after that.
plan-day = Rectification of the finding { $finding } cannot be due before it was served.
rectification-due = Rectification of the finding { $finding } is due on { $due }, later than the policy allows ({ $latest }).
rectification-late = The finding { $finding } was put right after { $due }, the day on which it was due.
not-planned = Rectification of the finding { $finding } has not been planned.
rectified = What is reported about the finding { $finding } has an amount below zero or a day still to come.
rectified-closed = The finding { $finding } is closed.
report-paper = A report on the finding { $finding } that somebody enters for the auditee needs its papers.
nothing-reported = There is no report on the finding { $finding } that is still to be verified.
own-report = You entered the report on the finding { $finding } yourself. Another auditor verifies it.
rectified-above = More is acknowledged for the finding { $finding } than was reported. Ask for a new report.
look-back = The finding { $finding } is not closed, or the day of the look back is still to come.

## Referrals

referral-exists = There is a referral { $referral } already. Choose another id.

## Why signatures no longer stand

void-amended = The finding was amended: version { $version }.
void-heavier = The new version is heavier than what was exposed; it goes back to the auditee.
void-document = The document { $document } was amended: version { $version }.
void-lead = The lead { $lead } was verified anew.
void-returned = It was not approved at the stage “{ $stage }”.
void-ruled = It was overruled in the dispute { $dispute }.
void-key = The key of { $person } was revoked from a moment before the signature.
void-recused = { $person } withdrew.
void-withdrawn = The finding was withdrawn.

## The release gate

gate-evidence = The leads are what they were when they were verified.
gate-evidence-changed = The lead { $lead } is gone, has other rows than it was verified on, or is not confirmed any more. Verify it again and write a new version.
gate-not-returned = Nothing is open that was sent back.
gate-returned = Sent back at the stage “{ $stage }” ({ $verdict }). Write a new version, or raise a dispute.
gate-signed = { $person } signed version { $version }.
gate-signed-older = { $person } signed version { $version }; the last is { $last }. Sign again.
gate-void = The signature was voided. Sign again.
gate-after = Comes after the stage “{ $stage }”, which is not signed.
gate-unsigned = Read version { $version } and decide.
gate-not-exposed = The exposure draft was not served. Serve it when it is signed.
gate-reply-awaited = No reply yet. The auditee has until { $due }; silence counts as no objection from the day after.
gate-silence = No reply until { $due }: no objection.
gate-calendar = The calendar does not reach the end of the term that began on { $on }. Use a pack with the holidays of that year.
gate-unanswered = A reply that does not accept has no answer. Answer it with the reason.
gate-taken = An objection was taken, and the finding says still what it said. Write a new version.
gate-replied = The auditee replied, last on { $on }, and was answered.
gate-no-hearing = No fine that asks for a hearing.
gate-hearing = The right to a hearing was kept.
gate-hearing-missing = For a fine of { $fine } the auditee must be told of the right to a hearing, and the term to ask for it must be over or the hearing held.
gate-no-dispute = No dispute is open.
gate-dispute = The dispute { $dispute } at the stage “{ $stage }” is open. The next level rules it.
gate-served = Served with { $document } on { $on }.
gate-served-older = What was served says version { $version }; the last is { $last }. Serve a report or decision that says it.
gate-unserved = The report or decision was not served. Serve it when the head has signed.
gate-planned = To be put right by { $due }.
gate-unplanned = How and by when it is put right is not set. Set it.

## Words

stage-leader = team leader
stage-exposure = exposure draft
stage-department = department review
stage-adjudication = adjudication
stage-conference = audit conference
stage-head = head's signature
stage-publication = approval for publication

role-owner = owner
role-leader = team leader
role-member = team member
role-reviewer = department reviewer
role-exposure-signer = signer of the exposure draft
role-adjudicator = adjudicator
role-conference = recorder of the audit conference
role-head = head
role-publisher = approver of publication
role-auditee = auditee
role-referrer = keeper of referrals

document-evidence-form = evidence form
document-working-paper = working paper
document-exposure-draft = exposure draft
document-report = report
document-decision = decision
document-referral = referral
document-review-opinion = review opinion
document-adjudication-opinion = adjudication opinion
document-minutes = minutes
document-release = release

verdict-approve = approved
verdict-more-evidence = returned for more evidence
verdict-return = returned for revision
verdict-reject = rejected

unit-department = department
unit-adjudication = adjudication body
unit-leadership = leadership
unit-other-office = other audit office
unit-auditee = auditee

verified-confirmed = confirmed
verified-partly = partly confirmed
verified-excluded = excluded

exclusion-data-error = data error
exclusion-lawful-exception = lawful exception
exclusion-immaterial = immaterial
exclusion-out-of-scope = out of scope
exclusion-insufficient-evidence = insufficient evidence
exclusion-referred = referred

class-at-once = at once
class-staged = staged
class-continuing = continuing

amount-irregular = irregular
amount-loss = lost or wasted
amount-mismanaged = improperly managed
amount-owed-to-treasury = owed to the treasury
amount-idle = idle
amount-none = no amount

task-verify-lead = verify the lead
task-verify-lead-again = verify the lead again: its rows have changed
task-write-finding = write a finding on the verified lead
task-revise = revise what was returned
task-decide = decide
task-serve = serve the document
task-reply = reply
task-answer-reply = answer the objection
task-check-paper = compare the scan with the paper
task-rule = rule the dispute
task-plan-rectification = plan rectification
task-report-rectification = report on rectification
task-verify-rectification = verify the report on rectification
task-look-back = look back

mode-forbid = forbids
mode-approve = asks approval
mode-warn = warns
mode-allow = allows
