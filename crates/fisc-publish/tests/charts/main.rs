//! The drawings, as bytes and as pages for a browser: where `FISC_CHARTS` names a folder, each is
//! written there with the style of the site, to be looked at on a telephone, dark and printed.

use fisc_publish::charts::boxes::{Stratum, boxes};
use fisc_publish::charts::bunching::{Bunching, bunching};
use fisc_publish::charts::curve::{Mark, curve, share_of_largest};
use fisc_publish::charts::digits::{Digit, digits};
use fisc_publish::charts::figure::{Figure, Heading};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Benford's shares in millionths, and what was seen among 2,000 invented payments; the band is two
/// standard deviations of chance wide on each side.
fn first_digits() -> Vec<Digit> {
    let expected = [
        301_030, 176_091, 124_939, 96_910, 79_181, 66_947, 57_992, 51_153, 45_757,
    ];
    let observed = [
        296_000, 171_500, 119_000, 92_500, 131_000, 60_500, 49_000, 44_500, 36_000,
    ];
    let band = [
        20_100, 16_690, 14_490, 12_970, 11_840, 10_960, 10_250, 9_650, 9_150,
    ];
    let of = |(i, ((e, o), b)): (usize, ((&i128, &i128), &i128))| Digit {
        label: (i + 1).to_string(),
        observed: *o,
        expected: *e,
        low: e - b,
        high: e + b,
        shown: format!("{}.{} %", o / 10_000, o / 1_000 % 10),
    };
    expected
        .iter()
        .zip(&observed)
        .zip(&band)
        .enumerate()
        .map(of)
        .collect()
}

/// First two digits, of which 50 is far too frequent.
fn two_digits() -> Vec<Digit> {
    let of = |d: i128| {
        // log10(1 + 1/d) in millionths, by the series of the area hyperbolic tangent.
        let odd = 2 * d + 1;
        let expected = 868_589 / odd + 868_589 / (3 * odd * odd * odd);
        let observed = if d == 50 {
            expected * 4
        } else {
            expected * (95 + d * 7 % 11) / 100
        };
        Digit {
            label: d.to_string(),
            observed,
            expected,
            low: expected * 88 / 100,
            high: expected * 112 / 100,
            shown: format!("{d}: {}.{} %", observed / 10_000, observed / 1_000 % 10),
        }
    };
    (10..100).map(of).collect()
}

fn head<'a>(of: &[&'a str]) -> Vec<Heading<'a>> {
    let heading = |(i, text): (usize, &&'a str)| Heading {
        text,
        number: i > 0,
    };
    of.iter().enumerate().map(heading).collect()
}

fn figure(
    id: &str,
    message: &str,
    drawing: Markup,
    headings: &[&str],
    rows: Vec<Vec<String>>,
) -> Markup {
    Figure {
        id,
        message: html! { (message) },
        drawing,
        summary: "The same as a table",
        caption: message,
        headings: &head(headings),
        rows,
    }
    .markup()
}

fn digits_against_expectation() -> Markup {
    let all = first_digits();
    let rows = all
        .iter()
        .map(|d| [&d.label, &d.shown].map(String::clone).to_vec())
        .collect();
    let drawing = digits(&all, "Benford's law, with 95 % of chance", "digits");
    figure(
        "digits",
        "Payments that begin with 5 are two thirds more than expected",
        drawing,
        &["first digit", "share"],
        rows,
    )
}

fn pairs_of_digits() -> Markup {
    let all = two_digits();
    let rows = all
        .iter()
        .map(|d| [&d.label, &d.shown].map(String::clone).to_vec())
        .collect();
    let drawing = digits(&all, "本福特定律及 95 % 随机范围", "pairs");
    figure(
        "pairs",
        "以 50 开头的支付为预期的四倍",
        drawing,
        &["前两位数字", "比例"],
        rows,
    )
}

fn spread_of_strata() -> Markup {
    let stratum = |label: &str, five: [i128; 5], beyond: &[i128]| Stratum {
        label: label.into(),
        low: five[0],
        q1: five[1],
        median: five[2],
        q3: five[3],
        high: five[4],
        beyond: beyond.to_vec(),
        shown: format!("median {}", five[2]),
    };
    let strata = [
        stratum("Travel", [80, 400, 900, 1_500, 3_000], &[3_400, 3_900]),
        stratum(
            "Conferences and training of the county's departments and their units",
            [500, 2_000, 3_500, 6_000, 11_500],
            &[],
        ),
        stratum(
            "Building",
            [1_000, 4_000, 9_000, 14_000, 25_000],
            &[180_000, 32_000, 96_000],
        ),
        stratum("Refunds", [-2_000, -500, 0, 0, 200], &[]),
    ];
    let rows = strata
        .iter()
        .map(|s| {
            let five = [s.low, s.q1, s.median, s.q3, s.high];
            let mut row = vec![s.label.clone()];
            row.extend(five.iter().map(i128::to_string));
            row.push(s.beyond.len().to_string());
            row
        })
        .collect();
    let drawing = boxes(
        &strata,
        "spread",
        &|v| format!("{v} yuan"),
        &|n, farthest| format!("{n} farther out, up to {farthest}"),
    );
    let headings = [
        "kind",
        "low",
        "lower quartile",
        "median",
        "upper quartile",
        "high",
        "beyond",
    ];
    figure(
        "spread",
        "Three payments for building lie far from all others",
        drawing,
        &headings,
        rows,
    )
}

fn around_a_limit() -> Markup {
    let columns = [
        3, 4, 2, 5, 4, 6, 9, 14, 22, 31, 4, 3, 5, 2, 4, 3, 2, 3, 2, 1,
    ];
    let rows = columns
        .iter()
        .enumerate()
        .map(|(i, n)| vec![format!("{},000 – ", 900 + 10 * i), n.to_string()])
        .collect();
    let drawing = bunching(
        &Bunching {
            columns: &columns,
            below: 10,
            ends: ["900,000", "1,100,000"],
            limit: "limit 1,000,000",
            left: "100 below",
            right: "29 above",
        },
        "limit",
    );
    figure(
        "limit",
        "Contracts gather just below the limit for open tender: 100 below, 29 above",
        drawing,
        &["from yuan", "contracts"],
        rows,
    )
}

fn few_get_much() -> Markup {
    let totals: Vec<i128> = (1..=120).map(|i| 4_000_000 / (i * i) + 200).collect();
    let mark = |k: usize| Mark {
        largest: k,
        text: format!("{k} of 120: {} %", share_of_largest(&totals, k) / 100),
    };
    let marks = [mark(3), mark(40)];
    let rows = [1, 3, 10, 40, 120]
        .map(|k| {
            vec![
                k.to_string(),
                format!("{} %", share_of_largest(&totals, k) / 100),
            ]
        })
        .to_vec();
    let drawing = curve(&totals, &marks, "equal shares", "few");
    figure(
        "few",
        "Three of 120 payees get four fifths of the money",
        drawing,
        &["largest", "share of all"],
        rows,
    )
}

fn page(body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" { head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width,initial-scale=1";
            title { "Drawings" }
            style { (PreEscaped(include_str!("../../src/site/site.css"))) }
        } body { main { (body) } } }
    }
    .into_string()
}

fn all() -> [(&'static str, Markup); 5] {
    [
        ("digits", digits_against_expectation()),
        ("pairs", pairs_of_digits()),
        ("boxes", spread_of_strata()),
        ("bunching", around_a_limit()),
        ("curve", few_get_much()),
    ]
}

#[test]
fn drawings_are_as_they_were_looked_at() {
    for (name, markup) in all() {
        let lines = markup.into_string().replace("><", ">\n<");
        insta::assert_snapshot!(name, lines);
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn written_for_a_browser() {
    let Some(folder) = std::env::var_os("FISC_CHARTS") else {
        eprintln!("skipped: FISC_CHARTS names no folder");
        return;
    };
    let folder = std::path::Path::new(&folder);
    std::fs::create_dir_all(folder).expect("made");
    let whole = html! { @for (_, markup) in all() { (markup) } };
    std::fs::write(folder.join("charts.html"), page(&whole)).expect("written");
}

#[test]
fn nothing_and_extremes_are_drawn_too() {
    let nothing = Bunching {
        columns: &[],
        below: 0,
        ends: ["", ""],
        limit: "",
        left: "",
        right: "",
    };
    for drawing in [
        digits(&[], "", "t"),
        boxes(&[], "t", &|v| v.to_string(), &|_, _| String::new()),
        bunching(&nothing, "t"),
        curve(&[], &[], "", "t"),
        curve(&[0, 0], &[], "", "t"),
        curve(&[i128::MAX / 8; 8], &[], "", "t"),
    ] {
        let svg = drawing.into_string();
        assert!(
            svg.starts_with("<svg role=\"img\" aria-labelledby=\"t\""),
            "{svg}"
        );
    }
}

/// What is written is text.
#[test]
fn no_label_becomes_markup() {
    let hostile = "<script>alert(1)</script>";
    let mut digit = first_digits();
    digit[4].label = hostile.into();
    digit[4].shown = hostile.into();
    let svg = digits(&digit, hostile, "t").into_string();
    assert!(!svg.contains("<script>") && svg.matches("&lt;script&gt;").count() == 3);
}
