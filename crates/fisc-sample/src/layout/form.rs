//! How one cell of a foreign file is made from a canonical row.

use super::{Dates, Make, Spec};
use csv::ByteRecord;
use fisc_model::Money;
use fisc_model::schema::{self, Type};

/// One column of a file.
pub(crate) struct Cell {
    pub header: String,
    pub form: Form,
}

/// How its cells are made; numbers are positions in the canonical row.
pub(crate) enum Form {
    Copy(usize),
    Digits(usize),
    Dotted(usize),
    /// The separator of the ISO form is a space in theirs.
    Moment(usize),
    Words(usize, &'static [(&'static str, &'static str)]),
    Grouped(usize),
    Constant(&'static str),
    DebitOrCredit {
        credit: usize,
    },
    EitherAmount {
        debit: usize,
        credit: usize,
    },
    Side(usize),
    Unsigned(usize),
    Voucher {
        kind: usize,
        id: usize,
    },
}

impl Form {
    /// Finds the columns a cell is made from. One that the province does not use stays empty.
    pub(crate) fn bind(make: &Make, spec: &Spec, columns: &[String]) -> Form {
        let at = |name: &str| columns.iter().position(|c| c == name).unwrap_or(usize::MAX);
        match make {
            Make::Column(name) => {
                let ty = schema::table(spec.table)
                    .and_then(|t| t.column(name))
                    .map(|c| c.ty);
                match (ty, spec.dates) {
                    (Some(Type::Date), Dates::Digits) => Form::Digits(at(name)),
                    (Some(Type::Date), Dates::Dotted) => Form::Dotted(at(name)),
                    (Some(Type::Timestamp), _) => Form::Moment(at(name)),
                    _ => Form::Copy(at(name)),
                }
            }
            Make::Month(name) => Form::Dotted(at(name)),
            Make::Words(name, words) => Form::Words(at(name), words),
            Make::Grouped(name) => Form::Grouped(at(name)),
            Make::Alive => Form::Constant("2"),
            Make::DebitOrCredit => Form::DebitOrCredit {
                credit: at("credit_amount"),
            },
            Make::EitherAmount => Form::EitherAmount {
                debit: at("debit_amount"),
                credit: at("credit_amount"),
            },
            Make::Side(name) => Form::Side(at(name)),
            Make::Unsigned(name) => Form::Unsigned(at(name)),
            Make::Voucher => Form::Voucher {
                kind: at("voucher_kind"),
                id: at("voucher_id"),
            },
        }
    }

    /// The text of the cell.
    pub(crate) fn text(&self, row: &ByteRecord) -> String {
        let cell =
            |at: usize| std::str::from_utf8(row.get(at).unwrap_or_default()).unwrap_or_default();
        let amount = |at: usize| Money::parse(cell(at)).unwrap_or_default();
        match *self {
            Form::Copy(at) => cell(at).to_string(),
            Form::Digits(at) => cell(at).replace('-', ""),
            Form::Dotted(at) => cell(at).replace('-', "."),
            Form::Moment(at) => cell(at).replace('T', " "),
            Form::Words(at, words) => {
                let text = cell(at);
                words
                    .iter()
                    .find(|(ours, _)| *ours == text)
                    .map_or(text, |(_, theirs)| theirs)
                    .to_string()
            }
            Form::Grouped(at) if amount(at) == Money::ZERO => String::new(),
            Form::Grouped(at) => amount(at).grouped(),
            Form::Constant(text) => text.to_string(),
            Form::DebitOrCredit { credit } => if amount(credit) == Money::ZERO {
                "1"
            } else {
                "-1"
            }
            .to_string(),
            Form::EitherAmount { debit, credit } => (amount(debit) + amount(credit)).to_string(),
            Form::Side(at) => match amount(at).0.signum() {
                1 => "借",
                -1 => "贷",
                _ => "平",
            }
            .to_string(),
            Form::Unsigned(at) => amount(at).abs().grouped(),
            Form::Voucher { kind, id } => format!("{}-{}", cell(kind), cell(id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_written_as_they_would_be() {
        let row = ByteRecord::from(vec![
            "2025-03-07",
            "-1234.50",
            "0.00",
            "paid",
            "记",
            "12",
            "2025-03-07T09:05:00",
        ]);
        for (form, expected) in [
            (Form::Digits(0), "20250307"),
            (Form::Dotted(0), "2025.03.07"),
            (Form::Moment(6), "2025-03-07 09:05:00"),
            (Form::Grouped(1), "-1,234.50"),
            (Form::Grouped(2), ""),
            (Form::Words(3, &[("paid", "已支付")]), "已支付"),
            (Form::Words(5, &[("paid", "已支付")]), "12"),
            (Form::DebitOrCredit { credit: 2 }, "1"),
            (Form::DebitOrCredit { credit: 1 }, "-1"),
            (
                Form::EitherAmount {
                    debit: 2,
                    credit: 1,
                },
                "-1234.50",
            ),
            (Form::Side(1), "贷"),
            (Form::Side(2), "平"),
            (Form::Unsigned(1), "1,234.50"),
            (Form::Voucher { kind: 4, id: 5 }, "记-12"),
            (Form::Copy(usize::MAX), ""),
        ] {
            assert_eq!(form.text(&row), expected);
        }
    }
}
