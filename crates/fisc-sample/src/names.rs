//! Invented names and numbers. Region 99 does not exist, the words 虚构 (invented) and the cyclical
//! characters 甲乙丙丁 are what Chinese examples use for "A, B, C"; all check digits are right.

use fisc_model::identifier::{credit_code_check, person_id_check};

const CYCLE: [char; 22] = [
    '甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑', '寅', '卯', '辰', '巳',
    '午', '未', '申', '酉', '戌', '亥',
];

/// What suppliers deal in; a supplier's trade is its index modulo their number.
pub(crate) const TRADES: [&str; 12] = [
    "办公用品",
    "建材",
    "信息技术",
    "工程建设",
    "设备",
    "印务",
    "物业",
    "检测",
    "咨询",
    "园林",
    "运输",
    "仪器",
];

/// Characters that tell one index from every other.
pub(crate) fn stem(mut index: u64) -> String {
    let mut out = String::new();
    loop {
        out.push(CYCLE[(index % 22) as usize]);
        index /= 22;
        if index == 0 && out.chars().count() > 1 {
            return out;
        }
    }
}

/// A supplier's name.
pub(crate) fn enterprise(index: u64) -> String {
    let trades = TRADES.len() as u64;
    format!(
        "虚构{}{}有限公司",
        stem(index / trades),
        TRADES[(index % trades) as usize]
    )
}

/// A person's name.
pub(crate) fn person(index: u64) -> String {
    format!("虚{}", stem(index))
}

/// A unified social credit code: kind (91 enterprise, 11 public body, 12 institution) and index.
pub(crate) fn credit_code(kind: u64, region: &str, index: u64) -> String {
    let first = format!("{kind:02}{:0<6.6}{index:09}", region);
    let check = credit_code_check(&first).unwrap_or('0');
    format!("{first}{check}")
}

/// A resident identity number of region 99: an index never gives the number of another one.
pub(crate) fn person_id(index: u64) -> String {
    const DAYS: u64 = 16_000;
    let day = index.wrapping_mul(7_919) % DAYS;
    // 1950-01-01 and later, so that the youngest is of age in the year audited.
    let born = chrono::NaiveDate::from_ymd_opt(1950, 1, 1)
        .and_then(|d| d.checked_add_days(chrono::Days::new(day)))
        .unwrap_or_default();
    let group = index / DAYS;
    let region = 990_101 + group / 1000;
    let first = format!("{region}{}{:03}", born.format("%Y%m%d"), group % 1000);
    let check = person_id_check(&first).unwrap_or('0');
    format!("{first}{check}")
}

/// Whose account.
#[derive(Clone, Copy)]
pub(crate) enum Holder {
    Treasury = 0,
    Organization = 1,
    Agent = 2,
    Enterprise = 3,
    Person = 4,
}

/// A bank account of 19 digits with a right check digit; first digit 9: of no card scheme.
pub(crate) fn account(holder: Holder, index: u64) -> String {
    let mut out = format!("999{}{index:014}", holder as u64);
    // From the right, every other digit counts twice, the first before the check digit among them.
    let sum: u32 = out
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b - b'0') << (1 - i % 2);
            if d > 9 { d - 9 } else { d }
        })
        .sum();
    out.push(char::from(b'0' + ((10 - sum % 10) % 10) as u8));
    out
}

/// A telephone number of no network.
pub(crate) fn phone(index: u64) -> String {
    format!("100{index:08}")
}

/// An address that no other index has.
pub(crate) fn address(index: u64) -> String {
    format!("青山省虚构路{}号{}室", index / 40 + 1, 101 + index % 40)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fisc_model::identifier::{credit_code_valid, luhn_valid, person_id_valid};
    use fisc_stats::matching::name_key;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_are_valid_and_one_of_a_kind() {
        let mut seen = BTreeSet::new();
        for i in (0..3_000).chain([48_000, 1_234_567]) {
            assert!(person_id_valid(&person_id(i)), "{}", person_id(i));
            assert!(credit_code_valid(&credit_code(91, "990101", i)));
            assert!(credit_code_valid(&credit_code(11, "990000", i)));
            let account = account(Holder::Enterprise, i);
            assert!(luhn_valid(&account) && account.len() == 19);
            for text in [
                person_id(i),
                credit_code(91, "99", i),
                account,
                phone(i),
                address(i),
                person(i),
            ] {
                assert!(seen.insert(text.clone()), "{text}");
            }
            assert!(seen.insert(name_key(&enterprise(i))), "{}", enterprise(i));
        }
    }
}
