//! Selective proof: written by fisc-publish, opened by fisc-verify, which shares nothing with it.
use fisc_publish::proof::{Mask, ReleaseKey, Table, TableProof, release_root};
use fisc_record::canonical;
use fisc_verify::proof::{Shown, open};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn key() -> ReleaseKey {
    ReleaseKey::new([7; 32])
}

/// What a package shows of it: withheld rows left out, withheld cells marked.
fn shown(table: &Table, mask: &Mask) -> Shown {
    let rows = (0..)
        .zip(&table.rows)
        .filter(|(n, _)| !mask.rows.contains(n));
    let cell = |n: u64, c: u64, text: &String| {
        if mask.cells.contains(&(n, c)) {
            "█".to_string()
        } else {
            text.clone()
        }
    };
    Shown {
        columns: table.columns.clone(),
        rows: rows
            .map(|(n, row)| (0..).zip(row).map(|(c, text)| cell(n, c, text)).collect())
            .collect(),
    }
}

fn bytes(proof: &TableProof) -> Vec<u8> {
    canonical::to_vec(proof).expect("texts and small numbers")
}

fn is_signed(table: &Table, shown: &Shown, proof: &[u8]) -> bool {
    let signed = table.commit(&key()).expect("a table");
    open(&table.name, shown, proof).is_ok_and(|p| {
        (p.root.columns, p.root.rows, p.root.root) == (signed.columns, signed.rows, signed.root)
    })
}

prop_compose! {
    fn tables()(columns in 1_usize..7, rows in 0_usize..12)
        (cells in prop::collection::vec(prop::collection::vec("[a-z0-9青山]{0,3}", columns), rows))
        -> Table {
        let columns = cells.first().map_or(2, Vec::len);
        Table {
            name: "findings".into(),
            columns: (0..columns).map(|n| format!("c{n}")).collect(),
            rows: cells,
        }
    }
}

prop_compose! {
    fn masked()(table in tables())
        (rows in prop::collection::btree_set(0..table.rows.len().max(1) as u64, 0..4),
         cells in prop::collection::btree_set((0..table.rows.len().max(1) as u64, 0..table.columns.len() as u64), 0..20),
         table in Just(table))
        -> (Table, Mask) {
        let mask = if table.rows.is_empty() { Mask::default() } else { Mask { rows, cells } };
        (table, mask)
    }
}

proptest! {
    #[test]
    fn any_part_that_is_shown_is_proved((table, mask) in masked()) {
        let proof = table.prove(&key(), &mask).expect("inside");
        prop_assert!(is_signed(&table, &shown(&table, &mask), &bytes(&proof)));
    }

    #[test]
    fn any_change_of_what_is_shown_is_noticed((table, mask) in masked(), pick in any::<prop::sample::Index>(), other in "[a-z]{1,3}") {
        let proof = table.prove(&key(), &mask).expect("inside");
        let right = shown(&table, &mask);
        let places: Vec<(usize, usize)> = right.rows.iter().enumerate()
            .flat_map(|(r, row)| (0..row.len()).map(move |c| (r, c)))
            .filter(|(r, c)| right.rows[*r][*c] != "█")
            .collect();
        prop_assume!(!places.is_empty());
        let (r, c) = places[pick.index(places.len())];
        let mut wrong = right.clone();
        wrong.rows[r][c].push_str(&other);
        prop_assert!(!is_signed(&table, &wrong, &bytes(&proof)), "a cell");
        let mut wrong = right.clone();
        wrong.columns[c].push('x');
        prop_assert!(!is_signed(&table, &wrong, &bytes(&proof)), "a column's name");
        let mut renamed = proof.clone();
        renamed.columns[c].push('x');
        prop_assert!(!is_signed(&table, &wrong, &bytes(&renamed)), "a column's name in both");
        for place in 0..proof.seeds.len().min(3) {
            let mut wrong = proof.clone();
            wrong.seeds[place] = "A".repeat(43) + "=";
            prop_assert!(!is_signed(&table, &right, &bytes(&wrong)), "a salt");
            wrong.seeds.remove(place);
            prop_assert!(!is_signed(&table, &right, &bytes(&wrong)), "a salt less");
        }
        if r > 0 && right.rows[r] != right.rows[r - 1] {
            let mut wrong = right.clone();
            wrong.rows.swap(r, r - 1);
            prop_assert!(!is_signed(&table, &wrong, &bytes(&proof)), "the order of rows");
        }
        let mut wrong = right.clone();
        wrong.rows.remove(r);
        prop_assert!(!is_signed(&table, &wrong, &bytes(&proof)), "a row less");
        let mut more = right.clone();
        more.rows.push(right.rows[r].clone());
        prop_assert!(!is_signed(&table, &more, &bytes(&proof)), "a row more");
        if let Some((row, column, _)) = proof.withheld_cells.first().cloned() {
            let mut wrong = proof.clone();
            wrong.withheld_cells[0].2 = "A".repeat(43) + "=";
            prop_assert!(!is_signed(&table, &right, &bytes(&wrong)), "a commitment");
            wrong = proof.clone();
            wrong.withheld_cells[0] = (row, (column + 1) % table.columns.len() as u64, wrong.withheld_cells[0].2.clone());
            prop_assert!(table.columns.len() == 1 || !is_signed(&table, &right, &bytes(&wrong)), "a place");
        }
    }

    /// Everything of a proof but the withheld cells' and rows' own hashes is the same whatever they
    /// hold, and those are of salts that no given seed leads to: under another key each differs.
    #[test]
    fn a_proof_tells_nothing_of_what_is_withheld((table, mask) in masked(), guess in "[a-z]{0,3}") {
        let proof = table.prove(&key(), &mask).expect("inside");
        let mut other = table.clone();
        for (n, row) in (0..).zip(&mut other.rows) {
            for (c, cell) in (0..).zip(row.iter_mut()) {
                if mask.rows.contains(&n) || mask.cells.contains(&(n, c)) {
                    cell.clone_from(&guess);
                }
            }
        }
        let mut of_guess = other.prove(&key(), &mask).expect("inside");
        of_guess.withheld_cells.clone_from(&proof.withheld_cells);
        of_guess.withheld_rows.clone_from(&proof.withheld_rows);
        prop_assert_eq!(&of_guess, &proof);
        let stranger = table.prove(&ReleaseKey::new([8; 32]), &mask).expect("inside");
        let hashes = |p: &TableProof| -> BTreeSet<String> {
            p.withheld_cells.iter().map(|w| w.2.clone()).chain(p.withheld_rows.iter().map(|w| w.1.clone())).collect()
        };
        prop_assert!(hashes(&proof).is_disjoint(&hashes(&stranger)));
        prop_assert_eq!(hashes(&proof).len(), proof.withheld_cells.len() + proof.withheld_rows.len(), "no two alike, whatever they hold");
    }

    #[test]
    fn the_mask_between_two_tables_withholds_what_differs((table, mask) in masked()) {
        let mut whole = table.clone();
        whole.columns.insert(0, "id".into());
        for (n, row) in whole.rows.iter_mut().enumerate() {
            row.insert(0, n.to_string());
        }
        let moved = Mask {
            rows: mask.rows.clone(),
            cells: mask.cells.iter().filter(|(r, _)| !mask.rows.contains(r)).map(|(r, c)| (*r, c + 1)).collect(),
        };
        let part = shown(&whole, &moved);
        let part = Table { name: whole.name.clone(), columns: part.columns, rows: part.rows };
        prop_assert_eq!(whole.mask(&part, &[0]), Ok(moved));
        let mut strange = part.clone();
        strange.rows.push(vec!["none".into(); whole.columns.len()]);
        prop_assert!(whole.mask(&strange, &[0]).is_err());
    }

    #[test]
    fn no_bytes_are_a_proof_or_a_panic(bytes in any::<Vec<u8>>(), text in "[{}\\[\\]\":,a-z0-9]{0,80}") {
        let shown = Shown { columns: vec!["a".into()], rows: vec![vec!["b".into()]] };
        prop_assert!(open("t", &shown, &bytes).is_err());
        prop_assert!(open("t", &shown, text.as_bytes()).is_err());
    }
}

#[test]
fn the_root_of_a_release_is_over_names_columns_and_counts() {
    let table = |name: &str, columns: &[&str], rows: &[&[&str]]| {
        let text = |t: &&str| (*t).to_string();
        Table {
            name: name.into(),
            columns: columns.iter().map(text).collect(),
            rows: rows.iter().map(|r| r.iter().map(text).collect()).collect(),
        }
    };
    let root = |tables: &[Table]| {
        let roots: BTreeMap<_, _> = tables
            .iter()
            .map(|t| (t.name.clone(), t.commit(&key()).expect("a table")))
            .collect();
        let theirs: BTreeMap<_, _> = roots
            .iter()
            .map(|(name, r)| {
                let json = serde_json::to_vec(r).expect("JSON");
                (
                    name.clone(),
                    serde_json::from_slice(&json).expect("the same form"),
                )
            })
            .collect();
        assert_eq!(
            fisc_verify::proof::release_root(&theirs),
            release_root(&roots).to_hex()
        );
        release_root(&roots).to_hex()
    };
    let all = [
        root(&[]),
        root(&[table("a", &["x"], &[])]),
        root(&[table("a", &["y"], &[])]),
        root(&[table("b", &["x"], &[])]),
        root(&[table("a", &["x", "y"], &[])]),
        root(&[table("a", &["x"], &[&["1"]])]),
        root(&[table("a", &["x"], &[]), table("b", &["x"], &[])]),
    ];
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

/// Ten thousand rows of thirty cells: what the proof weighs by what is withheld.
#[test]
fn a_large_table_is_proved_in_little() {
    let table = Table {
        name: "findings".into(),
        columns: (0..30).map(|c| format!("column_{c}")).collect(),
        rows: (0..10_000)
            .map(|r| (0..30).map(|c| format!("{r}.{c}")).collect())
            .collect(),
    };
    let size = |mask: &Mask| bytes(&table.prove(&key(), mask).expect("inside")).len();
    let rows = |n: u64| Mask {
        rows: (0..n).map(|i| i * 97).collect(),
        ..Mask::default()
    };
    let cells = |n: u64| Mask {
        cells: (0..n).map(|i| (i * 97, i % 30)).collect(),
        ..Mask::default()
    };
    let column = Mask {
        cells: (0..10_000).map(|r| (r, 4)).collect(),
        ..Mask::default()
    };
    let sizes = [
        size(&Mask::default()),
        size(&rows(1)),
        size(&rows(100)),
        size(&cells(100)),
        size(&column),
    ];
    // Nothing, a row, 100 rows, 100 cells, a column withheld; the values themselves are 3 MB.
    assert_eq!(sizes, [520, 1181, 36549, 60027, 2909362]);
}
