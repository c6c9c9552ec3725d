//! The papers read back: what stands on them, that they are the same each time, and that no text
//! breaks them.

mod samples;

use calamine::{Data, Reader, Xlsx};
use fisc_i18n::Messages;
use fisc_model::Money;
use fisc_model::lead::Bilingual;
use fisc_review::paper::*;
use proptest::prelude::*;
use quick_xml::events::Event;
use samples::{DIGEST, Sample, day};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    let mut part = archive.by_name(name).expect("the part");
    part.read_to_string(&mut text).expect("UTF-8");
    text
}

/// The text of a part as a person reads it: a line for a paragraph, a line with bars for a row.
fn text(bytes: &[u8], name: &str) -> String {
    let xml = part(bytes, name);
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut out, mut cells, mut cell) = (String::new(), Vec::new(), String::new());
    let mut in_text = false;
    let mut table = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return out,
            Event::Start(e) => match e.local_name().as_ref() {
                "tbl" => table += 1,
                "t" => in_text = true,
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "tbl" => table -= 1,
                "t" => in_text = false,
                "p" if table > 0 => cell.push('⏎'),
                "p" => {
                    out.push_str(cell.trim_end());
                    cell.clear();
                    out.push('\n');
                }
                "tc" => cells.push(std::mem::take(&mut cell).trim_matches('⏎').to_string()),
                "tr" => {
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                    cells.clear();
                }
                _ => {}
            },
            Event::Text(e) if in_text => cell.push_str(&e.xml10_content()),
            Event::GeneralRef(e) if in_text => match e.resolve_char_ref().expect("a reference") {
                Some(c) => cell.push(c),
                None => cell
                    .push_str(quick_xml::escape::resolve_xml_entity(&e).expect("an entity of XML")),
            },
            _ => {}
        }
    }
}

fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(name).expect("the sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn each_paper_says_what_it_should() {
    for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let sample = Sample::new(lang, 60);
        for (name, id, bytes) in sample.all() {
            // To look at them: FISC_PAPERS names a folder that is there.
            if let Some(folder) = std::env::var_os("FISC_PAPERS") {
                let path = std::path::Path::new(&folder).join(format!("{name}-{code}.docx"));
                std::fs::write(path, &bytes).expect("written");
            }
            let body = text(&bytes, "word/document.xml");
            let foot = text(&bytes, "word/footer1.xml");
            insta::assert_snapshot!(format!("{name}-{code}"), format!("{body}--- foot\n{foot}"));
            assert_eq!(identify(&bytes), Some(id), "{name}");
        }
    }
}

#[test]
fn the_same_values_give_the_same_bytes_without_a_clock() {
    for lang in [Lang::Zh, Lang::En] {
        let (a, b) = (Sample::new(lang, 60), Sample::new(lang, 60));
        assert!(a.all() == b.all());
        let xlsx = |s: &Sample| s.evidence_form().xlsx().expect("an xlsx");
        assert!(xlsx(&a) == xlsx(&b));
        assert!(
            a.ledger(|l| l.xlsx().expect("an xlsx")) == b.ledger(|l| l.xlsx().expect("an xlsx"))
        );
        let ledger = a.ledger(|l| l.xlsx().expect("an xlsx"));
        let docx = a.all().into_iter().map(|p| p.2);
        // Two papers made in one second could agree by chance: no part bears a date of today.
        for bytes in docx.chain([xlsx(&a), ledger]) {
            let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
            for i in 0..archive.len() {
                let part = archive.by_index(i).expect("a part");
                let year = part.last_modified().map(|d| d.year());
                assert_eq!(year, Some(1980), "{:?}", part.name());
            }
            let core = part(&bytes, "docProps/core.xml");
            assert!(core.contains(">2026-03-09T00:00:00Z<"), "{core}");
        }
    }
}

#[test]
fn a_docx_shows_fifty_rows_and_the_xlsx_has_all() {
    let sample = Sample::new(Lang::Zh, 60);
    let form = sample.evidence_form();
    let docx = text(&form.docx().expect("a docx"), "word/document.xml");
    assert!(docx.contains("| 50 |") && !docx.contains("| 51 |"));
    assert!(docx.contains("以上为前 50 行，另有 11 行，共 61 行"));
    let rows = sheet(&form.xlsx().expect("an xlsx"), "证据明细");
    // A head, 60 rows of the lead and one of the indicator, a total.
    assert_eq!(rows.len(), 63);
    assert_eq!(rows[60][7], Data::Float(12_346.27));
    assert_eq!(rows[61][7], Data::Empty, "an indicator adds no amount");
    // The row that both rest on counts once: 60 × 12345.67 + 0.01 × (1 + … + 60).
    assert_eq!(rows[62][7], Data::Float(740_758.50));
    let heads = sample.working_paper().docx().expect("a docx");
    assert!(part(&heads, "word/document.xml").contains("<w:tblHeader />"));
}

#[test]
fn no_rows_and_few_rows_are_said() {
    let mut sample = Sample::new(Lang::En, 1);
    sample.leads.truncate(1);
    let said = |s: &Sample| {
        text(
            &s.evidence_form().docx().expect("a docx"),
            "word/document.xml",
        )
    };
    assert!(said(&sample).contains("One row."));
    sample.leads.clear();
    assert!(said(&sample).contains("No rows of the ledger are attached."));
    assert_eq!(
        sheet(&sample.evidence_form().xlsx().expect("an xlsx"), "Evidence").len(),
        2
    );
}

#[test]
fn the_ledger_of_rectification_is_exact() {
    let sample = Sample::new(Lang::Zh, 1);
    let bytes = sample.ledger(|l| l.xlsx().expect("an xlsx"));
    if let Some(folder) = std::env::var_os("FISC_PAPERS") {
        let path = std::path::Path::new(&folder).join("rectification.xlsx");
        std::fs::write(path, &bytes).expect("written");
        let form = sample.evidence_form().xlsx().expect("an xlsx");
        std::fs::write(std::path::Path::new(&folder).join("form.xlsx"), form).expect("written");
    }
    let rows = sheet(&bytes, "整改台账");
    let column = |head: &str| {
        let found = rows[0].iter().position(|c| *c == *head);
        found.unwrap_or_else(|| panic!("no column {head}: {:?}", rows[0]))
    };
    assert_eq!(rows[1][column("金额（元）")], Data::Float(1_234_567_890.12));
    assert_eq!(
        rows[1][column("归还原渠道（核实）")],
        Data::Float(1_200_000_000.0)
    );
    assert_eq!(rows[1][column("整改状态")].to_string(), "已销号");
    assert_eq!(rows[1][column("逾期天数")], Data::Empty);
    assert_eq!(rows[2][column("逾期天数")], Data::Float(30.0));
    assert_eq!(rows[2][column("整改状态")].to_string(), "未报告");
    assert_eq!(
        rows[3][column("归还原渠道（报告）")],
        Data::Float(1_200_000_000.0)
    );
    assert_eq!(rows[3][column("金额（元）")], Data::Empty);
    let reported = &rows[1][column("整改措施和结果（被审计单位报告）")];
    assert_eq!(reported, &Data::String("=HYPERLINK(\"x\")".into()));
    let mut book = Xlsx::new(Cursor::new(&bytes)).expect("a workbook");
    assert!(
        book.worksheet_formula("整改台账")
            .expect("the sheet")
            .is_empty()
    );
    let styles = part(&bytes, "xl/styles.xml");
    assert!(
        styles.contains("quotePrefix=\"1\""),
        "it stays a text when edited"
    );
    assert_eq!(identify(&bytes), Some(sample.ledger(|l| l.id())));
}

#[test]
fn large_amounts_are_exact() {
    let mut sample = Sample::new(Lang::Zh, 1);
    sample.leads.truncate(1);
    sample.leads[0].evidence[0].amount = Money(fisc_model::money::LARGEST);
    let rows = sheet(&sample.evidence_form().xlsx().expect("an xlsx"), "证据明细");
    assert_eq!(rows[1][7].to_string(), "9,999,999,999,999,999.99");
}

#[test]
fn long_texts_are_whole_in_the_docx_and_said_to_be_cut_in_the_xlsx() {
    let mut sample = Sample::new(Lang::Zh, 1);
    sample.first.facts.zh = "事".repeat(100_000);
    let form = sample.evidence_form();
    let docx = text(&form.docx().expect("a docx"), "word/document.xml");
    assert_eq!(
        docx.matches('事').count(),
        100_000 + "审计事项".len() / 12 * 3
    );
    let cells = sheet(&form.xlsx().expect("an xlsx"), "文书").concat();
    let cut = cells
        .iter()
        .map(Data::to_string)
        .find(|c| c.contains("从略"));
    let cut = cut.expect("a cell that says so");
    assert!(cut.encode_utf16().count() < 32_767);
}

#[test]
fn paragraphs_are_where_the_text_is() {
    let sample = Sample::new(Lang::Zh, 1);
    let matters = [sample.matter(&sample.first), sample.matter(&sample.second)];
    let report = sample.report(&matters);
    let placed = report.paragraphs();
    assert_eq!(placed["F-001"].paragraph, "四（一）");
    assert_eq!(
        (placed["F-002"].paragraph.as_str(), placed["F-002"].version),
        ("四（二）", 1)
    );
    let said = text(&report.docx().expect("a docx"), "word/document.xml");
    let (_, after) = said
        .split_once("四、审计发现的主要问题")
        .expect("the section");
    assert!(after.contains("（二）结转资金长期闲置"));
}

#[test]
fn what_is_none_of_ours_is_nothing() {
    let sample = Sample::new(Lang::Zh, 1);
    let bytes = sample.evidence_form().docx().expect("a docx");
    assert_eq!(identify(b""), None);
    assert_eq!(identify(b"PK\x03\x04 not a zip"), None);
    assert_eq!(identify(&bytes[..bytes.len() / 2]), None);
    let id = identify(&bytes).expect("ours");
    assert_eq!(
        id.kind.document(),
        Some(fisc_model::act::DocumentKind::EvidenceForm)
    );
    assert_eq!(id.subjects[0].name, "finding/F-001@2");
    assert_eq!(id.subjects[0].sha256, DIGEST);
    assert_eq!(Kind::Receipt.document(), None);
}

/// An office program writes all parts anew: other order, other prefixes, further properties.
#[test]
fn an_edited_paper_is_still_known() {
    use std::io::Write;
    let papers = Sample::new(Lang::Zh, 1).all();
    let found = papers.into_iter().find(|p| p.0 == "report");
    let (_, id, bytes) = found.expect("a report");
    let of_ours = part(&bytes, "docProps/custom.xml");
    let mut xml = String::from(
        "<?xml version=\"1.0\"?>\n<Properties xmlns=\"p\" xmlns:v=\"t\">\n<property name=\"KSOProductBuildVer\" pid=\"9\"><v:lpwstr>2052</v:lpwstr></property>",
    );
    let parts = of_ours.split("<property ").skip(1).map(|p| {
        let name = p.split("name=\"").nth(1).and_then(|n| n.split('"').next());
        let value = p
            .split("<vt:lpwstr>")
            .nth(1)
            .and_then(|v| v.split('<').next());
        (name.expect("a name"), value.expect("a value"))
    });
    let parts: Vec<(&str, &str)> = parts.collect();
    assert!(parts.len() > 1, "{of_ours}");
    for (name, value) in parts.iter().rev() {
        let value = value.replace('F', "&#70;");
        xml.push_str(&format!(
            "\n <property name=\"{name}\" pid=\"2\">\n<v:lpwstr>{value}</v:lpwstr>\n</property>"
        ));
    }
    xml.push_str("</Properties>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("docProps/custom.xml", options)
        .expect("a part");
    zip.write_all(xml.as_bytes()).expect("written");
    let bytes = zip.finish().expect("a zip").into_inner();
    assert_eq!(identify(&bytes), Some(id));
}

#[test]
fn blanks_are_left_to_be_filled_in_by_hand() {
    let sample = Sample::new(Lang::Zh, 1);
    let mut paper = sample.working_paper();
    paper.review = None;
    paper.head.date = None;
    let said = text(&paper.docx().expect("a docx"), "word/document.xml");
    assert!(
        said.contains("☐ 予以认可⏎☐ 责成采取进一步审计措施"),
        "{said}"
    );
    assert!(said.contains("年　　月　　日"));
    let mut form = sample.evidence_form();
    form.opinion = Some(Opinion {
        text: "情况属实。",
        by: "某县交通运输局",
        on: day(3, 11),
    });
    let said = text(&form.docx().expect("a docx"), "word/document.xml");
    assert!(said.contains("情况属实。⏎⏎某县交通运输局"), "{said}");
}

#[test]
fn both_languages_say_the_same_and_every_message_is_said() {
    let messages = Messages::new(
        include_str!("../../i18n/en/paper.ftl"),
        include_str!("../../i18n/zh/paper.ftl"),
    );
    assert_eq!(messages.problems(), [""; 0]);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/paper");
    let mut source = String::new();
    for entry in std::fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        source.push_str(&std::fs::read_to_string(path).expect("UTF-8"));
    }
    let ids = messages.ids();
    let unused: Vec<&&str> = ids
        .iter()
        .filter(|id| !source.contains(&format!("\"{id}\"")))
        .collect();
    assert!(unused.is_empty(), "messages that nobody says: {unused:?}");
    let said: BTreeSet<&str> = [".t(", ".f(", ".money(", ".amount_column("]
        .iter()
        .flat_map(|call| source.split(call).skip(1))
        .filter_map(|after| after.trim_start().strip_prefix('"')?.split('"').next())
        .collect();
    let missing: Vec<&&str> = said.iter().filter(|id| !ids.contains(**id)).collect();
    assert!(missing.is_empty(), "names without a message: {missing:?}");
    assert!(
        said.len() > 100,
        "the names are no longer found: {}",
        said.len()
    );
    // A message whose places are not filled would show them.
    for lang in [Lang::Zh, Lang::En] {
        let sample = Sample::new(lang, 60);
        for (name, _, bytes) in sample.all() {
            let said = text(&bytes, "word/document.xml") + &text(&bytes, "word/footer1.xml");
            assert!(!said.contains("{$"), "{name}: {said}");
        }
    }
}

/// Texts that have broken documents before: markup, control characters, halves of emoji sequences,
/// turned directions, what spreadsheets and Excel's own escapes take for something else.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("<w:t>&amp;]]>".to_string()),
        Just("=cmd|' /C calc'!A1".to_string()),
        Just("_x0041_".to_string()),
        Just("\u{0}\u{8}\u{b}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}".to_string()),
        Just("\u{202e}gpj.\u{2066}".to_string()),
        Just("\r\n\r\t\n".to_string()),
        Just("'\"\\u0041{$x}".to_string()),
        Just("👩‍👩‍👧‍👦\u{10ffff}".to_string()),
        ".{0,12}",
        any::<String>(),
    ];
    proptest::collection::vec(pieces, 0..5).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_paper(a in nasty(), b in nasty(), c in nasty()) {
        for lang in [Lang::Zh, Lang::En] {
            let mut sample = Sample::new(lang, 2);
            for f in [&mut sample.first, &mut sample.second] {
                f.id = a.clone();
                f.title = Bilingual { en: b.clone(), zh: c.clone() };
                f.facts = Bilingual { en: a.clone(), zh: b.clone() };
                f.remedy = Bilingual { en: c.clone(), zh: a.clone() };
                f.criteria[0].instrument = b.clone();
                f.criteria[0].text = c.clone();
            }
            for lead in &mut sample.leads {
                lead.lead_id = c.clone();
                lead.method = b.clone();
                lead.evidence[0].source = a.clone();
                lead.evidence[0].table = b.clone();
            }
            for (name, id, bytes) in sample.all() {
                for part_name in ["word/document.xml", "word/footer1.xml"] {
                    let xml = part(&bytes, part_name);
                    let bad = |c: char| c.is_control() && c != '\n' || "\u{fffe}\u{ffff}\u{202e}\u{2066}".contains(c);
                    prop_assert!(!xml.contains(bad), "{} {}", name, part_name);
                    prop_assert!(!xml.contains("<w:t>&amp;]]"));
                    text(&bytes, part_name);
                }
                prop_assert_eq!(identify(&bytes), Some(id));
            }
            let mut form = sample.evidence_form();
            form.head.title = &a;
            form.head.document = &b;
            form.head.engagement = &c;
            form.matter.auditee = &c;
            let bytes = form.xlsx().expect("an xlsx");
            prop_assert_eq!(identify(&bytes), Some(form.id()));
            prop_assert_eq!(identify(&form.docx().expect("a docx")), Some(form.id()));
            let mut book = Xlsx::new(Cursor::new(&bytes)).expect("a workbook");
            for name in book.sheet_names() {
                prop_assert!(book.worksheet_formula(&name).expect("the sheet").is_empty());
                book.worksheet_range(&name).expect("the sheet");
            }
        }
    }

    #[test]
    fn any_bytes_are_a_paper_or_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0usize..2000) {
        let _ = identify(&bytes);
        let mut paper = Sample::new(Lang::Zh, 0).evidence_form().docx().expect("a docx");
        let at = at % paper.len();
        for (to, from) in paper[at..].iter_mut().zip(&bytes) {
            *to = *from;
        }
        let _ = identify(&paper);
    }
}
