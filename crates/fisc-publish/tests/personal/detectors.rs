//! Tables of what is found and of what is not, and what holds for any text.

use crate::detectors;
use fisc_publish::i18n::Lang;
use fisc_publish::personal::{Kind, Known, redact};
use proptest::prelude::*;

#[test]
fn flagged() {
    use Kind::*;
    let d = detectors(Known::none());
    let cases: &[(Kind, &str, &str)] = &[
        (PersonId, "№11010519491231002X，", "11010519491231002X"),
        // The example of GB 11643-1999.
        (
            PersonId,
            "身份证号11010519491231002X，",
            "11010519491231002X",
        ),
        (PersonId, "id 110105 19491231 002x.", "110105 19491231 002x"),
        (
            PersonId,
            "（１１０１０５１９４９１２３１００２Ｘ）",
            "１１０１０５１９４９１２３１００２Ｘ",
        ),
        (PersonId, "scan_11010519491231002X_1", "11010519491231002X"),
        (
            PersonId,
            "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
            "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        ),
        (PersonId, "残疾证11010519491231002143", ""),
        (PersonId, "身份证号码：110105491231002", "110105491231002"),
        (PersonId, "旧证 110105491231002", "110105491231002"),
        (
            PersonId,
            "公民身份号码110105194912310021（录入有误）",
            "110105194912310021",
        ),
        (PersonId, "1101051949&#49;231002X", "1101051949&#49;231002X"),
        (PersonId, "一一〇一〇五一九四九一二三一〇〇二一", ""),
        (Mobile, "联系电话13800138000。", "13800138000"),
        (Mobile, "138 0013 8000", "138 0013 8000"),
        (Mobile, "138-0013-8000", "138-0013-8000"),
        (Mobile, "138.0013.8000", "138.0013.8000"),
        (Mobile, "+86 13800138000", "+86 13800138000"),
        (Mobile, "0086-13800138000", "0086-13800138000"),
        (Mobile, "tel13800138000", "13800138000"),
        (Mobile, "1%338%300138000", "1%338%300138000"),
        (Mobile, "一三八零零一三八零零零", "一三八零零一三八零零零"),
        (
            Mobile,
            "{\"phone\":\"\\u00313800138000\"}",
            "\\u00313800138000",
        ),
        (Landline, "0791-88881234", "0791-88881234"),
        (Landline, "(0791) 8888-1234", "8888-1234"),
        (Landline, "010-88881234-801", "010-88881234-801"),
        (Landline, "办公电话：88881234", "88881234"),
        (BankCard, "6222021234567890128", ""),
        (BankCard, "4539578763621486", "4539578763621486"),
        (BankCard, "4539 5787 6362 1486", "4539 5787 6362 1486"),
        (
            BankAccount,
            "开户行：某银行某支行，账号：36050110123400000123",
            "36050110123400000123",
        ),
        (
            BankAccount,
            "户名某公司 帐号 3605-0110-1234",
            "3605-0110-1234",
        ),
        (BankAccount, "转入10-123456789012345", "10-123456789012345"),
        (Passport, "护照号E12345678", "E12345678"),
        (Passport, "持EA1234567入境", "EA1234567"),
        (Passport, "港澳通行证C12345678", "C12345678"),
        (Military, "军官证：军字第1234567号", "军字第1234567号"),
        (Plate, "公车赣A12345加油", "赣A12345"),
        (Plate, "粤B·D12345", "粤B·D12345"),
        (
            Email,
            "请发 zhang.san+a@example.gov.cn。",
            "zhang.san+a@example.gov.cn",
        ),
        (Email, "a&commat;example.com", "a&commat;example.com"),
        (Messenger, "微信号：abc_123456", "abc_123456"),
        (Messenger, "QQ 12345678", "12345678"),
        (
            Address,
            "家住林溪市东湖区人民路88号3栋2单元201室",
            "林溪市东湖区人民路88号3栋2单元201室",
        ),
        (
            Address,
            "林溪县青山镇上湾村3组12号，",
            "林溪县青山镇上湾村3组12号",
        ),
        (
            Address,
            "家庭住址：林溪市青山县上湾镇",
            "林溪市青山县上湾镇",
        ),
        (Name, "经办人：王小明，", "王小明"),
        (Name, "领款人王小明于2025年3月领取", "王小明"),
        (Name, "收款人为李明。", "李明"),
        (Name, "张建国同志签字", "张建国"),
        (Name, "由欧阳小明女士代领", "欧阳小明"),
        (Name, "审批人 王 小 明", "王 小 明"),
        (Name, "户名：阿依古丽·买买提", "阿依古丽·买买提"),
        (Name, "虚报王小明、李明、张建国等3人的补贴", "张建国"),
        (Name, "<td>姓名</td> 经办人\":\"王小明\"", "王小明"),
        (SoleTrader, "92360000MA35XJ1U2T", ""),
        (Name, "（经办人：王小明）", "王小明"),
        (Name, "报销人 李明、审批人 张建国", "张建国"),
        (Name, "经办人：王小明、李明；", "李明"),
        (Name, "该村村民王小明、李明、张建国等三人", "王小明"),
        (Name, "户主：欧阳小明", "欧阳小明"),
        (
            PersonId,
            "身份证号：1101051949\u{200b}1231002X",
            "1101051949\u{200b}1231002X",
        ),
        (PersonId, "110105-19491231-002X", "110105-19491231-002X"),
        (Mobile, "手机:138-00138000", "138-00138000"),
        (Mobile, "(138)00138000 或 13800138000", "13800138000"),
        (Plate, "苏E 12345", "苏E 12345"),
        (BankCard, "卡号 4539-5787-6362-1486", "4539-5787-6362-1486"),
        (Address, "住址：人民路88号", "人民路88号"),
        (BirthDate, "1949.12.31生，汉族", "1949.12.31"),
        (BirthDate, "1949年12月31日出生", "1949年12月31日"),
        (BirthDate, "出生日期：1949-12-31", "1949-12-31"),
        (BirthDate, "生于19491231", "19491231"),
    ];
    let mut problems = Vec::new();
    for (kind, text, part) in cases {
        let text = completed(text);
        let hits = d.detect(&text);
        let found = hits
            .iter()
            .any(|h| h.kind == *kind && (part.is_empty() || &text[h.span.clone()] == *part));
        if !found {
            let seen: Vec<_> = hits
                .iter()
                .map(|h| (h.kind, &text[h.span.clone()]))
                .collect();
            problems.push(format!("{kind:?} in {text}: {seen:?}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// With right check characters, where the table has none.
fn completed(text: &str) -> String {
    match text {
        "6222021234567890128" => crate::values::luhn("622202123456789012"),
        "92360000MA35XJ1U2T" => {
            let check = fisc_model::identifier::credit_code_check("92360000MA35XJ1U2");
            format!("92360000MA35XJ1U2{}", check.expect("the alphabet"))
        }
        "残疾证11010519491231002143" => {
            let check =
                fisc_model::identifier::person_id_check("11010519491231001").expect("digits");
            format!("残疾证11010519491231001{check}43")
        }
        "一一〇一〇五一九四九一二三一〇〇二一" => {
            let id = (1..=9)
                .map(|n| format!("1101051949123100{n}"))
                .find_map(|p| {
                    let c = fisc_model::identifier::person_id_check(&p)?;
                    c.is_ascii_digit().then(|| format!("{p}{c}"))
                })
                .expect("one of nine");
            let word = |c: char| {
                "〇一二三四五六七八九"
                    .chars()
                    .nth(c.to_digit(10).expect("a digit") as usize)
            };
            id.chars().filter_map(word).collect()
        }
        other => other.to_string(),
    }
}

#[test]
fn quiet() {
    let d = detectors(Known::none());
    let cases = [
        "财预〔2016〕18号",
        "《预算法》第五十四条、国务院令第729号",
        "预算安排13800138000元，支出1,380,013,800.00元",
        "金额 13800138000.00 合计 138.00",
        "支付金额：13800138000，{\"amount\":13800138000}",
        "增长13.80%，共4539578763621487笔以外的12笔",
        "项目代码 360000210000000012345",
        "统一社会信用代码91350100M000100Y43",
        "发票代码 036001900104，号码 12345678",
        "数电票 25362000000012345678",
        "2016 2017 2018 2019 2020 2021",
        "2025-03-12 至 2025年4月30日",
        "2026-11-25T02:10:44Z",
        "凭证号 2025010100012345",
        "单位编码 360101001，功能科目 2130599，经济科目 30399",
        "sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f013800138000a1b2c3d4e5f60718293a4",
        "账户余额为123456789元",
        "账套 2025 年度，账户3个",
        "经办人和复核人由一人兼任",
        "经办人员未签字，审批人应当在当日签字",
        "负责同志、有关同志、单位同志",
        "县委书记、办公室主任、财务科科长",
        "公路18号桥、地铁12号线、国道105号",
        "第3号公告、江西省2025年第18号公告",
        "@media print, log@3, logo@2x.png",
        "会议于2025年3月12日召开，生产经营正常",
        "收款人名称与合同不符",
        "虚报项目、合同、凭证等3个",
        "新增A股12345万元",
        "客服热线 400-800-8000",
        "审计期间为2024年1月1日至2024年12月31日，出具审计报告",
        "负责人未履行职责，联系人信息不全，经办人为同一人",
        "收款人账户与户名不一致；户名不符的12笔",
        "抽查23个项目，安排资金1.2亿元，其中：中央资金3,600万元",
        "合同编号：HT-2025-0012，招标编号 ZB20250312001",
        "支付凭证 PAY-20250312-000123，指标文号：赣财预指〔2025〕12号",
        "依据《政府采购法》第22条、第71条第（三）项",
        "IP 192.168.10.21，版本 1.2.3，端口 8080",
        "A1:B20, $C$12, R1C1, #REF!",
        "面积1380.25平方米，距离138公里，海拔1380米",
        "东湖区、青山镇、上湾村共3个村12组",
        "EXE-003 CTL-001 DAT-009 n=13",
        "550e8400-e29b-41d4-a716-446655440000",
        "12345678-1380-0138-0000-123456789012",
        "法定代表人为高新区管委会",
        "〔身份证号，涉及个人信息，已隐去〕",
    ];
    let mut problems = Vec::new();
    for text in cases {
        let hits = d.detect(text);
        if !hits.is_empty() {
            let seen: Vec<_> = hits
                .iter()
                .map(|h| (h.kind, &text[h.span.clone()]))
                .collect();
            problems.push(format!("{text}: {seen:?}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_heading_says_what_its_cells_are() {
    let d = detectors(Known::none());
    for (heading, cell, kind) in [
        ("姓名", "王小明", Some(Kind::Name)),
        ("payee_name", "李明", Some(Kind::Name)),
        ("payee_name", "林溪县建材有限公司", None),
        ("项目名称", "王小明", None),
        ("银行账号", "36050110123400000123", Some(Kind::BankAccount)),
        ("编号", "36050110123400000123", None),
        ("金额", "13800138000", None),
        ("电话", "13800138000", Some(Kind::Mobile)),
        ("电话", "88881234", Some(Kind::Landline)),
    ] {
        let found = d.detect_under(heading, cell);
        let kinds: Vec<Kind> = found.iter().map(|h| h.kind).collect();
        assert_eq!(
            kinds,
            kind.into_iter().collect::<Vec<_>>(),
            "{heading} {cell}"
        );
    }
}

#[test]
fn known_values_are_found_in_any_spelling_but_not_in_others() {
    let known = Known::new([
        (Kind::Name, "古丽江"),
        (Kind::Name, "高明"),
        (Kind::BankAccount, "36050-110"),
        (Kind::Other, "12"),
    ])
    .expect("few values");
    assert_eq!(known.too_short(), 1);
    let d = detectors(known);
    for text in [
        "给古丽江发放",
        "古 丽 江",
        "%E5%8F%A4丽江",
        "3605 0110",
        "３６０５０１１０",
        "高明",
    ] {
        assert_eq!(d.detect(text).len(), 1, "{text}");
        assert!(d.detect(text)[0].known);
    }
    for text in ["936050110234", "古丽河", "1 2"] {
        assert_eq!(d.detect(text), [], "{text}");
    }
    let chance = d.detect("提高明显");
    assert_eq!(
        chance[0].confidence,
        fisc_publish::personal::Confidence::Low
    );
}

#[test]
fn a_text_stays_readable_and_says_what_is_gone() {
    let d = detectors(Known::new([(Kind::Name, "王小明")]).expect("few values"));
    let text = "经核查，经办人王小明（身份证号11010519491231002X，电话138-0013-8000）套取资金13800138000元，依据财预〔2016〕18号。";
    let zh = redact(&d, text, Lang::Zh);
    assert_eq!(
        zh.text,
        "经核查，经办人〔姓名，涉及个人信息，已隐去〕（身份证号〔身份证号，涉及个人信息，已隐去〕，电话〔手机号，涉及个人信息，已隐去〕）套取资金13800138000元，依据财预〔2016〕18号。"
    );
    assert_eq!(zh.withheld.values().sum::<usize>(), 3);
    let en = redact(&d, "Paid to 13800138000.", Lang::En);
    assert_eq!(
        en.text,
        "Paid to 〔mobile number withheld: personal data〕."
    );
    assert_eq!(redact(&d, &zh.text, Lang::Zh).text, zh.text);
}

fn likely() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[0-9]{1,20}",
        "[0-9xX]{1,6}[ -]",
        "[%&#;0-9a-fu\\\\]{1,8}",
        Just("经办人：王小明、".to_string()),
        Just("账号".to_string()),
        Just("电话：".to_string()),
        Just("〔姓名，涉及个人信息，已隐去〕".to_string()),
        Just("〔".to_string()),
        Just("等3人".to_string()),
        Just("同志".to_string()),
        Just("人民路8号3栋".to_string()),
        Just("京A".to_string()),
        Just("军字第1234567号".to_string()),
        Just("微信号".to_string()),
        Just("出生".to_string()),
        Just("1949年12月".to_string()),
        Just("E12345678".to_string()),
        Just("92".to_string()),
        Just("a@b.cn".to_string()),
        Just("13800138000".to_string()),
        Just("11010519491231002X".to_string()),
        Just("一三八零零一三八零零零".to_string()),
        "[张王李欧阳小明和等在元号０-９Ａ. \\n·、，：-]{1,6}",
        ".{0,3}",
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn any_text_is_judged_and_what_is_replaced_is_gone(text in likely(), heading in "(姓名|账号|金额|)") {
        let d = detectors_once();
        for hits in [d.detect(&text), d.detect_under(&heading, &text)] {
            let mut last = 0;
            for hit in hits {
                prop_assert!(hit.span.start >= last && hit.span.end > hit.span.start);
                prop_assert!(text.get(hit.span.clone()).is_some(), "{:?}", hit);
                last = hit.span.end;
            }
        }
        for lang in [Lang::Zh, Lang::En] {
            let redacted = redact(d, &text, lang);
            prop_assert_eq!(d.detect(&redacted.text), vec![], "{} → {}", text, redacted.text);
        }
    }
}

fn detectors_once() -> &'static fisc_publish::personal::Detectors {
    static ONCE: std::sync::LazyLock<fisc_publish::personal::Detectors> =
        std::sync::LazyLock::new(|| {
            detectors(
                Known::new([(Kind::Name, "王小明"), (Kind::BankAccount, "12345678")])
                    .expect("few values"),
            )
        });
    &ONCE
}
