//! Matching against published values, by its properties, and on names as ledgers spell them.

#![allow(clippy::float_cmp)] // results are rounded: equal means equal to the last bit

use fisc_stats::matching::{
    Limits, Name, Pair, Payee, anagram_key, bigram_dice, jaro_winkler, match_payees, match_weight,
    name_key, name_similarity, one_apart, payee_model, text_key, transposed_digits,
};
use proptest::prelude::*;

fn close(value: f64, expected: f64) -> bool {
    (value - expected).abs() < 1e-11
}

/// Winkler (1990, 1994): the names that every description of the measure uses.
#[test]
fn jaro_winkler_of_the_published_names() {
    for (a, b, expected) in [
        ("MARTHA", "MARHTA", 0.961_111_111_111),
        ("DIXON", "DICKSONX", 0.813_333_333_333),
        ("DWAYNE", "DUANE", 0.84),
        ("JONES", "JOHNSON", 0.832_380_952_381),
        ("MASSEY", "MASSIE", 0.933_333_333_333),
        ("ABROMS", "ABRAMS", 0.922_222_222_222),
        ("HARDIN", "MARTINEZ", 0.722_222_222_222),
        ("ITMAN", "SMITH", 0.466_666_666_667),
        ("JERALDINE", "GERALDINE", 0.925_925_925_926),
        ("MICHELLE", "MICHAEL", 0.921_428_571_429),
    ] {
        let value = jaro_winkler(a, b);
        assert!(close(value, expected), "{a} {b}: {value}");
    }
}

#[test]
fn dice_of_bigrams_counts_repeats() {
    assert_eq!(bigram_dice("night", "nacht"), 0.25); // Dice's coefficient, the usual example
    assert_eq!(bigram_dice("甲乙丙丁", "甲乙丙"), 0.8);
    assert_eq!(
        bigram_dice("aaaa", "aa"),
        0.5,
        "aa is in the first one three times"
    );
    assert_eq!(bigram_dice("甲", "乙"), 0.0);
    assert_eq!(bigram_dice("甲", "甲"), 1.0);
}

#[test]
fn spellings_of_one_name_have_one_key() {
    for (a, b) in [
        ("东溪县（甲）建材有限公司", "东溪县(甲)建材有限责任公司"),
        ("ACME Ltd.", "Acme, LTD"),
        ("ＡＢＣ　公司", "abc"),
        ("甲乙集团股份有限公司", "甲乙集团有限公司"),
        ("甲乙股份有限公司", "甲乙股份"),
        ("甲乙电子股份有限公司", "甲乙电子有限公司"),
        ("甲乙种子公司", "甲乙种子"),
        ("甲乙科技 Co., Ltd.", "甲乙科技有限公司"),
        ("Blackwood & Sons Ltd", "BLACKWOOD AND SONS LIMITED"),
        ("Blackwood & Co. Ltd.", "Blackwood"),
        ("Talleres Norte S.A.", "Talleres Norte SA"),
        ("Talleres Norte, S. A.", "TALLERES NORTE S.A"),
        ("Officine Alba S.p.A.", "officine alba spa"),
        ("Nordlicht G.m.b.H.", "Nordlicht GmbH"),
        ("O'Neal Printing Inc", "ONeal Printing, Inc."),
        ("Rivers Co.Ltd.", "RIVERS"),
    ] {
        assert_eq!(name_key(a), name_key(b), "{a} {b}");
    }
    for (a, b) in [
        ("甲建材公司", "乙建材公司"),
        ("甲建材有限公司", "甲建材有限公司北京分公司"),
        ("Zinc", "Z"),
        ("Visa", "Vi"),
        ("北京甲乙科技", "上海甲乙科技"),
    ] {
        assert_ne!(name_key(a), name_key(b), "{a} {b}");
    }
    assert_eq!(
        name_key("公司"),
        "公司",
        "a name is never reduced to nothing"
    );
    assert_eq!(name_key("Limited Company"), "limited");
    assert_eq!(name_key("甲（集团）有限公司"), "甲");
    assert_eq!(
        name_key("甲乙分公司"),
        "甲乙分公司",
        "a branch is another body"
    );
    assert_eq!(text_key("ＩＮＶ-００１２ /a"), "inv0012a");
}

#[test]
fn regions_are_set_aside() {
    for (name, stem, regions) in [
        (
            "北京市海淀区某某科技有限公司",
            "某某科技",
            vec!["北京", "海淀"],
        ),
        // Districts and counties that are called like a region of the list.
        (
            "北京市朝阳区某某科技有限公司",
            "某某科技",
            vec!["北京", "朝阳"],
        ),
        ("湖南省长沙县某某建材厂", "某某建材厂", vec!["湖南", "长沙"]),
        ("大连市中山区某某商店", "某某商店", vec!["中山", "大连"]),
        ("某某科技(北京)有限公司", "某某科技", vec!["北京"]),
        ("某某科技有限公司（北京）", "某某科技", vec!["北京"]),
        (
            "内蒙古自治区呼伦贝尔市某某牧业公司",
            "某某牧业",
            vec!["内蒙古", "呼伦贝尔"],
        ),
        (
            "青山省东溪县某某建材有限公司",
            "某某建材",
            vec!["东溪", "青山"],
        ),
        ("广西壮族自治区南宁市财政局", "财政局", vec!["南宁", "广西"]),
        ("某某(中国)有限公司", "某某中国", vec![]),
        ("上海公司", "上海", vec![]),
        ("好超市有限公司", "好超市", vec![]),
        (
            "Beijing Moumou Technology Co., Ltd.",
            "moumoutechnology",
            vec!["beijing"],
        ),
        (
            "Moumou (Shanghai) Trading Ltd",
            "moumoutrading",
            vec!["shanghai"],
        ),
        ("Shanghai Ltd", "shanghai", vec![]),
    ] {
        let found = Name::new(name);
        assert_eq!(
            (found.stem().as_str(), found.regions),
            (stem, regions.iter().map(ToString::to_string).collect()),
            "{name}"
        );
    }
}

/// The table of docs/matching.md: what typical differences come to.
#[test]
fn similarity_of_typical_differences() {
    let table = include_str!("../../../docs/matching.md");
    let table = table
        .split("| first name | second name |")
        .nth(1)
        .expect("the table");
    let mut rows = 0;
    let mut wrong = Vec::new();
    for row in table.lines().skip(2).take_while(|l| l.starts_with('|')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let value = format!("{:.3}", name_similarity(cells[1], cells[2]));
        if value != cells[3] {
            wrong.push(format!("| {} | {} | {value} |", cells[1], cells[2]));
        }
        rows += 1;
    }
    assert!(
        wrong.is_empty() && rows > 10,
        "{rows} rows\n{}",
        wrong.join("\n")
    );
}

/// The table of weights in docs/matching.md is the shipped model.
#[test]
fn the_page_has_the_weights_of_the_model() {
    let page = include_str!("../../../docs/matching.md");
    let mut expected = String::from("| field | level | m | u | weight in bits |\n");
    expected += "| --- | --- | --- | --- | --- |\n";
    for field in payee_model().fields() {
        for level in &field.levels {
            let weight = match_weight(level.m, level.u).expect("shares");
            let (field, name, m, u) = (&field.name, &level.name, level.m, level.u);
            expected += &format!("| {field} | {name} | {m} | {u} | {weight:.2} |\n");
        }
    }
    assert!(page.contains(&expected), "{expected}");
}

#[test]
fn exchanged_digits() {
    for (a, b) in [
        ("1254.00", "1524.00"),
        ("V-1023", "v1032"),
        ("12.34", "1 32.4"),
        ("１２", "21"),
    ] {
        assert!(transposed_digits(a, b), "{a} {b}");
        assert_eq!(anagram_key(a), anagram_key(b));
    }
    for (a, b) in [
        ("1234", "1234"),
        ("1234", "4231"),
        ("1234", "2143"),
        ("1123", "1123"),
        ("ab12", "ba12"),
        ("123", "1230"),
        ("1234", "1235"),
        ("a1", "1a"),
    ] {
        assert!(!transposed_digits(a, b), "{a} {b}");
    }
}

/// Names that no register has, as eight ledgers might spell them, with what is known beside.
fn ledger() -> Vec<Payee<'static>> {
    [
        ("北京市海淀区甲辰星海科技有限公司", None),
        ("甲辰星海科技（北京）有限公司", None),
        ("甲辰兴海科技有限公司", None),
        ("上海甲辰星海科技有限公司", None),
        ("甲辰第一建筑有限公司", None),
        ("甲辰第二建筑有限公司", None),
        ("Blackwood Printing Ltd", Some("00123456781")),
        ("Printing Blackwood", Some("00123456718")),
        ("Heron Farm Produce", Some("00123456781")),
    ]
    .map(|(name, account)| Payee {
        name,
        account,
        id: None,
    })
    .to_vec()
}

#[test]
fn pairs_are_explained() {
    let mut pairs: Vec<Pair> = Vec::new();
    let report = match_payees(&ledger(), &payee_model(), Limits::default(), 15.0, |p| {
        pairs.push(p)
    });
    pairs.sort_by_key(|p| (p.a, p.b));
    let text: Vec<String> = pairs
        .iter()
        .map(|p| {
            let said = p.score.fields.iter().filter(|f| f.level != "not known");
            let fields: Vec<String> = said
                .map(|f| format!("{} {} {:.2}", f.field, f.level, f.weight))
                .collect();
            format!(
                "{}-{} {:.2}: {}",
                p.a,
                p.b,
                p.score.total,
                fields.join(", ")
            )
        })
        .collect();
    assert_eq!(
        text,
        [
            "0-1 25.94: name same 22.63, region agrees 3.31",
            "0-2 19.61: name same sound 19.61",
            "0-3 16.14: name same 22.63, region differs -6.49",
            "1-2 19.61: name same sound 19.61",
            "1-3 16.14: name same 22.63, region differs -6.49",
            "2-3 19.61: name same sound 19.61",
            "6-7 36.92: name same 22.63, account two digits exchanged 14.29",
        ]
    );
    assert_eq!(
        (
            report.pairs,
            report.blocks.over_large,
            report.blocks.left_out
        ),
        (7, 0, 0)
    );
    assert!(
        report.compared > report.pairs,
        "第一 and 第二, and one account with two names"
    );
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9 .&()',-]{0,24}",
        "[甲乙丙丁星海华兴科技建材物业一二北京上海市县区省（）公司有限集团]{0,14}",
        ".{0,16}",
    ]
}

/// Full width of what has one.
fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(wide).collect()
}

proptest! {
    #[test]
    fn similarity_is_symmetric_and_between_none_and_one(a in name(), b in name()) {
        let value = name_similarity(&a, &b);
        prop_assert!((0.0..=1.0).contains(&value));
        prop_assert_eq!(value, name_similarity(&b, &a));
        prop_assert_eq!(jaro_winkler(&a, &b), jaro_winkler(&b, &a));
        prop_assert_eq!(bigram_dice(&a, &b), bigram_dice(&b, &a));
        prop_assert_eq!(one_apart(&a, &b), one_apart(&b, &a));
        prop_assert_eq!(transposed_digits(&a, &b), transposed_digits(&b, &a));
    }

    #[test]
    fn spelling_changes_nothing(a in "[ -~]{0,24}", b in name()) {
        prop_assert_eq!(name_similarity(&a, &a), 1.0);
        let value = name_similarity(&a, &b);
        for other in [full_width(&a), a.to_uppercase(), a.to_lowercase(), format!(" {a} ")] {
            prop_assert_eq!(name_key(&other), name_key(&a));
            prop_assert_eq!(name_similarity(&other, &b), value);
        }
        prop_assert!(!transposed_digits(&a, &a) && !one_apart(&a, &a));
    }

    /// A key is in normal form: its own key, but for a form that only punctuation kept from the end.
    #[test]
    fn keys_hold_letters_and_digits(a in name()) {
        let key = name_key(&a);
        prop_assert!(key.chars().all(char::is_alphanumeric));
        prop_assert_eq!(key.is_empty(), text_key(&a.replace('&', "and")).is_empty());
        let name = Name::new(&a);
        prop_assert_eq!(name.stem().is_empty(), key.is_empty());
        prop_assert_eq!(name.key, key);
    }
}
