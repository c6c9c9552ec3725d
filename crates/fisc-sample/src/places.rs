//! The invented governments, and the fields of government with the programs that pay for them.

use crate::world::YEAR;
use chrono::NaiveDate;

/// A government.
pub(crate) struct Government {
    pub code: &'static str,
    pub name: &'static str,
    pub level: &'static str,
    /// Index of the one above; the province has none here.
    pub parent: Option<usize>,
    /// The day its budget was approved.
    pub voted_on: NaiveDate,
}

pub(crate) const fn day(month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(YEAR, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

const fn government(
    code: &'static str,
    name: &'static str,
    level: &'static str,
    parent: Option<usize>,
    voted_on: NaiveDate,
) -> Government {
    Government {
        code,
        name,
        level,
        parent,
        voted_on,
    }
}

/// Parents stand before their children.
pub(crate) static GOVERNMENTS: [Government; 12] = [
    government("990000", "青山省", "province", None, day(1, 18)),
    government("990100", "云岭市", "city", Some(0), day(1, 15)),
    government("990200", "白河市", "city", Some(0), day(1, 15)),
    government("990101", "东溪县", "county", Some(1), day(1, 10)),
    government("990102", "西坪县", "county", Some(1), day(1, 10)),
    government("990103", "南湾县", "county", Some(1), day(1, 10)),
    government("990201", "北原县", "county", Some(2), day(1, 10)),
    government("990202", "中泽县", "county", Some(2), day(1, 10)),
    government("990101100", "东溪县甲乡", "township", Some(3), day(1, 8)),
    government("990101200", "东溪县乙镇", "township", Some(3), day(1, 8)),
    government("990102100", "西坪县丙乡", "township", Some(4), day(1, 8)),
    government("990201100", "北原县丁镇", "township", Some(6), day(1, 8)),
];

/// A field of government: its department, its function code, and the program that pays for it.
pub(crate) struct Field {
    pub name: &'static str,
    pub function: &'static str,
    pub program: &'static str,
    /// Kind of the transfers of its program.
    pub transfer: &'static str,
}

const fn field(
    name: &'static str,
    function: &'static str,
    program: &'static str,
    transfer: &'static str,
) -> Field {
    Field {
        name,
        function,
        program,
        transfer,
    }
}

/// Program and field have one index: a program pays for its own field only.
pub(crate) static FIELDS: [Field; 12] = [
    field("财政", "2010699", "均衡性补助（样例）", "general"),
    field("教育", "2050299", "校舍安全补助（样例）", "shared"),
    field("卫生健康", "2100399", "基层医疗能力补助（样例）", "special"),
    field("交通运输", "2140199", "乡道养护补助（样例）", "special"),
    field("水利", "2130399", "小型水库维护补助（样例）", "special"),
    field("农业农村", "2130199", "梯田改造补助（样例）", "special"),
    field("民政", "2080299", "困难家庭照料补助（样例）", "direct"),
    field(
        "人力资源社会保障",
        "2080199",
        "就业见习补助（样例）",
        "direct",
    ),
    field(
        "住房城乡建设",
        "2120199",
        "老旧小区改造补助（样例）",
        "special",
    ),
    field("文化旅游", "2070199", "乡村书屋补助（样例）", "special"),
    field("自然资源", "2200199", "矿山复绿补助（样例）", "special"),
    field("生态环境", "2110199", "河道清淤补助（样例）", "special"),
];

/// A program's code.
pub(crate) fn program_code(field: usize) -> String {
    format!("QS{:02}", field + 1)
}
