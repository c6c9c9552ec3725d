# Risk in words: each score with its components.

phase-initial = initial assessment
phase-planning = assessment at planning
phase-preparation = assessment after the first tests
phase-final = final assessment

band-high = high
band-medium = medium
band-low = low

factor-size = size (budget of the year; where the ledger has none, what was paid)
factor-growth = change of the budget against the year before
factor-complexity = number of projects and programs
factor-earmarked-share = share of earmarked transfers
factor-adjustment = changes of the budget during the year
factor-past-findings = amounts confirmed by earlier audits, against the budget
factor-unrectified = rectification of earlier audits not done in time

result = Risk { $band }: { $combined } (inherent { $inherent } × control { $control }). Tests of details may miss something with a risk of { $detection }; they must give an assurance of { $assurance }.
floor = Every auditee begins with { $floor }.
point = { $factor }: { $value }, which is above { $position } of the auditees; adds { $adds } (weight { $weight }).
unknown = Not known, and left out of the weights: { $factors }.
nothing-known = Nothing is known about the risk factors, and what is unknown is not called safe: inherent risk is taken as certain.
held-word-as-assessed = as assessed
held-word-higher = more was found
held-word-lower = less was found

skill-finance = public finance and accounting
skill-data = data analysis
skill-procurement = procurement and contracts
skill-engineering = construction cost
skill-law = law
skill-hours = { $skill } { $hours }

sample = A sample of { $tested } ({ $test }) found { $failed } where the control failed; the upper limit of the rate, { $rate }, is taken.
among-out = { $test }: { $units } units were tested; this one stands out (smallest rate of false discoveries { $q }, held at { $rate }; Benjamini–Hochberg).
among-not = { $test }: { $units } units were tested; this one does not stand out beyond chance (smallest rate of false discoveries { $q }, held at { $rate }; Benjamini–Hochberg).
no-control = No control has been tested, so none is relied on.
control = { $test } tested { $tested } and found { $failed } where the control failed; { $rate } is taken.
exposure = With a probability of { $likelihood } at least one of its leads is right; the expected amount is { $expected }.
part = { $method }: { $leads } leads, of which { $precision } may be expected to be right; { $amount } at issue, { $expected } expected.
outcome = { $findings } findings stand, { $confirmed } were confirmed; of { $due } rectifications due { $overdue } were not closed in time.
held-as-assessed = The initial assessment held: { $initial }, and what came out is { $out }.
held-higher = More was found than the initial assessment said: it was { $initial }, what came out is { $out }.
held-lower = Less was found than the initial assessment said: it was { $initial }, what came out is { $out }.
team = Proposed team: { $people } people, of whom { $experienced } have led an audit before, { $days } days each.
team-hours = Hours by skill: { $hours }.
