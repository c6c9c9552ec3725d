//! Sources that are no text: workbooks, Parquet, Arrow.

mod common;

use common::{Bench, MAPPING, bench, refused};
use proptest::prelude::*;
use std::io::Write;

#[test]
fn a_workbook_with_its_header_anywhere() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("封面").expect("a name");
    let sheet = book.add_worksheet();
    sheet.set_name("明细").expect("a name");
    sheet.write(2, 1, "2025年合同台账").expect("written");
    for (c, h) in ["编号", "单位", "金额\n", "日期"].iter().enumerate() {
        sheet.write(4, 1 + c as u16, *h).expect("written");
    }
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 3, 1).expect("a date");
    for (i, amount) in [0.1 + 0.2, 1234.56, 1.255].iter().enumerate() {
        let row = 5 + i as u32;
        sheet.write(row, 1, 1001 + i as u32).expect("written");
        sheet.write(row, 2, "007").expect("written");
        sheet.write(row, 3, *amount).expect("written");
        sheet
            .write_with_format(row, 4, &day, &date)
            .expect("written");
    }
    sheet
        .write(8, 1, 123_456_789_012_345_678_f64)
        .expect("written");
    sheet.write(8, 2, "1").expect("written");
    sheet.write(8, 3, "1,000.00").expect("written");
    let bytes = book.save_to_buffer().expect("a workbook");
    let b = Bench::new("[[source]]\ntable='contract'\npath='a.xlsx'\nmapping='m.toml'\n")
        .file(
            "m.toml",
            format!("sheet='明细'\ndate_formats=['%d/%m/%Y']\n{MAPPING}"),
        )
        .file("a.xlsx", bytes);
    let f = b.one();
    assert_eq!(f.source, "a.xlsx#明细");
    assert_eq!((f.read, f.loaded, f.rounded), (4, 2, 1));
    assert_eq!(b.reasons(), ["excess_decimals", "lost_digits"]);
    assert_eq!(b.column("contract", "contract_id"), ["1001", "1002"]);
    assert_eq!(b.column("contract", "amount"), ["0.30", "1234.56"]);
    assert_eq!(
        b.column("contract", "signed_on"),
        ["2025-03-01", "2025-03-01"]
    );
    assert_eq!(
        b.rejects()[0][2].to_string(),
        "8",
        "the sheet's own row number"
    );
}

#[test]
fn headers_of_several_rows() {
    let mapping = "header_rows=2\n[columns]\ncontract_id='编号'\norg_code={value='1'}\namount='金额/本年'\nsigned_on='签订'\n";
    let csv = "编号,金额,,签订\n,上年,本年,日期\nC1,1,2.50,2025-03-01\n";
    let b = bench(&mapping.replace("'签订'", "'签订/日期'"), csv);
    let f = b.one();
    assert_eq!((f.read, f.loaded), (1, 1));
    assert_eq!(b.column("contract", "amount"), ["2.50"]);

    // In a workbook the header is looked for: merged cells, a title above it, a blank row below.
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    sheet
        .merge_range(0, 1, 0, 4, "合同台账", &plain)
        .expect("merged");
    sheet
        .merge_range(2, 1, 3, 1, "编号", &plain)
        .expect("merged");
    sheet
        .merge_range(2, 2, 2, 3, "金额", &plain)
        .expect("merged");
    sheet
        .merge_range(2, 4, 3, 4, "签订", &plain)
        .expect("merged");
    sheet.write(3, 2, "上年").expect("written");
    sheet.write(3, 3, "本年").expect("written");
    for (c, text) in ["C1", "1", "2.50", "2025-03-01"].iter().enumerate() {
        sheet.write(5, 1 + c as u16, *text).expect("written");
    }
    let b = Bench::new("[[source]]\ntable='contract'\npath='a.xlsx'\nmapping='m.toml'\n")
        .file("m.toml", mapping)
        .file("a.xlsx", book.save_to_buffer().expect("a workbook"));
    let f = b.one();
    assert_eq!((f.read, f.loaded, f.rules["blank"]), (2, 1, 1));
    assert_eq!(b.column("contract", "amount"), ["2.50"]);
    assert_eq!(b.column("contract", "source_row"), ["2"]);

    for (keys, expected) in [
        ("header_rows=0\n", "a number from 1 to 5"),
        ("header_rows=2\nheader=['A']\n", "no place beside it"),
        ("header_rows=4\n", "no header"),
    ] {
        let b = bench(&format!("{keys}{MAPPING}"), csv);
        assert!(refused(&b).contains(expected), "{}", refused(&b));
    }
}

#[test]
fn sheets_are_read_in_chunks_and_keep_their_rows() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (c, h) in ["编号", "单位", "金额"].iter().enumerate() {
        sheet.write(1, 2 + c as u16, *h).expect("written");
    }
    // Rows 3 and 5 of the sheet hold something; the formatted cell of row 9 does not.
    for (row, id) in [(2, "C1"), (4, "C2")] {
        sheet.write(row, 2, id).expect("written");
        sheet.write(row, 4, 1.25).expect("written");
    }
    let bold = rust_xlsxwriter::Format::new().set_bold();
    sheet.write_blank(8, 1, &bold).expect("written");
    let bytes = book.save_to_buffer().expect("a workbook");
    for chunk_rows in [1, 2, 10] {
        let mut b = Bench::new("[[source]]\ntable='contract'\npath='a.xlsx'\nmapping='m.toml'\n")
            .file("m.toml", MAPPING)
            .file("a.xlsx", &bytes);
        b.chunk_rows = chunk_rows;
        let f = b.one();
        assert_eq!((f.read, f.loaded, f.dropped), (3, 2, 1));
        assert_eq!(b.column("contract", "source_row"), ["1", "3"]);
        assert_eq!(b.column("contract", "amount"), ["1.25", "1.25"]);
    }
}

#[test]
fn the_ledgers_own_parquet_is_a_source() {
    let first = bench(
        MAPPING,
        "编号,单位,金额,日期\nC1,1,1.10,2025-03-01\nC2,1,-2,\nC3,1,3,\nC4,1,4,\n",
    );
    first.load().expect("loads");
    let part =
        std::fs::read(first.staging().join("raw/contract/part-1-0.parquet")).expect("a file");
    let mapping = "[columns]\ncontract_id='contract_id'\norg_code='org_code'\namount='amount'\nsigned_on='signed_on'\n";
    let b = Bench::new("[[source]]\ntable='contract'\npath='a.parquet'\nmapping='m.toml'\n")
        .file("m.toml", mapping)
        .file("a.parquet", part);
    assert_eq!(b.one().loaded, 4);
    assert_eq!(
        b.column("contract", "digest"),
        first.column("contract", "digest")
    );
}

#[test]
fn arrow_ipc() {
    use polars::prelude::*;
    let mut frame = df!("编号" => ["C1", "C2"], "单位" => [1_i64, 2], "金额" => [0.1 + 0.2, 2.5])
        .expect("a frame");
    let mut bytes = std::io::Cursor::new(Vec::new());
    IpcWriter::new(&mut bytes)
        .finish(&mut frame)
        .expect("written");
    let b = Bench::new("[[source]]\ntable='contract'\npath='a.arrow'\nmapping='m.toml'\n")
        .file("m.toml", MAPPING)
        .file("a.arrow", bytes.into_inner());
    let f = b.one();
    assert_eq!((f.loaded, f.rounded), (2, 1));
    assert_eq!(b.column("contract", "amount"), ["0.30", "2.50"]);

    // Several record batches are one file.
    let mut bytes = std::io::Cursor::new(Vec::new());
    let one = frame.clone();
    for _ in 0..4 {
        frame.vstack_mut(&one).expect("one schema");
    }
    IpcWriter::new(&mut bytes)
        .finish(&mut frame)
        .expect("written");
    let b = b.file("a.arrow", bytes.into_inner());
    std::fs::remove_dir_all(b.staging()).expect("removed");
    std::fs::create_dir(b.staging()).expect("created");
    assert_eq!(b.one().loaded, 10);
    assert_eq!(b.column("contract", "source_row")[9], "10");
}

#[test]
fn damaged_files_are_refused() {
    for name in ["a.parquet", "a.arrow", "a.xlsx", "a.xls"] {
        let magic: &[u8] = match name {
            "a.parquet" => b"PAR1",
            "a.arrow" => b"ARROW1",
            "a.xlsx" => b"PK\x03\x04",
            _ => b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        };
        let bytes = [magic, &[7; 600], b"PAR1"].concat();
        let b = Bench::new(&format!(
            "[[source]]\ntable='contract'\npath='{name}'\nmapping='m.toml'\n"
        ))
        .file("m.toml", MAPPING)
        .file(name, bytes);
        assert!(refused(&b).contains("cannot be read"), "{}", refused(&b));
    }
}

#[test]
fn an_ods_workbook_whatever_its_ending() {
    let cell = |t: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{t}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let amount = "<table:table-cell office:value-type=\"float\" office:value=\"2.5\"/>";
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"明细\">{}{}</table:table></office:spreadsheet></office:body></office:document-content>",
        row(&[cell("编号"), cell("单位"), cell("金额")]),
        row(&[cell("C1"), cell("007"), amount.to_string()]),
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ] {
        let stored = zip::write::SimpleFileOptions::default();
        zip.start_file(name, stored).expect("begun");
        zip.write_all(text.as_bytes()).expect("written");
    }
    let bytes = zip.finish().expect("an archive").into_inner();
    for name in ["a.ods", "a.xlsx"] {
        let source = format!("[[source]]\ntable='contract'\npath='{name}'\nmapping='m.toml'\n");
        let b = Bench::new(&source)
            .file("m.toml", MAPPING)
            .file(name, &bytes);
        assert_eq!(b.one().source, format!("{name}#明细"));
        assert_eq!(b.column("contract", "amount"), ["2.50"]);
        assert_eq!(b.column("contract", "org_code"), ["007"]);
    }
}

const SHEET: &str = "<worksheet><dimension ref=\"A1:D3\"/><sheetData>\
    <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>单位</t></is></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>\
    <row r=\"2\"><c r=\"A2\" t=\"str\"><f>A1&amp;1</f><v>C1</v></c><c r=\"B2\" s=\"1\"><v>45000</v></c><c r=\"C2\"><v>2.50</v></c></row>\
    <row r=\"3\"><c r=\"A3\" t=\"e\"><v>#N/A</v></c><c r=\"C3\" t=\"b\"><v>1</v></c></row></sheetData></worksheet>";

/// A workbook of one sheet and the texts that its cells share.
fn workbook(sheet: &[u8]) -> Vec<u8> {
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: u32, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: String| {
        format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
    };
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{PACKAGE}/content-types\"/>").into_bytes()),
        ("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")).into_bytes()),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>").into_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(relation(1, "worksheet", "worksheets/sheet1.xml") + &relation(2, "sharedStrings", "sharedStrings.xml")).into_bytes(),
        ),
        ("xl/sharedStrings.xml", "<sst><si><t>编号</t></si><si><t>金额</t></si></sst>".into()),
        ("xl/worksheets/sheet1.xml", sheet.to_vec()),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("begun");
        zip.write_all(&bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

fn of_workbook(sheet: &[u8]) -> Bench {
    Bench::new("[[source]]\ntable='contract'\npath='a.xlsx'\nmapping='m.toml'\n")
        .file("m.toml", MAPPING)
        .file("a.xlsx", workbook(sheet))
}

#[test]
fn a_sheet_whose_rows_go_back_is_refused() {
    let b = of_workbook(SHEET.as_bytes());
    let f = b.one();
    assert_eq!((f.read, f.loaded, f.rejected), (2, 1, 1));
    assert_eq!(b.column("contract", "amount"), ["2.50"]);
    let b = of_workbook(SHEET.replace("A3", "A1").as_bytes());
    assert!(
        refused(&b).contains("row 1, column 1 is not where it can be"),
        "{}",
        refused(&b)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_sheet_never_ends_the_program(
        changes in proptest::collection::vec((0_usize..900, any::<u8>()), 1..4),
        cut in 1_usize..1_200,
    ) {
        let mut sheet = SHEET.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at % sheet.len();
            sheet[at] = byte;
        }
        sheet.truncate(cut);
        let b = of_workbook(&sheet);
        if let Ok(report) = b.load() {
            b.account(&report);
        }
    }
}
