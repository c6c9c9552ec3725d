//! Every sentence of the package in both languages, in one place: so that a translator reads one
//! file, and a test can hold that both languages say the same things.

use fisc_model::lead::{ResultKind, Severity};
use fisc_model::run::Outcome;

/// The language of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// A text in both languages. `{name}` is a place to fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

impl Text {
    /// The text in this language.
    pub fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
}

const fn t(en: &'static str, zh: &'static str) -> Text {
    Text { en, zh }
}

/// The word of data/methods.csv for how a method ended.
pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Leads => "leads",
        Outcome::Clean => "clean",
        Outcome::Skipped => "skipped",
        Outcome::Failed => "failed",
    }
}

/// How a method that was not run ended, for people.
pub fn outcome(outcome: Outcome) -> Text {
    match outcome {
        Outcome::Leads => t("leads", "有疑点"),
        Outcome::Clean => t("no leads", "无疑点"),
        Outcome::Skipped => t("skipped", "未执行"),
        Outcome::Failed => t("failed", "执行失败"),
    }
}

/// The kind of test, for people.
pub fn result(result: ResultKind) -> Text {
    match result {
        ResultKind::Breach => t("against a rule", "对照规定"),
        ResultKind::ToVerify => t("to verify", "需要核实"),
        ResultKind::Indicator => t("indicator", "风险提示"),
    }
}

/// A shape and a word, so that no state hangs on colour.
pub fn severity(severity: Severity) -> (&'static str, Text) {
    match severity {
        Severity::High => ("▲", t("high", "高")),
        Severity::Medium => ("◆", t("medium", "中")),
        Severity::Low => ("●", t("low", "低")),
        Severity::Info => ("○", t("information", "提示")),
    }
}

/// Unit and meaning of a total; the unit of an amount is the currency.
pub fn measure(name: &str) -> (&'static str, Text) {
    match name {
        "ledger_rows" => ("rows", t("rows of the ledger", "账据总行数")),
        "methods" => ("methods", t("methods of the catalogue", "方法总数")),
        "methods_run" => ("methods", t("methods that were run", "已执行的方法数")),
        "leads" => ("leads", t("leads of all methods", "疑点总数")),
        "evidence_rows" => (
            "rows",
            t(
                "evidence rows; a row that two leads rest on counts twice",
                "证据行数；一行支持两个疑点的计两次",
            ),
        ),
        "distinct_evidence_rows" => (
            "rows",
            t("evidence rows, each once", "证据行数，每行只计一次"),
        ),
        "amount_each_row_once" => (
            "",
            t(
                "amount at issue: each evidence row once over all methods, with its largest share; without indicators",
                "涉及金额：各方法合并后每个证据行只计一次，取其最大份额；不含风险提示类",
            ),
        ),
        "amount_all_methods" => (
            "",
            t(
                "the methods' amounts added up; a row that two methods flag counts twice; without indicators",
                "各方法金额直接相加；两个方法指向同一行的计两次；不含风险提示类",
            ),
        ),
        "amount_breach" => (
            "",
            t(
                "amounts of the tests against a rule, added up",
                "对照规定类方法的金额合计",
            ),
        ),
        "amount_to_verify" => (
            "",
            t(
                "amounts of the tests to verify, added up",
                "需要核实类方法的金额合计",
            ),
        ),
        _ => ("", NOTHING),
    }
}

/// The currency as people say it; others by their code.
pub fn unit(currency: &str, lang: Lang) -> &str {
    match currency {
        "CNY" => t("yuan", "元").of(lang),
        other => other,
    }
}

pub const NOTHING: Text = t("", "");
pub const STATUS: Text = t("internal draft", "内部草稿");
pub const BANNER: Text = t(
    "internal draft — not for publication",
    "内部草稿，不得对外公开",
);
pub const PACKAGE_ABOUT: Text = t(
    "Sums of what the methods of one run returned. Leads are what a test returned and nobody has confirmed yet; they are not findings. Nothing in it is about a single payee or person. In every table a text that begins like a formula has an apostrophe before it.",
    "一次运行中各方法结果的汇总。疑点是方法返回、尚未经人核实的线索，不是审计发现。不含任何单个收款人或个人的信息。各表中形似公式开头的文本前加撇号。",
);
pub const FAILED: Text = t(
    "the method stopped with an error; its message is in the engagement's leads/run.json",
    "方法执行出错，错误信息见项目的 leads/run.json",
);
pub const NO_REASON: Text = t("no reason was recorded", "未记录原因");
pub const NOT_SHOWN: Text = t(
    "leads about payees and persons: this package names only organizations and governments",
    "涉及收款人和个人的疑点：本数据包只列示单位和政府",
);

// Tables.
pub const METHODS: Text = t("Methods and what they returned", "审计方法及结果");
pub const METHODS_ABOUT: Text = t(
    "A row is a method. population = tested + excluded. The amount is empty for an indicator, which never adds to an amount, and for a method that was not run.",
    "每行一个方法。总体 = 已测试 + 已排除。风险提示类方法不计金额，未执行的方法无金额，均为空。",
);
pub const EXCLUSIONS: Text = t("Rows left out, by reason", "已排除的行（按原因）");
pub const EXCLUSIONS_ABOUT: Text = t(
    "A row is a reason for which a method left rows out.",
    "每行是一个方法排除若干行的一个原因。",
);
pub const SUBJECTS: Text = t(
    "Leads by organization and government",
    "按单位和政府汇总的疑点",
);
pub const SUBJECTS_ABOUT: Text = t(
    "A row is an organization or a government; one row holds all others together. A row of the ledger that two methods flag counts twice in the amount; totals.csv has the amount with each row once.",
    "每行一个单位或政府，其余合并为一行。金额中两个方法指向同一账据行的计两次；每行只计一次的金额见 totals.csv。",
);
pub const TOTALS: Text = t("Totals", "合计");
pub const TOTALS_ABOUT: Text = t(
    "A row is a total and what it means.",
    "每行一个合计数及其含义。",
);
pub const PARAMETERS: Text = t("Parameters in force", "所用参数");
pub const PARAMETERS_ABOUT: Text = t(
    "A row is a value under which a method judged, with its dates and its legal basis.",
    "每行是一个方法所用的一个参数值，附适用日期和依据。",
);
pub const COVERAGE: Text = t("Methods that were not run, and why", "未执行的方法及原因");
pub const COVERAGE_ABOUT: Text = t(
    "A row is a method that was not run: what it looks for was not looked for.",
    "每行一个未执行的方法：其所查事项未经检查。",
);

// Columns.
pub const CODE: Text = t("method", "方法编码");
pub const NAME_EN: Text = t("name (English)", "名称（英文）");
pub const NAME_ZH: Text = t("name (Chinese)", "名称（中文）");
pub const RESULT: Text = t("kind of test", "方法类型");
pub const SEVERITY: Text = t("severity", "重要程度");
pub const CONFIDENCE: Text = t("confidence", "可信程度");
pub const OUTCOME: Text = t("outcome", "执行结果");
pub const REASON_EN: Text = t("reason (English)", "原因（英文）");
pub const REASON_ZH: Text = t("reason (Chinese)", "原因（中文）");
pub const REASON: Text = t("reason", "原因");
pub const POPULATION: Text = t("rows in the population", "总体行数");
pub const TESTED: Text = t("rows tested", "已测试行数");
pub const EXCLUDED: Text = t("rows left out", "已排除行数");
pub const LEADS: Text = t("leads", "疑点数");
pub const EVIDENCE: Text = t("evidence rows", "证据行数");
pub const AMOUNT: Text = t("amount at issue", "涉及金额");
pub const ROWS: Text = t("rows", "行数");
pub const KIND: Text = t("kind of subject", "对象类型");
pub const SUBJECT: Text = t("code of the subject", "对象编码");
pub const NAME: Text = t("name", "名称");
pub const LEADS_HIGH: Text = t("leads of high severity", "疑点数（高）");
pub const LEADS_MEDIUM: Text = t("leads of medium severity", "疑点数（中）");
pub const LEADS_LOW: Text = t("leads of low severity", "疑点数（低）");
pub const LEADS_INFO: Text = t("leads for information", "疑点数（提示）");
pub const MEASURE: Text = t("measure", "指标名称");
pub const VALUE: Text = t("value", "值");
pub const UNIT: Text = t("unit", "单位");
pub const MEANING_EN: Text = t("meaning (English)", "含义（英文）");
pub const MEANING_ZH: Text = t("meaning (Chinese)", "含义（中文）");
pub const PARAMETER: Text = t("parameter", "参数");
pub const SOURCE: Text = t("where the value comes from", "取值来源");
pub const FROM: Text = t("in force from", "适用起始日");
pub const TO: Text = t("in force to", "适用截止日");
pub const BASIS: Text = t("legal basis", "法律依据");

// Pages.
pub const OTHER_LANGUAGE: Text = t("中文", "English");
pub const LANGUAGES: Text = t("Language", "语言");
pub const YEAR: Text = t("Fiscal year {year}", "{year} 年度");
pub const SUMMARY: Text = t("In short", "概要");
pub const SUMMARY_TEXT: Text = t(
    "{methods_run} of {methods} methods were run on {ledger_rows} rows of the ledger. They returned {leads} leads on {distinct_evidence_rows} rows, with {amount_each_row_once} {unit} at issue, each row counted once.",
    "在 {ledger_rows} 行账据上执行了 {methods} 个方法中的 {methods_run} 个，产生疑点 {leads} 个，涉及 {distinct_evidence_rows} 行、金额 {amount_each_row_once} {unit}（每行只计一次）。",
);
pub const WHAT_A_LEAD_IS: Text = t(
    "A lead is what a test returned and nobody has confirmed yet. It is not a finding.",
    "疑点是方法返回、尚未经人核实的线索，不是审计发现。",
);
pub const NO_LEADS: Text = t(
    "No method returned a lead. That says only that these tests found nothing in the rows they tested.",
    "没有方法产生疑点。这只说明这些方法在所测试的行中未有发现。",
);
pub const METHODS_HEADING: Text = t("What was tested", "测试了什么");
pub const METHODS_CAPTION: Text = t(
    "Methods that were run. Amounts in {unit}.",
    "已执行的方法。金额单位：{unit}。",
);
pub const METHODS_NOTE: Text = t(
    "“Against a rule”: rule and amount follow from law and complete data. “To verify”: needs a look at the documents. “Indicator”: points somewhere and never adds to an amount. The kind is that of the test, not of what was found. A row that two methods flag counts in both.",
    "“对照规定”：规则和金额可由法规和完整数据得出。“需要核实”：须查阅资料核实。“风险提示”：仅作提示，不计金额。类型是方法的类型，不是对结果的定性。两个方法指向同一行的，两处均计。",
);
pub const NONE_RUN: Text = t(
    "No method was run; the next section says why.",
    "没有执行任何方法，原因见“未能检查的事项”。",
);
pub const METHOD: Text = t("Method", "方法");
pub const NO_AMOUNT: Text = t("not an amount", "不计金额");
pub const AMOUNT_HEADING: Text = t("Amount by method", "各方法涉及金额");
pub const LEADS_HEADING: Text = t("Leads by method", "各方法疑点数");
pub const AMOUNT_MESSAGE: Text = t(
    "{name} ({code}) has the largest amount at issue: {value} {unit}",
    "“{name}”（{code}）涉及金额最大：{value} {unit}",
);
pub const LEADS_MESSAGE: Text = t(
    "{name} ({code}) has the most leads: {value}",
    "“{name}”（{code}）疑点最多：{value} 个",
);
pub const AMOUNT_UNIT: Text = t("Amount at issue in {unit}.", "涉及金额，单位：{unit}。");
pub const LEADS_UNIT: Text = t("Number of leads.", "疑点个数。");
pub const CHART_PART: Text = t(
    " The {shown} largest of {all}; the table has all.",
    "图中为 {all} 个方法中最大的 {shown} 个，全部见下表。",
);
pub const CHART_TABLE: Text = t("The chart as a table", "以表格查看");
pub const NO_CHART: Text = t(
    "There is nothing to draw: no method returned a lead.",
    "没有方法产生疑点，无图。",
);
pub const COVERAGE_HEADING: Text = t("What could not be tested, and why", "未能检查的事项及原因");
pub const ALL_RUN: Text = t("Every method was run.", "所有方法均已执行。");
pub const NONE_EXCLUDED: Text = t(
    "No method left rows out of its population.",
    "各方法均未从总体中排除任何行。",
);
pub const COVERAGE_NOTE: Text = t(
    "What these methods look for was not looked for. That is not a clean result.",
    "这些方法所查事项未经检查，不等于没有问题。",
);
pub const VERIFY_HEADING: Text = t("How to verify", "如何核验");
pub const VERIFY_INTRO: Text = t(
    "Three lines to type in the folder of this package:",
    "在本数据包所在文件夹中输入三行：",
);
pub const VERIFY_SUMS: Text = t(
    "Every file is as it was when the list of checksums was made.",
    "各文件与生成校验清单时一致。",
);
pub const VERIFY_FISC: Text = t(
    "No file is missing or added, every table reads, its numbers are exact, and the totals follow from the tables.",
    "文件不缺不多，各表可读，数字精确，合计与各表相符。",
);
pub const VERIFY_OFFICE: Text = t(
    "This is the package the audit office made, if the number equals the one the office gave you by another way. A draft is not signed.",
    "如所得数值与审计机关另行告知的一致，即为其制作的数据包。草稿未签名。",
);
pub const DATA_HEADING: Text = t("The data", "数据");
pub const DATA_INTRO: Text = t(
    "The tables behind this page; datapackage.json describes them.",
    "本页所依据的各表，说明见 datapackage.json。",
);
pub const DATA_ROWS: Text = t("rows: {rows}", "{rows} 行");
pub const MADE_FROM: Text = t(
    "Made from run {run} over ledger {ledger}.",
    "依据运行 {run}、账据 {ledger} 生成。",
);

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> std::collections::BTreeSet<&str> {
        let after = text.split('{').skip(1);
        after
            .map(|rest| rest.split('}').next().unwrap_or_default())
            .collect()
    }

    #[test]
    fn both_languages_fill_the_same_places() {
        for text in [
            YEAR,
            SUMMARY_TEXT,
            METHODS_CAPTION,
            AMOUNT_MESSAGE,
            LEADS_MESSAGE,
            AMOUNT_UNIT,
            CHART_PART,
            DATA_ROWS,
            MADE_FROM,
        ] {
            assert!(
                !places(text.en).is_empty() && places(text.en) == places(text.zh),
                "{text:?}"
            );
        }
    }
}
