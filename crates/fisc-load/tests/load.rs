//! Sources in, ledger and problems out, each behaviour by itself.

mod common;

use common::{Bench, MAPPING, SOURCE, bench, refused};
use proptest::prelude::*;
use std::io::Write;

#[test]
fn rows_have_identity_and_provenance() {
    let b = bench(
        MAPPING,
        "编号,单位,金额,日期\n C1 ,007,\"1,234.50\",2025-03-01\nC2,,-0.01,\n",
    );
    let f = b.one();
    assert_eq!(
        (f.loaded, f.amount.map(|a| a.to_string())),
        (2, Some("1234.49".to_string()))
    );
    let frame = b.frame("contract").expect("rows");
    let names: Vec<&str> = frame
        .get_column_names()
        .into_iter()
        .map(|n| n.as_str())
        .collect();
    assert_eq!(names[..3], ["contract_id", "org_code", "supplier_name"]);
    assert_eq!(
        names[9..],
        ["base_key", "digest", "source_file", "source_row", "row_id"]
    );
    assert_eq!(
        frame.column("amount").expect("amount").dtype().to_string(),
        "decimal[18,2]"
    );
    assert_eq!(b.column("contract", "contract_id"), ["C1", "C2"]);
    assert_eq!(b.column("contract", "org_code"), ["007", "001"]);
    assert_eq!(b.column("contract", "amount"), ["1234.50", "-0.01"]);
    assert_eq!(b.column("contract", "signed_on"), ["2025-03-01", "null"]);
    assert_eq!(b.column("contract", "source_row"), ["1", "2"]);
    assert_eq!(
        b.column("contract", "row_id"),
        [
            ((1_i64 << 40) + 1).to_string(),
            ((1_i64 << 40) + 2).to_string()
        ]
    );
    let key = fisc_model::digest::base_key("contract", &[Some("C1")]);
    assert_eq!(b.column("contract", "base_key")[0], key);
    let content = [
        Some("C1"),
        Some("007"),
        None,
        None,
        Some("1234.50"),
        Some("2025-03-01"),
        None,
        None,
        None,
    ];
    assert_eq!(
        b.column("contract", "digest")[0],
        fisc_model::digest::short_digest(&content)
    );
}

#[test]
fn a_new_export_keeps_keys_and_ordinals() {
    let mut b = bench(MAPPING, "编号,单位,金额\nC1,1,1\n");
    b.ordinals.insert("old.csv".to_string(), 4);
    let report = b.load().expect("loads");
    assert_eq!(report.ordinals["a.csv"], 5);
    assert_eq!(report.ordinals["old.csv"], 4);
}

#[test]
fn ragged_records_are_rejected_with_their_place() {
    let csv = "编号,单位,金额\r\nC1,1,1\r\nC2,1\r\n\"C\n3\",1,2\r\nC4,1,3,x\r\nC5,1,4,,\r\n";
    let b = bench(MAPPING, csv);
    let f = b.one();
    assert_eq!((f.read, f.loaded, f.rejected), (5, 3, 2));
    let rejects = b.rejects();
    let place = |i: usize| {
        (
            rejects[i][1].to_string(),
            rejects[i][2].to_string(),
            rejects[i][3].parse::<usize>().expect("a number"),
        )
    };
    assert_eq!(
        place(0),
        ("2".into(), "3".into(), csv.find("C2").expect("there"))
    );
    assert_eq!(
        place(1),
        ("4".into(), "6".into(), csv.find("C4").expect("there"))
    );
    assert_eq!(b.reasons(), ["ragged", "ragged"]);
    assert_eq!(b.column("contract", "source_row"), ["1", "3", "5"]);
}

#[test]
fn an_unclosed_quote_is_named() {
    let b = bench(
        MAPPING,
        format!("编号,单位,金额\nC1,1,1\n\"C2,1,2\n{}", "C,1,1\n".repeat(80)),
    );
    let f = b.one();
    assert_eq!((f.loaded, f.rejected), (1, 1));
    assert!(b.rejects()[0][8].contains("quote"), "{:?}", b.rejects());
}

#[test]
fn encodings_give_the_same_rows() {
    let text = "编号,单位,金额\n合同一,国库集中支付局,1.50\n合同二,预算单位,2\n";
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let twice = [
        b"\xc3\xaf\xc2\xbb\xc2\xbf".to_vec(),
        text.as_bytes().to_vec(),
    ]
    .concat();
    let once = [b"\xef\xbb\xbf".to_vec(), text.as_bytes().to_vec()].concat();
    for (bytes, name) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (once, "UTF-8"),
        (twice, "UTF-8"),
        (gb, "gb18030"),
        (utf16, "UTF-16LE"),
    ] {
        let b = bench(MAPPING, bytes);
        assert_eq!(b.one().encoding.as_deref(), Some(name));
        assert_eq!(b.column("contract", "contract_id"), ["合同一", "合同二"]);
        assert_eq!(
            b.column("contract", "org_code"),
            ["国库集中支付局", "预算单位"]
        );
    }
    let latin = b"a,b,c\nM\xe9xico,Quer\xe9taro,1\n";
    let mapping = "encoding='cp1252'\n[columns]\ncontract_id='a'\norg_code='b'\namount='c'\n";
    let b = bench(mapping, latin);
    b.one();
    assert_eq!(b.column("contract", "contract_id"), ["México"]);
}

#[test]
fn broken_bytes_reject_their_row_only() {
    let mut bytes = "编号,单位,金额\n合同一,预算单位,1\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"C\xff2,1,2\nC3,1,3\n");
    let b = bench(MAPPING, bytes);
    let f = b.one();
    assert_eq!((f.loaded, f.rejected), (2, 1));
    assert_eq!(b.reasons(), ["encoding"]);
}

#[test]
fn what_a_mapping_does_to_cells() {
    let mapping = r#"
        header = ["id", "state", "in", "out", "when", "dc", "sum", "note"]
        skip_rows = 1
        date_formats = ["%d/%m/%Y"]
        scale = "10000"
        null_values = ["N/A"]
        [columns]
        voucher_id = { template = "{when}-{id}" }
        line_no = { value = "1" }
        posted_on = "when"
        period = { from = "when", date_part = "month" }
        org_code = { from = "state", regex = "^([^:]+):", pad = 4 }
        book = { from = "state", regex = ": (.*)$", otherwise = "null" }
        account_code = { concat = ["id", "note"], separator = "/" }
        account_name = { from = "note", map = { a = "Alpha" }, otherwise = "keep" }
        debit_amount = { from = "in", minus = "out" }
        credit_amount = { from = "sum", only_if = { column = "dc", equals = "贷" }, negate = true, default = "0" }
        summary = { from = "note", replace = { "b" = "B" } }
    "#;
    let csv = "some title\n1,7: X,1.5,0.5,31/12/2024,贷,2,a\n2,12345,,0.25,01/02/2025,借,(3),bb\n3,7: Y,N/A,,01/02/2025,借,3,c\n";
    let b = Bench::new("[[source]]\ntable='journal_line'\npath='a.csv'\nmapping='m.toml'\n")
        .file("m.toml", mapping)
        .file("a.csv", csv);
    let f = b.one();
    assert_eq!((f.loaded, f.rejected), (1, 2));
    let get = |c: &str| b.column("journal_line", c)[0].clone();
    assert_eq!(get("voucher_id"), "31/12/2024-1");
    assert_eq!(get("period"), "2024-12");
    assert_eq!(get("org_code"), "0007");
    assert_eq!(get("book"), "X");
    assert_eq!(get("account_code"), "1/a");
    assert_eq!(get("account_name"), "Alpha");
    assert_eq!(get("debit_amount"), "10000.00");
    assert_eq!(get("credit_amount"), "-20000.00");
    assert_eq!(b.reasons(), ["unmatched", "required"]);
}

#[test]
fn totals_are_dropped_or_kept_by_name() {
    let mapping = format!(
        "{MAPPING}[[drop]]\nname='grand'\ncolumn='编号'\nequals='合计'\n\
         [[drop]]\nname='subtotals'\nwhen=[{{column='编号',matches='小计$'}},{{column='单位',empty=false}}]\nuse='control'\ngroup_key='单位{{单位}}'\namount='金额'\n"
    );
    let csv = "编号,单位,金额\nC1,1,1\n,,\n小计,1,1.00\nC2,2,2\n小计,,7\n合计,,3\n";
    let b = bench(&mapping, csv);
    let f = b.one();
    assert_eq!(
        (f.read, f.loaded, f.dropped, f.control, f.rejected),
        (6, 3, 2, 1, 0)
    );
    assert_eq!(
        f.rules.keys().collect::<Vec<_>>(),
        ["blank", "grand", "subtotals"]
    );
    assert_eq!(b.column("control_total", "group_key"), ["单位1"]);
    assert_eq!(b.column("control_total", "table_name"), ["contract"]);
    assert_eq!(b.column("control_total", "source_row"), ["3"]);
    let sources = common::csv_rows(&b.staging().join("sources.csv"));
    assert_eq!(
        sources[0].iter().skip(2).collect::<Vec<_>>(),
        ["6", "3", "2", "1", "0", "10.00", "0", "", ""]
    );
}

#[test]
fn certified_totals_become_rows() {
    let b = Bench::new(&format!(
        "{SOURCE}[control]\ncontract={{rows=1,amount='5.00'}}\n"
    ))
    .file("m.toml", MAPPING)
    .file("a.csv", "编号,单位,金额\nC1,1,5\n");
    let report = b.load().expect("loads");
    b.account(&report);
    assert_eq!(b.column("control_total", "group_key"), ["certified"]);
    assert_eq!(b.column("control_total", "source_file"), ["fisc.toml"]);
    assert_eq!(b.column("control_total", "row_count"), ["1"]);
    assert_eq!(report.ordinals["fisc.toml"], 2);
}

#[test]
fn excess_decimals_are_rejected_or_rounded_and_counted() {
    let csv = "编号,单位,金额\nC1,1,0.1234567\nC2,1,1.5\nC3,1,0.0000005\n";
    let thousand = format!("scale='1000'\n{MAPPING}");
    let b = bench(&thousand, csv);
    assert_eq!(b.one().rejected, 2);
    assert_eq!(b.reasons(), ["excess_decimals", "excess_decimals"]);
    let b = bench(&format!("excess_scale='round_half_even'\n{thousand}"), csv);
    let f = b.one();
    assert_eq!(
        b.column("contract", "amount"),
        ["123.46", "1500.00", "0.00"]
    );
    assert_eq!((f.rounded, f.rounding_difference.as_str()), (2, "0.0028"));
}

#[test]
fn headers_drift_over_many_files() {
    let mapping = MAPPING.replace("amount='金额'", "amount={from=['合同金额','金额']}");
    let b = Bench::new("[[source]]\ntable='contract'\npath='in/*.csv'\nmapping='m.toml'\n")
        .file("m.toml", &mapping)
        .file("in/2.csv", "日期,编号,合同金额\n2025-01-02,C2,2\n")
        .file(
            "in/1.csv",
            "编号;单位;金额\nC1;9;1,50\n".replace("1,50", "1.50"),
        );
    let report = b.load().expect("loads");
    b.account(&report);
    let files: Vec<&str> = report.files.iter().map(|f| f.source.as_str()).collect();
    assert_eq!(files, ["in/1.csv", "in/2.csv"]);
    let amounts = b.column("contract", "amount");
    assert_eq!(amounts, ["1.50", "2.00"]);
}

#[test]
fn all_refusals_come_at_once_and_nothing_is_written() {
    let toml = "[[source]]\ntable='contract'\npath='html.csv'\nmapping='m.toml'\n\
        [[source]]\ntable='contract'\npath='none-*.csv'\nmapping='m.toml'\n\
        [[source]]\ntable='contract'\npath='lacks.csv'\nmapping='m.toml'\n\
        [[source]]\ntable='contract'\npath='good.csv'\nmapping='none.toml'\n\
        [[source]]\ntable='contract'\npath='plain.csv'\n\
        [[source]]\ntable='contract'\npath='good.csv'\nmapping='m.toml'\n";
    let b = Bench::new(toml)
        .file("m.toml", MAPPING)
        .file("html.csv", "<!DOCTYPE html><html></html>")
        .file("lacks.csv", "编号,单位\n1,2\n")
        .file("plain.csv", "contract_id,org_code,amuont\n1,2,3\n")
        .file("good.csv", "编号,单位,金额\nC1,1,1\n");
    let text = refused(&b);
    for expected in [
        "html.csv: the file is named .csv but is an HTML page",
        "none-*.csv: no file",
        "lacks.csv: the file has no column \"金额\" for amount",
        "there is no mapping none.toml",
        "has no column amuont",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert_eq!(text.lines().count(), 5, "{text}");
    assert_eq!(std::fs::read_dir(b.staging()).expect("a folder").count(), 0);
}

#[test]
fn required_columns_without_a_mapping_are_refused() {
    let b = bench("[columns]\ncontract_id='编号'\n", "编号\n1\n");
    let text = refused(&b);
    assert!(
        text.contains("required column org_code") && text.contains("required column amount"),
        "{text}"
    );
}

#[test]
fn other_currencies_are_rejected_by_name() {
    let b = bench(
        &format!("currency='币种'\n{MAPPING}"),
        "编号,单位,金额,币种\nC1,1,¥1,cny\nC2,1,1,USD\nC3,1,$1,CNY\n",
    );
    assert_eq!(b.one().loaded, 1);
    assert_eq!(b.reasons(), ["other_currency", "not_an_amount"]);
}

#[test]
fn a_member_of_a_zip() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("b.csv", "编号,单位,金额\nC1,1,1\n"),
        ("__MACOSX/._b.csv", "rubbish"),
    ] {
        zip.start_file(name, options).expect("started");
        zip.write_all(text.as_bytes()).expect("written");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    let b = Bench::new("[[source]]\ntable='contract'\npath='a.zip!*.csv'\nmapping='m.toml'\n")
        .file("m.toml", MAPPING)
        .file("a.zip", bytes);
    let f = b.one();
    assert_eq!((f.source.as_str(), f.loaded), ("a.zip!b.csv", 1));
}

#[test]
fn json_lines() {
    let b = Bench::new("[[source]]\ntable='contract'\npath='a.jsonl'\nmapping='m.toml'\n").file("m.toml", MAPPING).file(
        "a.jsonl",
        "{\"编号\":\"C1\",\"单位\":\"1\",\"金额\":12345678901234.57}\n[]\n{\"编号\":\"C2\",\"金额\":2,\"日期\":\"2025-01-01\"}\n",
    );
    let f = b.one();
    assert_eq!((f.loaded, f.rejected), (2, 1));
    assert_eq!(
        b.column("contract", "amount"),
        ["12345678901234.57", "2.00"]
    );
}

#[test]
fn tables_of_the_caller_are_loaded_with_the_others() {
    let b = bench(MAPPING, "编号,单位,金额\nC1,1,1\n");
    let engagement = fisc_model::engagement::Engagement::parse(&b.toml).expect("a fisc.toml");
    let holidays = fisc_load::ExtraTable {
        table: "holiday".to_string(),
        source: "packs/cn/holiday.csv".to_string(),
        csv: b"on_date,kind,jurisdiction\n2025-01-01,holiday,CN\n".to_vec(),
    };
    let job = fisc_load::Job {
        root: b.dir.path(),
        engagement: &engagement,
        mappings: &|name| std::fs::read_to_string(b.dir.path().join(name)).ok(),
        staging: &b.staging(),
        ordinals: std::collections::BTreeMap::new(),
        chunk_rows: 10,
        extra: vec![holidays],
    };
    let report = fisc_load::load(&job, &|_| {}).expect("loads");
    b.account(&report);
    assert_eq!(report.ordinals["packs/cn/holiday.csv"], 2);
    assert_eq!(b.column("holiday", "on_date"), ["2025-01-01"]);
}

#[cfg(unix)]
#[test]
fn what_may_be_personal_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let b = bench(MAPPING, "编号,单位,金额\nC1,1,1\nC2,1,x\n");
    b.load().expect("loads");
    for file in ["rejects.csv", "raw/contract/part-1-0.parquet"] {
        let mode = std::fs::metadata(b.staging().join(file))
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_record_ends_somewhere(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let bytes = [b"a,b,c\n".to_vec(), body].concat();
        let mapping = "encoding='utf-8'\ndelimiter=','\n[columns]\ncontract_id='a'\norg_code='b'\namount='c'\n[[drop]]\nname='x'\ncolumn='a'\nmatches='x'\nuse='control'\ngroup_key='{a}'\namount='c'\n";
        let b = bench(mapping, &bytes);
        if let Ok(report) = b.load() {
            b.account(&report);
        }
    }

    #[test]
    fn records_made_of_likely_cells_end_somewhere(
        cells in proptest::collection::vec(proptest::collection::vec("(|x|1|1\\.005|合计|\"|-2,5|\"a\nb\"| )", 0..5), 0..12),
        rows in 1_usize..5,
    ) {
        let text: String = cells.iter().map(|r| r.join(",") + "\r\n").collect();
        let mapping = "[columns]\ncontract_id={from='a',default='-'}\norg_code={value='1'}\namount='c'\n[[drop]]\nname='x'\ncolumn='a'\nequals='合计'\nuse='control'\ngroup_key='{a}'\namount='c'\n";
        let mut b = bench(mapping, format!("a,b,c\n{text}"));
        b.chunk_rows = rows;
        let report = b.load().expect("loads");
        b.account(&report);
    }
}
