//! Formats that come from accounting software: dbf tables and xml exports, whole and damaged.

mod common;

use common::Bench;
use encoding_rs::GB18030;
use fisc_load::LoadError;
use proptest::prelude::*;
use std::io::Write;

const MAPPING: &str = "[columns]\ncontract_id='编号'\norg_code={ from='单位', default='001' }\namount='金额'\nsigned_on={ from='日期', optional=true }\nsupplier_name={ from='供应商', optional=true }\n";

fn bench(name: &str, mapping: &str, bytes: impl AsRef<[u8]>) -> Bench {
    let source = format!("[[source]]\ntable='contract'\npath='{name}'\nmapping='m.toml'\n");
    Bench::new(&source)
        .file("m.toml", mapping)
        .file(name, bytes)
}

fn refused(b: &Bench) -> String {
    match b.load() {
        Err(LoadError::Refused(all)) => all.into_iter().map(|r| r.message).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

fn gb(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

/// A dbf file: version, code page, fields as (name, type, width, decimals) and records whose first
/// byte is the mark.
fn dbf(version: u8, driver: u8, fields: &[(&str, u8, u16, u8)], records: &[Vec<u8>]) -> Vec<u8> {
    let start = 32 + 32 * fields.len() as u16 + 1;
    let width = 1 + fields.iter().map(|f| f.2).sum::<u16>();
    let mut out = vec![version, 125, 3, 1];
    out.extend((records.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend(width.to_le_bytes());
    out.extend([0; 17]);
    out.extend([driver, 0, 0]);
    for (name, ty, width, decimals) in fields {
        let mut field = gb(name);
        field.resize(11, 0);
        field.push(*ty);
        field.extend([0; 4]);
        field.extend(if *ty == b'C' {
            width.to_le_bytes()
        } else {
            [*width as u8, *decimals]
        });
        field.resize(32, 0);
        out.extend(field);
    }
    out.push(0x0d);
    for record in records {
        assert_eq!(record.len(), usize::from(width));
        out.extend(record);
    }
    out.push(0x1a);
    out
}

/// A record of texts, each brought to its width.
fn record(mark: u8, cells: &[(Vec<u8>, usize)]) -> Vec<u8> {
    let mut out = vec![mark];
    for (cell, width) in cells {
        let mut cell = cell.clone();
        cell.resize(*width, b' ');
        out.extend(cell);
    }
    out
}

const FIELDS: [(&str, u8, u16, u8); 5] = [
    ("编号", b'C', 6, 0),
    ("单位", b'N', 4, 0),
    ("金额", b'N', 20, 2),
    ("日期", b'D', 8, 0),
    ("供应商", b'C', 9, 0),
];

fn contract(mark: u8, id: &str, amount: &str, day: &str, supplier: &[u8]) -> Vec<u8> {
    record(
        mark,
        &[
            (gb(id), 6),
            (b"  12".to_vec(), 4),
            (amount.as_bytes().to_vec(), 20),
            (day.as_bytes().to_vec(), 8),
            (supplier.to_vec(), 9),
        ],
    )
}

fn contracts() -> Vec<Vec<u8>> {
    let cut = gb("甲乙丙丁戊");
    vec![
        contract(
            b' ',
            "C1",
            " 9007199254740993.07",
            "20250301",
            &gb("甲公司"),
        ),
        contract(b'*', "C2", "1.00", "20250301", b""),
        // The width ends in the middle of the fifth character.
        contract(b' ', "C3", "-0.01", "", &cut[..9]),
        contract(b' ', "C4", "********************", "20250301", b""),
        contract(b' ', "C5", "1.00", "20250230", b""),
        contract(b'x', "C6", "1.00", "20250301", b""),
        contract(b' ', "C7", "1.00", "20250301", b"\xff\xffab"),
        contract(b' ', "", "", "        ", b""),
    ]
}

#[test]
fn a_dbf_table_in_gbk() {
    for driver in [0x4d, 0x7a, 0] {
        let b = bench("a.DBF", MAPPING, dbf(3, driver, &FIELDS, &contracts()[..3]));
        let f = b.one();
        assert_eq!(f.encoding.as_deref(), Some("gb18030"), "{driver}");
        assert_eq!((f.read, f.loaded, f.dropped), (3, 2, 1));
        assert_eq!(f.rules["deleted"], 1);
        assert_eq!(b.column("contract", "source_row"), ["1", "3"]);
        assert_eq!(
            b.column("contract", "amount"),
            ["9007199254740993.07", "-0.01"]
        );
        assert_eq!(b.column("contract", "org_code"), ["12", "12"]);
        assert_eq!(b.column("contract", "signed_on"), ["2025-03-01", "null"]);
        assert_eq!(
            b.column("contract", "supplier_name"),
            ["甲公司", "甲乙丙丁"]
        );
    }
}

#[test]
fn what_a_dbf_table_cannot_mean_is_rejected_with_its_place() {
    let bytes = dbf(3, 0x4d, &FIELDS, &contracts());
    let at = bytes.len() - 1 - 3 * 48;
    assert_eq!(bytes[at], b'x');
    let b = bench("a.dbf", MAPPING, bytes);
    let f = b.one();
    assert_eq!((f.read, f.loaded, f.dropped, f.rejected), (8, 2, 1, 5));
    assert_eq!(
        b.reasons(),
        [
            "not_an_amount",
            "not_a_date",
            "damaged",
            "encoding",
            "required"
        ]
    );
    let rejects = b.rejects();
    assert_eq!(
        (&rejects[2][1], &rejects[2][3]),
        ("6", at.to_string().as_str())
    );
    assert_eq!(&rejects[3][4], "供应商");
    assert_eq!(b.column("contract", "contract_id"), ["C1", "C3"]);
}

#[test]
fn the_encoding_of_a_mapping_goes_before_the_header() {
    let mapping = "encoding='utf-8'\n[columns]\ncontract_id='ID'\norg_code={value='1'}\namount='N'\nsupplier_name='S'\n";
    let fields = [("ID", b'C', 3, 0), ("N", b'F', 5, 1), ("S", b'C', 9, 0)];
    let row = record(
        b' ',
        &[
            (b"C1".to_vec(), 3),
            (b" 2.50".to_vec(), 5),
            ("甲公司".into(), 9),
        ],
    );
    let b = bench("a.dbf", mapping, dbf(0x30, 0x7a, &fields, &[row]));
    assert_eq!(b.one().encoding.as_deref(), Some("UTF-8"));
    assert_eq!(b.column("contract", "supplier_name"), ["甲公司"]);
}

#[test]
fn numbers_of_a_dbf_table_have_a_point_whatever_texts_have() {
    let mapping = format!("decimal_mark=','\n{MAPPING}");
    let b = bench("a.dbf", &mapping, dbf(3, 0x4d, &FIELDS, &contracts()[..1]));
    b.one();
    assert_eq!(b.column("contract", "amount"), ["9007199254740993.07"]);
}

#[test]
fn binary_fields_of_foxpro() {
    let mapping = "[columns]\ncontract_id='ID'\norg_code={ from='U', default='(none)' }\namount='Y'\nsigned_on='T'\npurpose={ from='L', map={ true='yes', false='no' } }\n";
    let mapping = mapping.replace("purpose={", "supplier_name={");
    let mut bytes = dbf(
        0x30,
        0x7a,
        &[
            ("ID", b'I', 4, 0),
            ("U", b'V', 6, 0),
            ("Y", b'Y', 8, 4),
            ("T", b'T', 8, 0),
            ("L", b'L', 1, 0),
            ("_NullFlags", b'0', 1, 0),
        ],
        &[
            [
                b" ".to_vec(),
                (-7_i32).to_le_bytes().to_vec(),
                b"AB\0\0\0\x02".to_vec(),
                1_234_500_i64.to_le_bytes().to_vec(),
                2_460_736_i32.to_le_bytes().to_vec(),
                3_600_000_i32.to_le_bytes().to_vec(),
                b"T".to_vec(),
                vec![0b01],
            ]
            .concat(),
            [
                b" ".to_vec(),
                8_i32.to_le_bytes().to_vec(),
                b"ABCDEF".to_vec(),
                (-100_i64).to_le_bytes().to_vec(),
                vec![0; 8],
                b"F".to_vec(),
                vec![0b10],
            ]
            .concat(),
        ],
    );
    bytes[32 + 32 + 18] = 2; // the second field may be null
    let b = bench("a.dbf", &mapping, bytes);
    assert_eq!(b.one().loaded, 2);
    assert_eq!(b.column("contract", "contract_id"), ["-7", "8"]);
    assert_eq!(b.column("contract", "org_code"), ["AB", "(none)"]);
    assert_eq!(b.column("contract", "amount"), ["123.45", "-0.01"]);
    assert_eq!(b.column("contract", "signed_on"), ["2025-03-01", "null"]);
    assert_eq!(b.column("contract", "supplier_name"), ["yes", "no"]);
}

const MEMO_MAPPING: &str =
    "[columns]\ncontract_id='ID'\norg_code={value='1'}\namount={value='1'}\nsupplier_name='M'\n";

#[test]
fn memo_files_of_foxpro_and_dbase() {
    let text = gb("甲乙公司");
    let mut fpt = vec![0; 512];
    fpt[7] = 64;
    fpt.extend([0, 0, 0, 1]);
    fpt.extend((text.len() as u32).to_be_bytes());
    fpt.extend(&text);
    let fields = [("ID", b'C', 2, 0), ("M", b'M', 4, 0)];
    let pointer = |id: &str, n: u32| [b" ", id.as_bytes(), &n.to_le_bytes()].concat();
    let rows = [pointer("A1", 8), pointer("A2", 0), pointer("A3", 99)];
    let b = bench("a.dbf", MEMO_MAPPING, dbf(0x30, 0x7a, &fields, &rows)).file("a.FPT", &fpt);
    let f = b.one();
    assert_eq!((f.loaded, f.rejected), (2, 1));
    assert_eq!(b.column("contract", "supplier_name"), ["甲乙公司", "null"]);
    assert_eq!(b.reasons(), ["damaged"]);
    assert!(
        b.rejects()[0][8].contains("beyond the end"),
        "{:?}",
        b.rejects()
    );

    for dbase4 in [false, true] {
        let mut dbt = vec![0; 512];
        if dbase4 {
            dbt.extend([0xff, 0xff, 8, 0]);
            dbt.extend((text.len() as u32 + 8).to_le_bytes());
        }
        dbt.extend(&text);
        dbt.extend([0x1a, 0x1a]);
        let fields = [("ID", b'C', 2, 0), ("M", b'M', 10, 0)];
        let row = [b" A1".as_slice(), b"         1"].concat();
        let version = if dbase4 { 0x8b } else { 0x83 };
        let b =
            bench("a.dbf", MEMO_MAPPING, dbf(version, 0x4d, &fields, &[row])).file("a.dbt", &dbt);
        let with = b.one();
        assert_eq!(b.column("contract", "supplier_name"), ["甲乙公司"]);
        // The digest covers both files; without the memo the column is not there.
        std::fs::remove_file(b.dir.path().join("a.dbt")).expect("removed");
        assert!(refused(&b).contains("memo file"), "{}", refused(&b));
        let mapping = MEMO_MAPPING.replace("supplier_name='M'", "");
        let other = b.file("m.toml", mapping);
        std::fs::remove_dir_all(other.staging()).expect("removed");
        std::fs::create_dir(other.staging()).expect("created");
        assert_ne!(other.one().digest, with.digest);
    }
}

#[test]
fn damaged_dbf_files_are_refused() {
    let whole = dbf(3, 0x4d, &FIELDS, &contracts());
    for (bytes, expected) in [
        (&whole[..whole.len() - 60], "breaks off in record 7 of 8"),
        (&whole[..100], "header is damaged"),
        (&whole[..32], "binary file"),
        (b"PK\x03\x04", "zip archive"),
    ] {
        let b = bench("a.dbf", MAPPING, bytes);
        assert!(refused(&b).contains(expected), "{}", refused(&b));
    }
    let mut more = whole.clone();
    more[4] = 2;
    assert!(refused(&bench("a.dbf", MAPPING, &more)).contains("more follow"));
    let mut seven = whole.clone();
    seven[0] = 4;
    assert!(refused(&bench("a.dbf", MAPPING, &seven)).contains("dBase 7"));
    let lacking = MAPPING.replace("金额", "金额合计");
    let b = bench("a.dbf", &lacking, &whole);
    assert!(
        refused(&b).contains("no column \"金额合计\""),
        "{}",
        refused(&b)
    );
}

const XML_MAPPING: &str = "record='合同'\n[columns]\ncontract_id='编号'\norg_code={ from='账套.单位', default='001' }\namount='金额'\nsigned_on={ from='日期', optional=true }\nsupplier_name={ from=['供应商.名称', '供应商'], optional=true }\n";

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE 数据 [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<数据 xmlns="urn:gb" xmlns:q="urn:q">
 <账套 单位="007">
  <合同 编号="C1"><金额>1,234.50</金额><日期>2025-03-01</日期>
   <供应商><q:名称>甲&amp;乙<![CDATA[<丙>]]>&#x4e01;</q:名称></供应商></合同>
  <其他><金额>9</金额></其他>
  <合同><编号>C2</编号><金额>&x;</金额></合同>
  <合同/>
  <合同><编号>C3</编号><金额>-0.01</金额><!-- 空 --><供应商><q:名称/></供应商></合同>
  <合同><编号>C4</编号><金额>1</金额><金额>2</金额></合同>
 </账套>
</数据>
"#;

#[test]
fn an_xml_export() {
    let b = bench("a.xml", XML_MAPPING, XML);
    let f = b.one();
    assert_eq!((f.read, f.loaded, f.dropped, f.rejected), (5, 2, 1, 2));
    assert_eq!(f.rules["blank"], 1);
    assert_eq!(b.column("contract", "contract_id"), ["C1", "C3"]);
    assert_eq!(b.column("contract", "org_code"), ["007", "007"]);
    assert_eq!(b.column("contract", "amount"), ["1234.50", "-0.01"]);
    assert_eq!(
        b.column("contract", "supplier_name"),
        ["甲&乙<丙>丁", "null"]
    );
    assert_eq!(b.reasons(), ["damaged", "not_an_amount"]);
    let rejects = b.rejects();
    assert_eq!(
        (&rejects[0][1], &rejects[0][2], &rejects[0][5]),
        ("2", "8", "x")
    );
    assert_eq!((&rejects[1][2], &rejects[1][5]), ("11", "1; 2"));
}

#[test]
fn texts_before_rows_belong_to_them() {
    let mapping = "record='t'\n[columns]\ncontract_id='no'\norg_code={ from='a.id', default='-' }\namount='v'\n";
    let text = "<r><a> <id> X&amp;1 </id><org><id>n</id></org><t><no>1</no><v>1</v></t>\
                <id>Y</id><t><no>2</no><v>2</v></t></a><a><t><no>3</no><v>3</v></t></a></r>";
    let b = bench("a.xml", mapping, text);
    assert_eq!(b.one().loaded, 3);
    // The first of a name; that of an element within another is not the activity's own.
    assert_eq!(b.column("contract", "org_code"), ["X&1", "X&1", "-"]);
}

#[test]
fn vouchers_of_the_accounting_data_interface() {
    let mapping = include_str!("../../../mappings/cn-gbt24589-journal-line.toml");
    let voucher = |line: u32, side: &str, amount: &str, void: u8| {
        format!(
            "<记账凭证><记账凭证日期>20250331</记账凭证日期><记账凭证类型编号>记</记账凭证类型编号><记账凭证编号>0007</记账凭证编号>\
             <记账凭证行号>{line}</记账凭证行号><记账凭证摘要>支付设备款</记账凭证摘要><科目编号>500102</科目编号>\
             <{side}本币金额>{amount}</{side}本币金额><制单人>甲</制单人><作废标志>{void}</作废标志></记账凭证>"
        )
    };
    let rows = [
        voucher(1, "借方", "1200.50", 0),
        voucher(2, "贷方", "1200.50", 0),
        voucher(3, "贷方", "9", 1),
    ];
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"GB18030\"?><会计核算数据><电子账簿><会计年度>2025</会计年度></电子账簿>{}</会计核算数据>",
        rows.concat()
    );
    let b = Bench::new("[[source]]\ntable='journal_line'\npath='books/*.xml'\nmapping='m.toml'\n")
        .file("m.toml", mapping)
        .file("books/101001.xml", gb(&text));
    let f = b.one();
    assert_eq!((f.read, f.loaded, f.rules["voided"]), (3, 2, 1));
    let column = |name| b.column("journal_line", name);
    assert_eq!(column("org_code"), ["101001", "101001"]);
    assert_eq!(column("period"), ["2025-03", "2025-03"]);
    assert_eq!(column("voucher_id"), ["0007", "0007"]);
    assert_eq!(column("debit_amount"), ["1200.50", "0.00"]);
    assert_eq!(column("credit_amount"), ["0.00", "1200.50"]);
}

#[test]
fn encodings_of_xml_are_declared() {
    for label in ["GB18030", "gb2312", "GBK"] {
        let text = XML.replace("UTF-8", label);
        let b = bench("a.xml", XML_MAPPING, gb(&text));
        let f = b.one();
        assert_eq!((f.encoding.as_deref(), f.loaded), (Some("gb18030"), 2));
        assert_eq!(b.column("contract", "supplier_name")[0], "甲&乙<丙>丁");
    }
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            XML.replace("UTF-8", "UTF-16")
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(bench("a.xml", XML_MAPPING, utf16).one().loaded, 2);
    let marked = format!("\u{feff}{XML}");
    assert_eq!(bench("a.xml", XML_MAPPING, marked).one().loaded, 2);
    // Declared wrongly: the rows say so, and the mapping can put it right.
    let wrong = "<?xml version='1.0' encoding='utf-8'?><r><t><a>C1</a><s>\u{0}</s></t></r>";
    let wrong: Vec<u8> = wrong
        .bytes()
        .flat_map(|b| if b == 0 { gb("甲公司") } else { vec![b] })
        .collect();
    let mapping = "record='t'\n[columns]\ncontract_id='a'\norg_code={value='1'}\namount={value='1'}\nsupplier_name='s'\n";
    let b = bench("a.xml", mapping, &wrong);
    assert_eq!(b.one().rejected, 1);
    assert_eq!(b.reasons(), ["encoding"]);
    let b = bench("a.xml", &format!("encoding='gbk'\n{mapping}"), &wrong);
    b.one();
    assert_eq!(b.column("contract", "supplier_name"), ["甲公司"]);
}

#[test]
fn ill_formed_xml_is_refused_with_its_line() {
    for (body, expected) in [
        (
            "<r>\n<合同><编号>C1</编号>",
            "line 2 is no well-formed XML (it breaks off within the element 合同)",
        ),
        ("<r>\n\n<合同></r>", "line 3"),
        ("<r><合同 a='1' a='2'/></r>", "line 1"),
        ("<r><合同>a & b</合同></r>", "line 1"),
        ("<r><其他/></r>", "no element 合同"),
        ("<r q='&x;'><合同 编号='1'/></r>", "entity"),
    ] {
        let b = bench("a.xml", XML_MAPPING, body);
        assert!(refused(&b).contains(expected), "{body}: {}", refused(&b));
    }
    let deep = format!("{}{}", "<a>".repeat(80), "</a>".repeat(80));
    assert!(refused(&bench("a.xml", XML_MAPPING, deep)).contains("64 deep"));
    let wide: String = (0..1_200).map(|i| format!("<c{i}/>")).collect();
    let wide = format!("<r><合同>{wide}</合同></r>");
    assert!(refused(&bench("a.xml", XML_MAPPING, wide)).contains("more than 1000"));
    let none = XML_MAPPING.replace("record='合同'\n", "");
    let said = refused(&bench("a.xml", &none, XML));
    assert!(said.contains("合同 (5 times)"), "{said}");
    let page = bench("a.xml", XML_MAPPING, "<!DOCTYPE html><html></html>");
    assert!(refused(&page).contains("HTML"), "{}", refused(&page));
}

#[test]
fn first_drafts_for_dbf_and_xml() {
    let synonyms = "contract_id=['编号']\namount=['金额']\norg_code=['单位']\n";
    let b = bench("a.dbf", MAPPING, dbf(3, 0x4d, &FIELDS, &contracts())).file("a.xml", XML);
    for (file, expected) in [
        ("a.dbf", "contract_id = \"编号\""),
        ("a.xml", "record = \"合同\""),
    ] {
        let draft = fisc_load::propose(b.dir.path(), file, Some("contract"), synonyms);
        let draft = draft.expect("a draft").mapping;
        assert!(draft.contains(expected), "{draft}");
    }
}

#[test]
fn a_table_and_its_memo_in_an_archive() {
    let mut dbt = vec![0; 512];
    dbt.extend(b"text\x1a\x1a");
    let fields = [("ID", b'C', 2, 0), ("M", b'M', 10, 0)];
    let row = [b" A1".as_slice(), b"         1"].concat();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("x/a.dbf", dbf(0x83, 0x4d, &fields, &[row])),
        ("x/A.DBT", dbt),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("begun");
        zip.write_all(&bytes).expect("written");
    }
    let bytes = zip.finish().expect("an archive").into_inner();
    let b = Bench::new("[[source]]\ntable='contract'\npath='a.zip!x/*.dbf'\nmapping='m.toml'\n")
        .file("m.toml", MEMO_MAPPING)
        .file("a.zip", bytes);
    assert_eq!(b.one().source, "a.zip!x/a.dbf");
    assert_eq!(b.column("contract", "supplier_name"), ["text"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Bytes changed anywhere: every record still ends somewhere, or all is refused.
    #[test]
    fn a_dbf_table_with_damage_never_ends_the_program(
        changes in proptest::collection::vec((0_usize..600, any::<u8>()), 0..6),
        cut in 0_usize..700,
    ) {
        let mut bytes = dbf(3, 0x4d, &FIELDS, &contracts());
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(cut.max(1));
        let b = bench("a.dbf", MAPPING, bytes);
        if let Ok(report) = b.load() {
            b.account(&report);
        }
    }

    #[test]
    fn a_damaged_memo_file_never_ends_the_program(
        memo in proptest::collection::vec(any::<u8>(), 0..700),
        pointer in any::<u32>(),
        fox in any::<bool>(),
    ) {
        let fields = [("ID", b'C', 2, 0), ("M", b'M', 4, 0)];
        let row = |n: u32| [b" A1".as_slice(), &n.to_le_bytes()].concat();
        let bytes = dbf(0x30, 0x7a, &fields, &[row(pointer), row(pointer % 3)]);
        let name = if fox { "a.fpt" } else { "a.dbt" };
        let b = bench("a.dbf", MEMO_MAPPING, bytes).file(name, memo);
        if let Ok(report) = b.load() {
            b.account(&report);
        }
    }

    #[test]
    fn numbers_of_a_dbf_table_keep_their_digits(cents in -99_999_999_999_999_999_i64..=99_999_999_999_999_999) {
        let text = format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
        let b = bench("a.dbf", MAPPING, dbf(3, 0x4d, &FIELDS, &[contract(b' ', "C1", &text, "", b"")]));
        b.one();
        prop_assert_eq!(b.column("contract", "amount"), [text]);
    }

    #[test]
    fn an_xml_export_with_damage_never_ends_the_program(
        changes in proptest::collection::vec((0_usize..900, any::<u8>()), 0..4),
        cut in 1_usize..1_000,
    ) {
        let mut bytes = XML.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(cut);
        let b = bench("a.xml", XML_MAPPING, bytes);
        if let Ok(report) = b.load() {
            b.account(&report);
        }
    }

    #[test]
    fn any_text_passes_through_xml(text in "[^\\p{C}\\u{fffd}]{0,30}") {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let body = format!("<r><合同 编号='1'><金额>1</金额><供应商>{escaped}</供应商></合同></r>");
        let b = bench("a.xml", XML_MAPPING, body);
        b.one();
        let expected = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}');
        let expected = if expected.is_empty() { "null" } else { expected };
        prop_assert_eq!(&b.column("contract", "supplier_name")[0], expected);
    }
}
