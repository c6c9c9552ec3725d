//! The terms of a pack (`public.toml`): what the regulation sets, with its articles, and what the office
//! sets itself.

use chrono::NaiveDate;
use fisc_model::Money;
use serde::Deserialize;

/// The whole file. Unknown keys are refused: a misspelt term must not be no term.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The law of requests.
    pub regulation: Instrument,
    /// Of requests.
    pub request: Request,
    /// What is charged.
    pub fee: Fee,
    /// Of feedback.
    pub feedback: Feedback,
    /// How long contacts are kept.
    pub contact: Contact,
}

/// A law, in the version that is applied.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Its name.
    pub instrument: String,
    /// The version, by the day it was decided.
    pub version: NaiveDate,
    /// From when it applies.
    pub effective_from: NaiveDate,
}

/// A term with the article that sets it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Working days; the day after the event is the first.
    pub days: u32,
    /// Where it stands.
    pub article: String,
}

/// `[request]`, in working days.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// To answer.
    pub answer: Term,
    /// More, at most, with approval and notice.
    pub extension: Term,
    /// To ask once for what is unclear.
    pub supplement_notice: Term,
    /// For a third party to answer.
    pub third_party: Term,
    /// For another organ to answer.
    pub other_organ: Term,
    /// For the applicant to pay.
    pub fee_payment: Term,
}

/// `[fee]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Its name.
    pub instrument: String,
    /// The version, by the day it was decided.
    pub version: NaiveDate,
    /// From when it applies.
    pub effective_from: NaiveDate,
    /// By the requests of one applicant in a month.
    pub items: Vec<Band>,
    /// By the pages of one request.
    pub pages: Vec<Band>,
}

/// What is above `from` costs so much each, until the next band begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// So many are below it.
    pub from: u64,
    /// For each above.
    pub each: Money,
    /// After every so many the price rises; 0 where it does not.
    #[serde(default)]
    pub step: u64,
    /// By so much.
    #[serde(default)]
    pub each_more: Money,
}

/// `[feedback]`, in working days from receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// To say what it is.
    pub triage: u32,
    /// To answer a question.
    pub question: u32,
    /// To answer a report of an error.
    pub error: u32,
    /// To answer a tip.
    pub tip: u32,
    /// To answer a complaint.
    pub complaint: u32,
    /// To answer thanks.
    pub thanks: u32,
    /// To say where what is out of scope belongs.
    pub out_of_scope: u32,
    /// To publish the correction, from the answer that accepted the error.
    pub correction: u32,
}

/// `[contact]`, in natural days after the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Of feedback.
    pub feedback: u32,
    /// Of requests.
    pub request: u32,
}

impl Terms {
    /// Reads a `public.toml`.
    ///
    /// # Errors
    /// What is wrong and where, for who wrote the file.
    pub fn parse(text: &str) -> Result<Terms, String> {
        let terms: Terms = toml::from_str(text).map_err(|e| e.to_string())?;
        let r = &terms.request;
        for (name, term) in [
            ("answer", &r.answer),
            ("extension", &r.extension),
            ("supplement_notice", &r.supplement_notice),
            ("third_party", &r.third_party),
            ("other_organ", &r.other_organ),
            ("fee_payment", &r.fee_payment),
        ] {
            if term.days == 0 || term.article.trim().is_empty() {
                return Err(format!(
                    "[request] {name}: a term needs days and the article that sets it"
                ));
            }
        }
        for (name, bands) in [("items", &terms.fee.items), ("pages", &terms.fee.pages)] {
            let rising = bands.windows(2).all(|w| w[0].from < w[1].from);
            let last = bands.len().saturating_sub(1);
            let stepped = bands
                .iter()
                .enumerate()
                .all(|(i, b)| b.step == 0 || i == last);
            if !rising
                || !stepped
                || bands
                    .iter()
                    .any(|b| b.each < Money::ZERO || b.each_more < Money::ZERO)
            {
                return Err(format!(
                    "[[fee.{name}]] bands go upwards, cost something and only the last has a step"
                ));
            }
        }
        Ok(terms)
    }
}

impl Fee {
    /// For the requests of one applicant in a month, all together.
    #[must_use]
    pub fn of_items(&self, items: u64) -> Money {
        progressive(&self.items, items)
    }

    /// For the pages of one request.
    #[must_use]
    pub fn of_pages(&self, pages: u64) -> Money {
        progressive(&self.pages, pages)
    }
}

/// Each unit at the price of the band it lies in.
fn progressive(bands: &[Band], units: u64) -> Money {
    let mut sum: i128 = 0;
    for (i, band) in bands.iter().enumerate() {
        let next = bands.get(i + 1).map_or(u64::MAX, |b| b.from);
        let within = units.min(next).saturating_sub(band.from);
        let (within, each, more) = (i128::from(within), band.each.0, band.each_more.0);
        sum += within * each;
        let step = i128::from(band.step);
        if step > 0 && within > 0 {
            // Whole steps before the last unit: the first `step` units rise by none.
            let (whole, rest) = ((within - 1) / step, (within - 1) % step + 1);
            sum += more * (step * whole * (whole - 1) / 2 + rest * whole);
        }
    }
    Money(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) const SHIPPED: &str = include_str!("../../../packs/cn/public.toml");

    #[test]
    fn the_shipped_terms_are_those_of_the_regulation() {
        let terms = Terms::parse(SHIPPED).expect("shipped");
        let r = &terms.request;
        assert_eq!((r.answer.days, r.extension.days), (20, 20));
        assert_eq!((r.supplement_notice.days, r.third_party.days), (7, 15));
        assert_eq!(r.answer.article, "第三十三条");
    }

    #[test]
    fn refusals_say_what_to_write() {
        for (from, to, says) in [
            (
                "answer = { days = 20",
                "answer = { days = 0",
                "[request] answer",
            ),
            ("triage = 2", "triages = 2", "unknown field"),
            ("from = 100", "from = 20", "[[fee.pages]]"),
            ("from = 10\n", "from = 10\nstep = 3\n", "[[fee.items]]"),
            ("\"第三十条\"", "\"\"", "supplement_notice"),
        ] {
            let text = SHIPPED.replacen(from, to, 1);
            assert_ne!(text, SHIPPED, "{from}");
            let error = Terms::parse(&text).expect_err(from);
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn fees_are_progressive() {
        let fee = Terms::parse(SHIPPED).expect("shipped").fee;
        let yuan = |n: i128| Money(n * 100);
        for (pages, due) in [
            (0, 0),
            (30, 0),
            (31, 10),
            (100, 700),
            (101, 720),
            (200, 2700),
            (201, 2740),
        ] {
            assert_eq!(fee.of_pages(pages), yuan(due), "{pages} pages");
        }
        for (items, due) in [
            (10, 0),
            (11, 100),
            (30, 2000),
            (31, 2200),
            (40, 4000),
            (41, 4300),
            (50, 7000),
            (51, 7400),
        ] {
            assert_eq!(fee.of_items(items), yuan(due), "{items} items");
        }
        for items in 0..200 {
            let one_by_one: i128 = (0..items)
                .map(|n| match n {
                    0..10 => 0,
                    10..30 => 100,
                    n => 200 + 100 * i128::from((n - 30) / 10),
                })
                .sum();
            assert_eq!(fee.of_items(items), yuan(one_by_one), "{items} items");
        }
    }
}
