//! Whether an act may follow what happened to a request so far. What is late is written down as late;
//! what the regulation does not know is refused.

use super::{Act, Heard, Outcome, Request, State};
use crate::event::{Event, in_order};
use crate::refusal::Refusal;
use crate::terms::Terms;
use crate::texts::Place;
use chrono::NaiveDate;
use fisc_model::Money;
use fisc_model::calendar::Calendar;

/// Judges an act on a request; a new one is nothing yet.
///
/// # Errors
/// The rule that it breaks, and what to do.
pub fn judge(
    request: Option<&Request>,
    event: &Event<Act>,
    terms: &Terms,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<(), Refusal> {
    in_order(event, request.map(|r| r.last), today)?;
    let Some(request) = request else {
        return match &event.act {
            Act::Received { text, .. } if !text.trim().is_empty() => Ok(()),
            _ => Err(Refusal::new("empty", &[])),
        };
    };
    let judge = Judge {
        request,
        on: event.on,
        terms,
        calendar,
    };
    match &event.act {
        Act::Received { .. } => judge.no("twice"),
        Act::Contested { .. } => judge.may(
            request.decision.is_some() || judge.overdue(),
            "nothing-to-contest",
        ),
        Act::Ruled { contest, .. } => {
            let of = contest.checked_sub(1).and_then(|n| request.contests.get(n));
            judge.may(of.is_some_and(|c| c.ruled.is_none()), "no-contest")
        }
        Act::ContactErased {} if !request.contact => judge.no("no-contact"),
        Act::ContactErased {} => judge.may(
            request.decision.is_some() && request.contests.iter().all(|c| c.ruled.is_some()),
            "contact-needed",
        ),
        _ if request.decision.is_some() => judge.no("decided"),
        Act::Confirmed {} => judge.may(request.received_on.is_none(), "confirmed"),
        // Whoever asks may withdraw at any time.
        Act::Decided {
            outcome: Outcome::Other,
            reason,
        } => judge.may(!reason.trim().is_empty(), "reason"),
        _ if request.received_on.is_none() => judge.no("unconfirmed"),
        Act::SupplementAsked { what, until } => judge.supplement(what, *until),
        Act::Supplemented { text } => {
            let open = request.supplement.is_some_and(|s| s.asked.done.is_none());
            judge.may(open, "not-asked")?;
            judge.may(!text.trim().is_empty(), "empty")
        }
        Act::Extended {
            days,
            approved_by,
            reason,
        } => judge.extension(*days, approved_by, reason),
        Act::Consulted { .. } => judge.may(judge.running(), "waits"),
        Act::Answered {
            consultation,
            consents,
            reason,
        } => {
            let of = consultation.checked_sub(1);
            let of = of.and_then(|n| request.consultations.get(n));
            judge.may(of.is_some_and(|c| c.answered.is_none()), "no-consultation")?;
            judge.may(*consents || !reason.trim().is_empty(), "reason")
        }
        Act::FeeAsked { amount } => {
            judge.may(request.fee.is_none(), "fee-twice")?;
            judge.may(judge.running(), "waits")?;
            judge.may(!judge.overdue(), "too-late")?;
            judge.may(*amount > Money::ZERO, "fee-none")
        }
        Act::Paid {} => {
            let open = request.fee.is_some_and(|(_, f)| f.done.is_none());
            judge.may(open, "no-fee")
        }
        Act::Decided { outcome, reason } => judge.decision(*outcome, reason),
    }
}

struct Judge<'a> {
    request: &'a Request,
    on: NaiveDate,
    terms: &'a Terms,
    calendar: &'a Calendar,
}

impl Judge<'_> {
    fn no(&self, rule: &'static str) -> Result<(), Refusal> {
        let places = [("item", (&self.request.number).into())];
        Err(Refusal::new(rule, &places))
    }

    fn may(&self, holds: bool, rule: &'static str) -> Result<(), Refusal> {
        if holds { Ok(()) } else { self.no(rule) }
    }

    fn state(&self) -> State {
        self.request.state(self.terms, self.calendar, self.on)
    }

    /// Whether nothing is waited for from the applicant. A supplement that was asked for too late stops
    /// no clock, but is still waited for.
    fn running(&self) -> bool {
        matches!(self.state(), State::Running | State::Hearing)
    }

    fn overdue(&self) -> bool {
        self.request.late(self.terms, self.calendar, self.on)
    }

    fn supplement(&self, what: &str, until: NaiveDate) -> Result<(), Refusal> {
        self.may(self.request.supplement.is_none(), "supplement-once")?;
        self.may(self.running(), "waits")?;
        self.may(!what.trim().is_empty(), "reason")?;
        self.may(until > self.on, "until-past")
    }

    fn extension(&self, days: u32, approved_by: &str, reason: &str) -> Result<(), Refusal> {
        self.may(self.request.extended.is_none(), "extended-once")?;
        self.may(self.running(), "waits")?;
        let most = self.terms.request.extension.days;
        if days == 0 || days > most {
            let places: [(&str, Place); 2] = [
                ("item", (&self.request.number).into()),
                ("most", most.into()),
            ];
            return Err(Refusal::new("extension-days", &places));
        }
        self.may(!self.overdue(), "too-late")?;
        let said = [approved_by, reason].iter().all(|t| !t.trim().is_empty());
        self.may(said, "extension-approval")
    }

    fn decision(&self, outcome: Outcome, reason: &str) -> Result<(), Refusal> {
        let request = self.request;
        let supplement = request.supplement;
        match outcome {
            Outcome::NotSupplemented => {
                let lapsed =
                    supplement.is_some_and(|s| s.asked.done.is_none() && self.on > s.until);
                return self.may(lapsed, "supplement-open");
            }
            Outcome::NotPaid => {
                let days = self.terms.request.fee_payment.days;
                let lapsed = request.fee.is_some_and(|(_, asked)| {
                    let until = self.calendar.term(asked.on, days);
                    asked.done.is_none() && until.is_some_and(|until| self.on > until)
                });
                return self.may(lapsed, "payment-open");
            }
            _ => {}
        }
        if outcome == Outcome::StillUnclear {
            let done = supplement.is_some_and(|s| s.asked.done.is_some());
            self.may(done, "not-supplemented")?;
        }
        match self.state() {
            State::Hearing => return self.no("hearing"),
            // Nobody is hurt by what they asked for coming before they made it clearer.
            State::Supplement | State::Payment if !outcome.discloses() => return self.no("waits"),
            _ => {}
        }
        let against = request
            .consultations
            .iter()
            .any(|c| c.whom == Heard::ThirdParty && matches!(c.answered, Some((_, false))));
        let reasons_needed = outcome != Outcome::Granted || against;
        self.may(!reasons_needed || !reason.trim().is_empty(), "reason")
    }
}
