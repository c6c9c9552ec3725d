# The risk register's pictures: inside an office, never in a publication.

internal = Internal. Risk says where to look first and nothing about anybody.
judgement = Weights, bands and terms of risk are judgement; they stand in risk.toml of the pack.
register-title = Risk register
register-heading = Auditees, the riskiest first
register-caption = { $count } auditees with their last assessment; amounts in { $unit }.
components-heading = What the last assessment is made of
auditee = auditee
government = government
risk = risk
inherent = inherent risk
control-risk = control risk
detection = detection risk
likelihood = likelihood
expected = expected amount
assessed = assessed
compared = against the initial one

heat-likelihood-leads = likelihood that a lead is right
heat-likelihood-before = inherent × control risk
heat-amount-leads = expected amount ({ $unit })
heat-amount-before = size ({ $unit })
heat-message = { $count } auditees by likelihood and amount; { $name } comes first, with { $likelihood } and { $amount } { $unit }.
heat-nobody = Nobody has been assessed yet.
heat-note-leads = Each number counts auditees. Likelihood: that at least one of the auditee's leads is right; amount: each row once, weighted with how often its method is right.
heat-note-before = Each number counts auditees. No leads are weighed yet: assessed risk stands for the likelihood, size for the amount.
heat-left-out = { $count } auditees are not in the drawing: they have not been assessed that far, or their size is not known.

history-caption = Assessments of this auditee, the oldest first
history-up = The risk rose from { $from } to { $to } over { $count } assessments.
history-down = The risk fell from { $from } to { $to } over { $count } assessments.
history-same = The risk stayed at { $to } (first { $from }) over { $count } assessments.
history-one = The risk was assessed once, at { $to }.
history-none = This auditee has not been assessed.
history-note = Inherent × control risk, as it was assessed each time. No assessment is overwritten.
