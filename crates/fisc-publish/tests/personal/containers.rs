//! What a value may hide in, what cannot be read, and who may be named.

use crate::detectors;
use fisc_publish::Package;
use fisc_publish::i18n::Lang;
use fisc_publish::personal::{Allowed, Kind, Known, Report, Why, scan};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const PHONE: &str = "13800138000";

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("a member");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("an archive").into_inner()
}

fn one(path: &str, bytes: Vec<u8>) -> Report {
    let package = Package::from([(path.to_string(), bytes)]);
    scan(
        &package,
        &detectors(Known::none()),
        &Allowed::default(),
        &BTreeMap::new(),
    )
}

fn utf16(text: &str, mark: [u8; 2]) -> Vec<u8> {
    let each = |u: u16| {
        if mark[0] == 0xff {
            u.to_le_bytes()
        } else {
            u.to_be_bytes()
        }
    };
    mark.into_iter()
        .chain(text.encode_utf16().flat_map(each))
        .collect()
}

fn png(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(u32::try_from(data.len()).expect("small").to_be_bytes());
    bytes.extend(kind);
    bytes.extend(data);
    bytes.extend([0; 4]);
    bytes
}

fn deflated(text: &str) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(text.as_bytes()).expect("memory");
    writer.finish().expect("memory")
}

#[test]
fn wherever_it_stands_it_is_found_once() {
    let word = |body: &str| {
        zipped(&[
            ("word/document.xml", body.as_bytes()),
            ("[Content_Types].xml", b"<Types/>"),
        ])
    };
    let gz = {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer
            .write_all(format!("tel {PHONE}").as_bytes())
            .expect("memory");
        writer.finish().expect("memory")
    };
    let stream = [
        b"%PDF-1.7\n1 0 obj<<>>stream\n".to_vec(),
        deflated(&format!("BT ({PHONE}) Tj ET")),
        b"\nendstream".to_vec(),
    ]
    .concat();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "a.csv",
            format!("name,phone\nx,{PHONE}\n").into_bytes(),
            "line 2, column phone",
        ),
        (
            "a.tsv",
            format!("name\tphone\nx\t{PHONE}\n").into_bytes(),
            "column phone",
        ),
        (
            "a.json",
            format!("{{\n\"a\":\"{PHONE}\"}}").into_bytes(),
            "line 2",
        ),
        (
            "a.jsonl",
            format!("{{}}\n{{\"a\":\"{PHONE}\"}}\n").into_bytes(),
            "line 2",
        ),
        ("a.md", format!("# x\n\n{PHONE}\n").into_bytes(), "line 3"),
        (
            "a.html",
            b"<p>\n138<b>0013</b><!-- -->8000</p>".to_vec(),
            "<p>, line 2",
        ),
        (
            "a.html",
            format!("<!-- {PHONE} -->").into_bytes(),
            "comment, line 1",
        ),
        (
            "a.html",
            format!("<a\nhref='tel:{PHONE}'>x</a>").into_bytes(),
            "<a> href",
        ),
        (
            "a.html",
            format!("<script>var a='{PHONE}'</script>").into_bytes(),
            "<script>",
        ),
        (
            "a.html",
            format!("<title>a</title><p title={PHONE}>b").into_bytes(),
            "<p>",
        ),
        (
            "a.svg",
            b"<svg><text>1380<tspan>0138000</tspan></text></svg>".to_vec(),
            "<text>",
        ),
        (
            "feed.xml",
            format!("<feed><entry><![CDATA[{PHONE}]]></entry></feed>").into_bytes(),
            "<entry>",
        ),
        ("a.txt", utf16(PHONE, [0xff, 0xfe]), "line 1"),
        ("a.txt", utf16(PHONE, [0xfe, 0xff]), "line 1"),
        (
            "a.csv",
            [
                b"a,b\n1,".to_vec(),
                vec![0xb5, 0xe7, 0xbb, 0xb0],
                PHONE.as_bytes().to_vec(),
            ]
            .concat(),
            "line 2",
        ),
        (
            "a.json",
            format!("\"{}\"", "eyJwIjoiMTM4MDAxMzgwMDAifQ==").into_bytes(),
            "base64 in line 1",
        ),
        (
            "a.docx",
            word("<w:p><w:r><w:t>1380013</w:t></w:r><w:r><w:t>8000</w:t></w:r></w:p>"),
            "",
        ),
        (
            "a.zip",
            zipped(&[("b.zip", &zipped(&[("c.txt", PHONE.as_bytes())]))]),
            "line 1",
        ),
        (
            "a.zip",
            zipped(&[(&format!("x_{PHONE}.txt"), b"-")]),
            "file name",
        ),
        ("a.txt.gz", gz, "line 1"),
        (
            "a.png",
            png(b"tEXt", format!("Author\0{PHONE}").as_bytes()),
            "text between bytes",
        ),
        (
            "a.png",
            png(
                b"zTXt",
                &[b"Comment\0\0".to_vec(), deflated(PHONE)].concat(),
            ),
            "text between bytes",
        ),
        (
            "a.pdf",
            format!("%PDF-1.7 <</Author({PHONE})>>").into_bytes(),
            "text between bytes",
        ),
        (
            "a.pdf",
            [
                b"%PDF-1.7 <</Author(".to_vec(),
                utf16(PHONE, [0xfe, 0xff]),
                b")>>".to_vec(),
            ]
            .concat(),
            "UTF-16",
        ),
        (
            "a.pdf",
            b"%PDF-1.7 <</Author<FEFF00310033003800300030003100330038003000300030>>>".to_vec(),
            "UTF-16",
        ),
        ("a.pdf", stream, "text between bytes"),
        (
            "a.bin",
            [
                vec![0, 1, 2, 0xff],
                PHONE.as_bytes().to_vec(),
                vec![0, 0xfe],
            ]
            .concat(),
            "text between bytes",
        ),
        ("138-0013-8000/a.txt", b"-".to_vec(), "file name"),
    ];
    for (path, bytes, place) in cases {
        let report = one(path, bytes);
        assert_eq!(report.unread, [], "{path}");
        assert_eq!(report.leaks.len(), 1, "{path} {place}: {:#?}", report.leaks);
        let leak = &report.leaks[0];
        assert_eq!(leak.kind, Kind::Mobile, "{path}");
        assert!(
            leak.place.contains(place),
            "{path}: {} and not {place}",
            leak.place
        );
        let said = format!("{leak:?}{}", leak.say(Lang::Zh));
        assert!(
            !said.contains("0138000") && !said.contains("0013-8000"),
            "{said}"
        );
    }
}

#[test]
fn a_workbook_is_read_to_its_names_and_formulas() {
    let book = zipped(&[
        ("xl/workbook.xml", format!("<workbook><sheets><sheet name=\"{PHONE}\" state=\"hidden\"/></sheets><definedNames><definedName name=\"x\">\"13900139000\"</definedName></definedNames></workbook>").as_bytes()),
        ("xl/sharedStrings.xml", "<sst><si><t>姓名</t></si><si><r><t>王小</t></r><r><t>明</t></r></si><si><t>13700137000</t></si></sst>".as_bytes()),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>x</t></is></c></row><row><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\"><f>CONCAT(\"13600136000\")</f><v>13500135000</v></c></row></sheetData><headerFooter><oddHeader>13400134000</oddHeader></headerFooter></worksheet>"),
        ("docProps/core.xml", "<cp><dc:creator>联系人：李明</dc:creator></cp>".as_bytes()),
    ]);
    let report = one("a.xlsx", book);
    let said: Vec<String> = report
        .leaks
        .iter()
        .map(|l| format!("{} {} {}", l.path, l.place, l.excerpt))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_cannot_be_read_is_said_and_is_not_clean() {
    let zeros = vec![0u8; 80 << 20];
    let bomb = zipped(&[("zeros.txt", &zeros)]);
    assert!(bomb.len() < 200_000);
    let mut deep = b"x".to_vec();
    for _ in 0..6 {
        deep = zipped(&[("a.zip", &deep)]);
    }
    let mut cut = zipped(&[("a.txt", b"hello hello hello")]);
    cut.truncate(40);
    for (path, bytes, why) in [
        ("bomb.zip", bomb, Why::TooLarge),
        ("deep.zip", deep, Why::TooDeep),
        ("a.parquet", b"PAR1....PAR1".to_vec(), Why::Columns),
    ] {
        let report = one(path, bytes);
        let whys: Vec<&Why> = report.unread.iter().map(|u| &u.why).collect();
        assert_eq!(whys, [&why], "{path}");
        assert!(!report.is_clean());
        for lang in [Lang::En, Lang::Zh] {
            assert!(report.unread[0].say(lang).contains(path));
        }
    }
    assert!(matches!(one("cut.zip", cut).unread[0].why, Why::Damaged(_)));
}

#[test]
fn a_parquet_file_is_read_by_its_columns() {
    let parquet = [
        b"PAR1".to_vec(),
        vec![11, 0, 0, 0],
        b"13900139000".to_vec(),
        b"\0\0PAR1".to_vec(),
    ]
    .concat();
    let package = Package::from([("data/a.parquet".to_string(), parquet)]);
    let columns = BTreeMap::from([(
        "data/a.parquet".to_string(),
        format!("id,phone\n1,{PHONE}\n"),
    )]);
    let report = scan(
        &package,
        &detectors(Known::none()),
        &Allowed::default(),
        &columns,
    );
    assert_eq!(report.unread, []);
    assert_eq!(
        report.leaks.len(),
        2,
        "by its columns, and plain in its pages: {:#?}",
        report.leaks
    );
}

#[test]
fn who_signed_is_named_in_the_record_and_nowhere_else() {
    let text = "签名：王小明\n联系电话：0791-88881234\n"
        .as_bytes()
        .to_vec();
    let package = Package::from([
        ("record/a.txt".to_string(), text.clone()),
        ("index.txt".to_string(), text),
    ]);
    let allowed = Allowed::new(["王小明"], ["0791-88881234"]);
    let known = || Known::new([(Kind::Name, "王小明")]).expect("few values");
    let report = scan(&package, &detectors(known()), &allowed, &BTreeMap::new());
    let said: Vec<(&str, Kind)> = report
        .leaks
        .iter()
        .map(|l| (l.path.as_str(), l.kind))
        .collect();
    assert_eq!(said, [("index.txt", Kind::Name)]);
    let none = scan(
        &package,
        &detectors(known()),
        &Allowed::default(),
        &BTreeMap::new(),
    );
    assert_eq!(none.leaks.len(), 4);
}

/// What was made to take for ever does not.
#[test]
fn hostile_bytes_end_soon() {
    let start = std::time::Instant::now();
    for (path, unit, times) in [
        ("a.html", "<a ", 300_000),
        ("a.html", "<a '", 300_000),
        ("a.html", "<!--", 200_000),
        ("a.pdf", "%PDF<FEFF", 100_000),
        ("a.txt", "&#x&%e5%\\u", 100_000),
        ("a.txt", "1 ", 500_000),
        ("a.txt", "经办人", 200_000),
        ("a.txt", "王等3人、", 100_000),
        ("a.txt", "〔", 200_000),
        ("a.txt", "路3号", 200_000),
        ("a.txt", "a@", 300_000),
        ("a.csv", "\"", 300_000),
    ] {
        let _ = one(path, unit.repeat(times).into_bytes());
    }
    let _ = one(
        "a.pdf",
        [b"%PDF".to_vec(), [0xfe, 0xff].repeat(500_000)].concat(),
    );
    let seconds = start.elapsed().as_secs_f64();
    assert!(seconds < 60.0, "{seconds} s");
}

/// Damage of any kind is an answer and no crash.
#[test]
fn any_bytes_are_read() {
    let book = zipped(&[
        ("xl/sharedStrings.xml", b"<sst><si><t>1</t></si></sst>"),
        ("a.txt", b"hello"),
    ]);
    let seeds = [
        book,
        png(b"iTXt", b"a\0\x01\0\0\0x\x9c"),
        b"%PDF-1.7 stream\r\nx\x9cendstream <FEFF00310> <</A(\xfe\xff\x001)>>".to_vec(),
        b"<a b='c>\" d=<!-- <![CDATA[ &#x; %E5% \\u12".to_vec(),
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec(),
        "\"a,b\n\"\"x".as_bytes().to_vec(),
    ];
    for seed in &seeds {
        for i in 0..seed.len() {
            for change in [0x00, 0x3c, 0x80, 0xff] {
                let mut bytes = seed.clone();
                bytes[i] ^= change;
                let cut = bytes[..i].to_vec();
                for path in ["a.html", "a.csv", "a.xml"] {
                    let _ = one(path, bytes.clone());
                    let _ = one(path, cut.clone());
                }
            }
        }
    }
}
