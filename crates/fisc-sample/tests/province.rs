//! The province as its readers get it: the same bytes each time, every seed in its place, and a
//! background in which nothing is out of order.

use fisc_catalogue::Catalogue;
use fisc_model::Money;
use fisc_model::engagement::Engagement;
use fisc_model::schema::table;
use fisc_sample::{Layout, Options, Sink, Summary, generate};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

#[derive(Default)]
struct Memory(BTreeMap<String, Vec<u8>>);

impl Sink for Memory {
    fn file(&mut self, name: &str) -> io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(self.0.entry(name.to_string()).or_default()))
    }
}

type Record = BTreeMap<String, String>;

struct Province {
    files: BTreeMap<String, Vec<u8>>,
    summary: Summary,
}

impl Province {
    fn new(options: &Options) -> Province {
        let mut sink = Memory::default();
        let summary = generate(&Catalogue::embedded(), options, &mut sink).expect("a province");
        Province {
            files: sink.0,
            summary,
        }
    }

    fn small() -> Province {
        Province::new(&Options {
            rows: 3_000,
            ..Options::default()
        })
    }

    fn records(&self, file: &str) -> Vec<Record> {
        let Some(bytes) = self.files.get(file) else {
            return Vec::new();
        };
        csv::Reader::from_reader(bytes.as_slice())
            .deserialize()
            .map(|r| r.expect("a record"))
            .collect()
    }

    fn all(&self, table: &str) -> Vec<Record> {
        self.records(&format!("sources/{table}.csv"))
    }

    /// Without the seeds, whose organizations and ids have letters of their methods in them.
    fn background(&self, table: &str, owner: &str) -> Vec<Record> {
        let mut rows = self.all(table);
        rows.retain(|r| {
            r[owner].starts_with("99")
                && r[owner].len() >= 11
                && !r[owner].contains(char::is_uppercase)
        });
        assert!(!rows.is_empty(), "{table}");
        rows
    }

    fn engagement(&self) -> Engagement {
        Engagement::parse(std::str::from_utf8(&self.files["fisc.toml"]).expect("text"))
            .expect("a valid fisc.toml")
    }
}

fn cents(text: &str) -> i128 {
    Money::parse(text)
        .unwrap_or_else(|e| panic!("{text:?}: {e}"))
        .0
}

/// Rows by a column, each once.
fn by<'r>(rows: &'r [Record], column: &str) -> BTreeMap<&'r str, &'r Record> {
    let map: BTreeMap<&str, &Record> = rows.iter().map(|r| (r[column].as_str(), r)).collect();
    assert_eq!(map.len(), rows.len(), "{column} repeats");
    map
}

#[test]
fn the_same_options_give_the_same_bytes() {
    for layout in [Layout::Canonical, Layout::Integrated, Layout::Books] {
        let options = Options {
            rows: 500,
            layout,
            ..Options::default()
        };
        assert_eq!(Province::new(&options).files, Province::new(&options).files);
    }
    let (one, two) = (
        Options {
            rows: 500,
            ..Options::default()
        },
        Options {
            rows: 500,
            seed: 2,
            ..Options::default()
        },
    );
    assert_ne!(
        Province::new(&one).files["sources/payment.csv"],
        Province::new(&two).files["sources/payment.csv"]
    );
}

#[test]
fn rows_are_payments_and_the_rest_grows_slowly() {
    let of = |rows| {
        Province::new(&Options {
            rows,
            ..Options::default()
        })
        .summary
        .tables
    };
    let (none, small, large) = (of(0), of(2_000), of(20_000));
    let seeds = none["payment"].rows;
    assert_eq!(small["payment"].rows - seeds, 2_000);
    assert_eq!(large["payment"].rows - seeds, 20_000);
    assert_eq!(small["government"].rows, large["government"].rows);
    assert!(large["grant_payment"].rows < small["grant_payment"].rows * 5);
    assert!(large["organization"].rows < small["organization"].rows * 4);
}

#[test]
fn seeds_are_strewn_and_the_truth_names_rows_that_exist() {
    let province = Province::small();
    let mut keys = BTreeSet::new();
    for name in province.summary.tables.keys() {
        let business = &table(name).expect("a table").business_key;
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for row in province.all(name) {
            let parts: Vec<&str> = business
                .iter()
                .map(|c| row.get(c).map_or("", String::as_str))
                .collect();
            let key = parts.join("/");
            let n = seen.entry(key.clone()).and_modify(|n| *n += 1).or_insert(1);
            keys.insert(if *n > 1 { format!("{key}#{n}") } else { key });
        }
    }
    // What the auditee certified becomes a row of control_total on loading.
    keys.extend(
        province
            .engagement()
            .control
            .keys()
            .map(|t| format!("{t}/certified")),
    );
    let truth = province.records("truth.csv");
    assert_eq!(
        province.summary.seeds + province.summary.decoys,
        truth.len() as u64
    );
    assert!(province.summary.seeds > 20 && province.summary.decoys > 20);
    for line in &truth {
        assert!(
            keys.contains(&line["key"]),
            "{}: no row {}",
            line["method"],
            line["key"]
        );
    }
    let payments = province.all("payment");
    let places: Vec<usize> = (0..payments.len())
        .filter(|i| payments[*i]["payment_id"].starts_with(char::is_uppercase))
        .collect();
    assert!(
        places.first().is_some_and(|p| *p < 300) && places.last().is_some_and(|p| *p > 2_700),
        "{places:?}"
    );
}

#[test]
fn fisc_toml_names_what_was_written() {
    for layout in [Layout::Canonical, Layout::Integrated, Layout::Books] {
        let province = Province::new(&Options {
            rows: 500,
            layout,
            ..Options::default()
        });
        let engagement = province.engagement();
        assert_eq!(engagement.sources.len(), province.summary.tables.len());
        for source in &engagement.sources {
            assert!(province.files.contains_key(&source.path), "{}", source.path);
            let mapping = source
                .mapping
                .as_ref()
                .map(|m| format!("mappings/{m}.toml"));
            assert_eq!(mapping.is_some(), layout != Layout::Canonical);
            assert!(
                mapping.is_none_or(|m| Catalogue::embedded().bytes(&m).is_some()),
                "{:?}",
                source.mapping
            );
        }
        assert_eq!(
            province.summary.left_out.is_empty(),
            layout == Layout::Canonical
        );
    }
    let province = Province::small();
    let control = &province.engagement().control;
    for (name, column) in [
        ("payment", "amount"),
        ("budget_line", "adjusted_amount"),
        ("journal_line", "debit_amount"),
    ] {
        let rows = province.all(name);
        let sum: i128 = rows.iter().map(|r| cents(&r[column])).sum();
        assert_eq!(control[name].rows, Some(rows.len() as u64));
        assert_eq!(control[name].amount, Some(Money(sum)));
    }
}

#[test]
fn payments_stay_within_released_budgets() {
    let province = Province::small();
    let (payments, lines) = (
        province.background("payment", "org_code"),
        province.background("budget_line", "org_code"),
    );
    let (by_id, by_line) = (by(&payments, "payment_id"), by(&lines, "line_id"));
    let organizations: BTreeSet<String> = province
        .background("organization", "org_code")
        .into_iter()
        .map(|o| o["org_code"].clone())
        .collect();
    let mut added: BTreeMap<&str, i128> = BTreeMap::new();
    let mut changes = province.all("budget_change");
    changes.retain(|c| by_line.contains_key(c["line_id"].as_str()));
    assert!(!changes.is_empty());
    for c in &changes {
        *added.entry(&c["line_id"]).or_default() += cents(&c["amount"]);
    }
    let mut spent: BTreeMap<&str, i128> = BTreeMap::new();
    let mut amounts = BTreeSet::new();
    let mut last = ("", "", 0);
    for p in &payments {
        let line = by_line[p["line_id"].as_str()];
        assert!(organizations.contains(&p["org_code"]));
        assert!(line["released_on"] < p["paid_on"] && line["function_code"] == p["function_code"]);
        assert_ne!(p["entered_by"], p["approved_by"]);
        // Each file of an organization is in the order of days and voucher numbers.
        let number: u64 = p["voucher_no"].parse().expect("a number");
        let same = last.0 == p["org_code"];
        assert_eq!(number, if same { last.2 + 1 } else { 1 });
        assert!(!same || last.1 <= p["paid_on"].as_str());
        last = (&p["org_code"], &p["paid_on"], number);
        let amount = cents(&p["amount"]);
        if amount > 0 {
            assert!(
                amounts.insert((&p["org_code"], &p["payee_account"], amount)),
                "{p:?} repeats"
            );
        } else {
            let original = by_id[p["original_payment_id"].as_str()];
            assert_eq!(
                (p["status"].as_str(), cents(&original["amount"])),
                ("returned", -amount)
            );
            assert!(
                original["paid_on"] < p["paid_on"]
                    && original["payee_account"] == p["payee_account"]
            );
        }
        let sum = spent.entry(&p["line_id"]).or_default();
        *sum += amount;
        assert!(
            *sum <= cents(&line["initial_amount"]),
            "{} overspent",
            p["line_id"]
        );
    }
    for (id, line) in by_line {
        let change = added.get(id).copied().unwrap_or_default();
        assert_eq!(
            cents(&line["initial_amount"]) + change,
            cents(&line["adjusted_amount"])
        );
    }
}

#[test]
fn budget_plan_application_and_payment_never_rise() {
    let province = Province::small();
    let lines = province.background("budget_line", "org_code");
    let plans = province.background("cash_plan", "org_code");
    let applications = province.background("pay_application", "org_code");
    let payments = province.background("payment", "org_code");
    let (lines, plans_by_id) = (by(&lines, "line_id"), by(&plans, "plan_id"));
    let applications_by_id = by(&applications, "application_id");
    let mut planned: BTreeMap<&str, i128> = BTreeMap::new();
    for plan in &plans {
        *planned.entry(&plan["line_id"]).or_default() += cents(&plan["amount"]);
    }
    for (line, sum) in planned {
        assert!(sum <= cents(&lines[line]["adjusted_amount"]));
    }
    let mut applied: BTreeMap<&str, i128> = BTreeMap::new();
    for application in &applications {
        let plan = plans_by_id[application["plan_id"].as_str()];
        assert!(application["applied_on"].starts_with(&plan["month"]));
        assert_eq!(plan["line_id"], application["line_id"]);
        *applied.entry(&application["plan_id"]).or_default() += cents(&application["amount"]);
    }
    for (plan, sum) in applied {
        assert!(sum <= cents(&plans_by_id[plan]["amount"]));
    }
    for payment in payments.iter().filter(|p| !p["amount"].starts_with('-')) {
        let application = applications_by_id[payment["application_id"].as_str()];
        for column in ["amount", "line_id", "payee_name", "payee_account"] {
            assert_eq!(payment[column], application[column]);
        }
        assert!(application["applied_on"] <= payment["paid_on"]);
        assert!(application["applied_on"] >= lines[payment["line_id"].as_str()]["released_on"]);
    }
}

#[test]
fn contracts_and_procurement_are_in_order() {
    let province = Province::small();
    let contracts = province.background("contract", "org_code");
    let contracts = by(&contracts, "contract_id");
    let mut paid: BTreeMap<&str, i128> = BTreeMap::new();
    let payments = province.background("payment", "org_code");
    for p in payments.iter().filter(|p| !p["contract_id"].is_empty()) {
        let contract = contracts[p["contract_id"].as_str()];
        assert!(contract["signed_on"] < p["paid_on"] && contract["supplier_id"] == p["payee_id"]);
        let sum = paid.entry(&p["contract_id"]).or_default();
        *sum += cents(&p["amount"]);
        assert!(*sum <= cents(&contract["amount"]));
    }
    let mut bids: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for bid in province.all("bid") {
        bids.entry(bid["procurement_id"].clone())
            .or_default()
            .push(bid);
    }
    for p in province.background("procurement", "org_code") {
        let contract = contracts[p["contract_id"].as_str()];
        let dates = [
            &p["announced_on"],
            &p["opened_on"],
            &p["awarded_on"],
            &p["signed_on"],
        ];
        assert!(dates.windows(2).all(|d| d[0] < d[1]), "{dates:?}");
        assert!(cents(&p["award_amount"]) <= cents(&p["budget_amount"]));
        assert_eq!(
            (&p["award_amount"], &p["signed_on"]),
            (&contract["amount"], &contract["signed_on"])
        );
        let bids = &bids[&p["procurement_id"]];
        assert!(bids.len() >= 4);
        for column in [
            "bidder_name",
            "price",
            "address",
            "phone",
            "legal_representative",
        ] {
            assert_eq!(
                bids.iter()
                    .map(|b| &b[column])
                    .collect::<BTreeSet<_>>()
                    .len(),
                bids.len(),
                "{column}"
            );
        }
    }
}

#[test]
fn transfers_are_passed_on_and_allotted_in_full() {
    let province = Province::small();
    let mut transfers = province.all("transfer");
    transfers.retain(|t| t["transfer_id"].starts_with("QS"));
    let links = province.all("transfer_link");
    let mut left: BTreeMap<&str, i128> = transfers
        .iter()
        .map(|t| (t["transfer_id"].as_str(), cents(&t["amount"])))
        .collect();
    assert!(left.len() > 20);
    for l in links
        .iter()
        .filter(|l| l["child_transfer_id"].starts_with("QS"))
    {
        *left
            .get_mut(l["parent_transfer_id"].as_str())
            .expect("a parent") -= cents(&l["amount"]);
    }
    let lines = province.background("budget_line", "org_code");
    for l in lines.iter().filter(|l| !l["transfer_id"].is_empty()) {
        *left.get_mut(l["transfer_id"].as_str()).expect("a transfer") -=
            cents(&l["adjusted_amount"]);
    }
    assert!(left.values().all(|l| *l == 0), "{left:?}");
    let by_id = by(&transfers, "transfer_id");
    for t in &transfers {
        assert!(t["issued_on"] < t["received_on"]);
        if let Some(parent) = by_id.get(t["parent_transfer_id"].as_str()) {
            assert!(parent["received_on"] < t["issued_on"]);
        }
    }
}

#[test]
fn grants_revenue_and_books_agree() {
    let province = Province::small();
    let mut once = BTreeSet::new();
    let persons = province.all("person");
    let persons: BTreeMap<&str, &Record> = persons
        .iter()
        .map(|p| (p["person_id"].as_str(), p))
        .collect();
    let grants = province.background("grant_payment", "org_code");
    for g in &grants {
        assert_eq!(
            cents(&g["quantity"]) * cents(&g["rate"]),
            cents(&g["amount"]) * 100
        );
        assert!(once.insert((
            &g["person_id"],
            &g["program_code"],
            &g["benefit_period"],
            &g["component"]
        )));
        let died = &persons[g["person_id"].as_str()]["died_on"];
        assert!(
            died.is_empty()
                || g["benefit_period"].len() < 7
                || died[..7] >= g["benefit_period"][..]
        );
    }
    for r in province.background("revenue", "org_code") {
        assert_eq!(
            cents(&r["assessed_amount"]) - cents(&r["reduced_amount"]),
            cents(&r["amount"])
        );
        assert!(r["received_on"] <= r["treasury_on"]);
    }
    let mut net: BTreeMap<String, i128> = BTreeMap::new();
    for p in province.background("payment", "org_code") {
        *net.entry(p["org_code"].clone()).or_default() += cents(&p["amount"]);
    }
    let mut vouchers: BTreeMap<(String, String), i128> = BTreeMap::new();
    for j in province.background("journal_line", "org_code") {
        *vouchers
            .entry((j["org_code"].clone(), j["voucher_id"].clone()))
            .or_default() += cents(&j["debit_amount"]) - cents(&j["credit_amount"]);
    }
    assert!(vouchers.values().all(|v| *v == 0));
    let mut closing: BTreeMap<(String, String), i128> = BTreeMap::new();
    for b in province.background("account_balance", "org_code") {
        let account = (b["org_code"].clone(), b["account_code"].clone());
        let opening = cents(&b["opening_amount"]);
        assert_eq!(
            closing.get(&account).copied().unwrap_or(opening),
            opening,
            "rolls forward"
        );
        let end = opening + cents(&b["debit_amount"]) - cents(&b["credit_amount"]);
        assert_eq!(end, cents(&b["closing_amount"]));
        closing.insert(account, end);
    }
    for (table, column) in [
        ("balance", "spent_amount"),
        ("final_account", "final_amount"),
    ] {
        let mut sums: BTreeMap<String, i128> = BTreeMap::new();
        for row in province.background(table, "org_code") {
            *sums.entry(row["org_code"].clone()).or_default() += cents(&row[column]);
        }
        assert_eq!(sums, net, "{table}");
    }
    for (org, sum) in &net {
        assert_eq!(closing[&(org.clone(), "5001".to_string())], *sum);
    }
    for b in province.background("balance", "org_code") {
        let sum =
            cents(&b["opening_amount"]) + cents(&b["budget_amount"]) - cents(&b["spent_amount"]);
        assert_eq!(
            sum - cents(&b["recovered_amount"]) - cents(&b["handed_over_amount"]),
            cents(&b["closing_amount"])
        );
    }
}
