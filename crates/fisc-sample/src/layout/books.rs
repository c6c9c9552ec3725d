//! The exports of an accounting program, with the headers that 用友 (Yonyou) programs give them:
//! balances without a sign but with a side, amounts with thousands marks, kind and number of a
//! voucher in one cell.

use super::{Dates, Encoding, Make, Spec};

pub(super) static SPECS: [Spec; 2] = [
    Spec {
        table: "journal_line",
        file: "序时账.csv",
        mapping: "cn-yonyou-journal-line",
        encoding: Encoding::Utf8,
        dates: Dates::Dotted,
        columns: &[
            ("单位编码", Make::Column("org_code")),
            ("账套名称", Make::Column("book")),
            ("会计期间", Make::Month("period")),
            ("凭证日期", Make::Column("posted_on")),
            ("凭证字号", Make::Voucher),
            ("分录号", Make::Column("line_no")),
            ("科目编码", Make::Column("account_code")),
            ("科目名称", Make::Column("account_name")),
            ("往来单位", Make::Column("counterparty")),
            ("摘要", Make::Column("summary")),
            ("借方金额", Make::Grouped("debit_amount")),
            ("贷方金额", Make::Grouped("credit_amount")),
            ("制单人", Make::Column("prepared_by")),
            ("审核人", Make::Column("reviewed_by")),
            ("记账人", Make::Column("posted_by")),
            ("制单时间", Make::Column("entered_at")),
        ],
    },
    Spec {
        table: "account_balance",
        file: "科目余额表.csv",
        mapping: "cn-yonyou-account-balance",
        encoding: Encoding::Utf8,
        dates: Dates::Dotted,
        columns: &[
            ("单位编码", Make::Column("org_code")),
            ("账套名称", Make::Column("book")),
            ("会计期间", Make::Month("period")),
            ("科目编码", Make::Column("account_code")),
            ("科目名称", Make::Column("account_name")),
            (
                "余额方向",
                Make::Words("direction", &[("debit", "借"), ("credit", "贷")]),
            ),
            ("期初方向", Make::Side("opening_amount")),
            ("期初余额", Make::Unsigned("opening_amount")),
            ("本期借方发生额", Make::Grouped("debit_amount")),
            ("本期贷方发生额", Make::Grouped("credit_amount")),
            ("期末方向", Make::Side("closing_amount")),
            ("期末余额", Make::Unsigned("closing_amount")),
        ],
    },
];
