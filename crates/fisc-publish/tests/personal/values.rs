//! Made-up personal data of twelve kinds from a fixed seed: nobody's.

use fisc_model::identifier::{credit_code_check, luhn_valid, person_id_check};
use fisc_publish::personal::Kind;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// The kinds that are planted.
pub const KINDS: [Kind; 12] = [
    Kind::PersonId,
    Kind::Mobile,
    Kind::Landline,
    Kind::BankCard,
    Kind::BankAccount,
    Kind::Passport,
    Kind::Plate,
    Kind::Email,
    Kind::Address,
    Kind::Name,
    Kind::SoleTrader,
    Kind::BirthDate,
];

/// The digits with a Luhn check digit after them.
pub fn luhn(digits: &str) -> String {
    (0..10)
        .map(|n| format!("{digits}{n}"))
        .find(|card| luhn_valid(card))
        .expect("one of ten")
}

pub struct Source(ChaCha8Rng);

impl Source {
    pub fn new() -> Source {
        Source(ChaCha8Rng::seed_from_u64(20_260_401))
    }

    fn below(&mut self, n: u32) -> u32 {
        self.0.next_u32() % n
    }

    fn digits(&mut self, n: usize) -> String {
        (0..n)
            .map(|_| char::from(b'0' + u8::try_from(self.below(10)).expect("a digit")))
            .collect()
    }

    fn one_of(&mut self, all: &str) -> char {
        let n = u32::try_from(all.chars().count()).expect("few");
        all.chars().nth(self.below(n) as usize).expect("in range")
    }

    fn name(&mut self) -> String {
        let surname = self.one_of("王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾");
        let first = self.one_of("建国志强秀英桂兰丽华文斌晓雪梓涵浩宇思琪俊杰");
        let second = self.one_of("芳敏静磊军洋勇艳杰娟涛超霞鹏飞鑫波娜倩琳凯颖");
        format!("{surname}{first}{second}")
    }

    fn day(&mut self) -> (u32, u32, u32) {
        (
            1945 + self.below(60),
            1 + self.below(12),
            1 + self.below(28),
        )
    }

    /// One value of a kind, as it would stand in a ledger.
    pub fn value(&mut self, kind: Kind) -> String {
        match kind {
            Kind::PersonId => {
                let (y, m, d) = self.day();
                let first = format!(
                    "3601{:02}{y}{m:02}{d:02}{}",
                    1 + self.below(30),
                    self.digits(3)
                );
                let check = person_id_check(&first).expect("digits");
                format!("{first}{check}")
            }
            Kind::Mobile => format!("1{}{}", self.one_of("3456789"), self.digits(9)),
            Kind::Landline => format!("079{}-8{}", self.below(10), self.digits(7)),
            Kind::BankCard => {
                let digits = format!("622202{}", self.digits(12));
                luhn(&digits)
            }
            Kind::BankAccount => format!("3605{}", self.digits(13)),
            Kind::Passport => format!("E{}", self.digits(8)),
            Kind::Plate => format!("赣{}{}", self.one_of("ABCDEFGHJK"), self.digits(5)),
            Kind::Email => format!("user{}@mail.example.com", self.digits(8)),
            Kind::Address => format!(
                "林溪市{}湖区{}{}路{}号{}室",
                self.one_of("东西南北"),
                self.one_of("青红白紫"),
                self.one_of("山水松竹"),
                1 + self.below(900),
                101 + self.below(3000)
            ),
            Kind::Name => self.name(),
            Kind::SoleTrader => {
                let first = format!("92360100MA{}", self.digits(7));
                let check = credit_code_check(&first).expect("the alphabet");
                format!("{first}{check}")
            }
            Kind::BirthDate => {
                let (y, m, d) = self.day();
                format!("{y}年{m}月{d}日")
            }
            other => unreachable!("{other:?} is not planted"),
        }
    }

    /// `n` different values, kind by kind in turn.
    pub fn values(&mut self, n: usize) -> Vec<(Kind, String)> {
        let mut all: Vec<(Kind, String)> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        while all.len() < n {
            let kind = KINDS[all.len() % KINDS.len()];
            let value = self.value(kind);
            if seen.insert(value.clone()) {
                all.push((kind, value));
            }
        }
        all
    }
}

/// The words that stand before such a value in a paper.
pub fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::BankAccount => "账号：",
        Kind::Name => "经办人：",
        Kind::BirthDate => "出生日期：",
        _ => "另有",
    }
}
