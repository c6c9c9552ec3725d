# All texts of the audit papers. Their parts and order follow the national audit standards.

## Words of all papers

currency-cny = yuan
amount-column = { $name } ({ $unit })
amount-of = { $amount } { $unit } ({ $kind })
kind-irregular = irregular
kind-loss = lost or wasted
kind-mismanaged = improperly managed
kind-owed = owed to the treasury
kind-idle = lying idle
kind-none = no amount
day = { $y }-{ $m }-{ $d }
day-blank = date: ________
list-comma = {", "}
page-of = Page { $page } of { $pages }
mark = { $paper } { $document }, version { $version }
mark-of = of { $names }
mark-of-more = of { $names } and others, { $count } in all
subject-finding = finding { $id } version { $version }
subject-document = document { $id } version { $version }
digest-of = digest { $digest }
number = No. { $number }
cut = … (longer than a cell holds: { $count } further characters are left out here; the whole text is in the docx)
yes = yes
no = no
seal-here = (seal)
sign-and-seal-here = (signature or seal)
sign-here = Signed:

project = Audit
auditee = Auditee
matter = Matter
index = Index number
auditors = Auditors
made-on = Date
attachments = Pages attached
attachment-pages = Attached: { $pages } pages
amount = Amount
basis = Criteria
advice = Advice
criterion = { $instrument }, { $article }
criterion-text = { $instrument }, { $article }: “{ $text }”

paper-evidence-form = Evidence form
paper-working-paper = Working paper
paper-exposure-draft = Audit report (exposure draft)
paper-report = Audit report
paper-decision = Audit decision
paper-receipt = Receipt of service
paper-review-opinion = Review opinion
paper-adjudication-opinion = Adjudication opinion
paper-minutes = Minutes of the audit conference
paper-rectification-ledger = Rectification ledger
paper-referral-letter = Letter of referral
paper-disclosure-report = Annual report on open government information
paper-year-figures = Results of the year

## Evidence rows

evidence-title = Evidence
evidence-no = No.
evidence-lead = Lead
evidence-method = Method
evidence-table = Table
evidence-source = Source file
evidence-row = Row
evidence-key = Key
evidence-amount = Amount
evidence-total = Total (each row once, without indicators)
evidence-more = The first { $shown } rows; { $more } more, { $all } in all, stand on the sheet “Evidence” of this paper's xlsx.
evidence-all = { $all ->
    [one] One row.
   *[other] { $all } rows.
}
evidence-none = No rows of the ledger are attached.
evidence-differs = The auditors determined { $amount } { $unit }; the total above is what the leads concern, and the two need not be equal.
sheet-form = Paper

## 审计取证单

form-summary = Summary of the matter
form-source = Unit giving evidence
form-opinion = Opinion of the unit giving evidence
form-note = Note: the unit or person giving evidence checks what is said above, states an opinion and signs or seals it; where no signature or seal can be had, the auditors note the reason here.
form-reply = Please answer within { $days } working days.

## 审计工作底稿

work-steps = Work done
work-conclusion = Facts established and conclusion
work-reviewer = Reviewed by
work-review = Review
work-review-on = Date of review
work-approve = Approved
work-more = Further work ordered, to obtain appropriate and sufficient evidence
work-correct = Conclusion corrected, or its correction ordered
box-ticked = ☑ { $text }
box-empty = ☐ { $text }

## 审计报告和征求意见稿

draft-letter = Request for comments on an audit report
draft-to = To { $auditee }:
draft-text = The exposure draft of the audit report “{ $title }” is sent to you for comment. Please send your written opinion to the audit team within { $days } working days of receiving it; where none is received by then, you are taken to have no objection. Please give the reasons for each objection, with evidence.
draft-replies = Reply of the auditee
draft-replies-finding = Finding
draft-replies-answer = Answer (no objection / objection)
draft-replies-reason = Reasons and evidence
draft-attached = Attached: audit report (exposure draft)
report-auditee = Auditee: { $auditee }
report-project = Audit: { $title }
report-basis = Authority and conduct of the audit
report-situation = The auditee
report-evaluation = Evaluation
report-earlier = Follow-up of earlier decisions and advice
report-findings = Findings and remedies
report-advice = Advice
report-no-findings = The audit made no finding.
report-rectify = Please report in writing on the rectification of these findings within { $days } days of receiving this report.
summary-title = Summary of findings
summary-finding = Finding
summary-kind = Kind of amount
summary-subtotal = Subtotal: { $kind }
finding-amount = Amount: { $amount }.
finding-criteria = This does not agree with:
finding-cause = Cause: { $text }
finding-remedy = Remedy: { $text }
finding-fine = A fine of { $amount } { $unit } is intended.
section-1 = { $n }. { $text }
section-2 = ({ $n }) { $text }
paragraph = { $section }({ $n })

## 审计决定书

decision-scope = What was audited, and when
decision-findings = Facts, breaches and decisions
decision-remedy = Decision: { $text }
decision-fine = A fine of { $amount } { $unit } is imposed.
decision-execution = Time limit
decision-execute = This decision takes effect when it is served. It is to be carried out within { $days } days of its receipt, and the result reported to this office in writing.
decision-appeal = Ways to appeal

## 送达回证

receipt-document = Document served
receipt-number = Number of the document
receipt-to = Served on
receipt-place = Place
receipt-method = Manner
receipt-senders = Served by
receipt-served-on = Served on (date)
receipt-received = Signature or seal of the recipient
receipt-received-on = Received on
receipt-for = Received on behalf of, and why
receipt-refused = Reason for refusal
receipt-witness = Signature or seal of a witness
receipt-note = Remarks
referral-opening = In the audit “{ $title }” we came upon the matter below, which by law is yours to deal with. We refer it to you.
referral-blank = (to be filled in)
referral-matter = The matter
referral-facts = The facts, and the data they rest on
referral-fact = { $facts } (rows of data: { $rows })
referral-amount = Amount concerned
referral-amount-of = { $amount } { $unit }
referral-criteria = Rules it is measured by, and by which it is referred
referral-request = What we ask
referral-ask = Please deal with it under the law and tell this office in writing what came of it. Please keep the matter confidential until then.
referral-annexes = Annexes

receipt-hint = Note: to be signed or sealed by the recipient and returned; time limits run from the date of receipt.

## 复核意见书、审理意见书

opinion-unit = Unit ({ $kind })
unit-review = review
unit-adjudication = adjudication
opinion-papers = Papers before the { $kind }
opinion-items = Points of { $kind }
opinion-item = Point
opinion-met = Met
opinion-remark = Remarks
opinion-findings = On the findings
opinion-finding = Finding
opinion-comment = Opinion
opinion-amend = Amendments
opinion-text = Opinion of the { $kind }
opinion-verdict = Outcome of the { $kind }
opinion-by = Signed for the { $kind }
opinion-on = Date of the { $kind }
opinion-team = Audit team
verdict-approve = Approved
verdict-more = Returned for more evidence
verdict-return = Returned for correction
verdict-reject = Not approved
review-item-1 = The objectives of the audit were reached
review-item-2 = The matters of the audit plan were completed
review-item-3 = The report states the important matters that were found
review-item-4 = The facts are clear and the figures right
review-item-5 = The evidence is appropriate and sufficient
review-item-6 = Evaluations, classifications, remedies and referrals are fitting, and the criteria apply
review-item-7 = Reasonable opinions of those audited were taken up
review-item-8 = Other points
adjudication-item-1 = The matters of the audit plan were completed
adjudication-item-2 = The report states the important matters that were found
adjudication-item-3 = The main facts are clear and the evidence appropriate and sufficient
adjudication-item-4 = The criteria apply
adjudication-item-5 = Evaluations, classifications and remedies are fitting
adjudication-item-6 = The procedure was followed

## 会议纪要

minutes-held-on = Held on
minutes-place = Place
minutes-chair = Chair
minutes-present = Present
minutes-attending = In attendance
minutes-recorder = Recorded by
minutes-agenda = Agenda
minutes-items = Matters considered
minutes-item-decision = Decision: { $text }
minutes-item-dissent = Dissent: { $text }
minutes-conclusion = The conference decided
minutes-signed = Chair:

## 整改台账

rect-as-of = As of { $day }
rect-no = No.
rect-finding = Id
rect-title = Finding
rect-class = Class
class-at-once = at once
class-staged = in stages
class-continuing = continuing
rect-due = Due
rect-overdue = Days overdue
rect-state = State
state-open = not reported
state-reported = reported, to be verified
state-verified = verified, not closed
state-closed = closed
rect-measures = Measures and results, as reported by the auditee
rect-reported-on = Reported on
rect-treasury = Paid to the treasury
rect-returned = Returned to its source
rect-rebooked = Rebooked
rect-recovered = Recovered
rect-rules = Rules made
rect-people = People held to account
rect-claimed = { $column } (reported)
rect-verified = { $column } (verified)
rect-verdict = Verification
rect-look-back = Looked back on
rect-holds = Rectification held
rect-version = Version
rect-digest = Digest
rect-total = Total
rect-sheet = Rectification
rect-about = About
rect-about-text = What is reported is the auditee's statement; what is verified was acknowledged by the auditors. Amounts of different kinds are not added up, so the column of determined amounts has no total.
