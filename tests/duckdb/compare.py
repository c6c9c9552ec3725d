"""Holds the methods' SQL against DuckDB: python3 tests/duckdb/compare.py ENGAGEMENT

Runs the bound SQL of every method in leads/run.json over the engagement's ledger and
compares, row by row, with leads/leads.jsonl. See README.md beside this file.
"""

import hashlib
import json
import sys
import tomllib
from collections import Counter
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import duckdb

import functions
import graph
import similarity

ROOT = Path(__file__).resolve().parents[2]
SHOWN = 5
LARGEST_UNCOMPARED_SHARE = 15  # per cent of the methods that ran
TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "boolean": "BOOLEAN",
    "money": "DECIMAL(18,2)",
    "decimal": "DECIMAL(18,6)",
}
PROVENANCE = {
    "key": "text",
    "digest": "text",
    "source_file": "text",
    "source_row": "integer",
    "row_id": "integer",
}


class Evidence(NamedTuple):
    """A row that a lead rests on, and its share of the amount."""

    lead_key: str
    subject: str
    table: str
    key: str
    amount: Decimal


class LeadDays(NamedTuple):
    """The days of a lead: the maximum over its evidence."""

    lead_key: str
    days: int | None


Facts = Counter[Evidence | LeadDays]


def quoted(text: str) -> str:
    """A text literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def load(connection: duckdb.DuckDBPyConnection, ledger: Path) -> None:
    """Makes every table of the canonical ledger; those without rows are empty, as in the engine."""
    manifest = json.loads((ledger / "manifest.json").read_text("utf-8"))
    schema = tomllib.loads((ROOT / "crates/fisc-model/src/tables.toml").read_text("utf-8"))
    for name, table in schema.items():
        types = PROVENANCE | {c: spec.split()[0] for c, spec in table["columns"].items()}
        columns = ", ".join(f'"{c}" {TYPES[t]}' for c, t in types.items())
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
        for part in manifest["tables"].get(name, {}).get("parts", []):
            path = quoted(str(ledger / part["path"]))
            connection.execute(f'INSERT INTO "{name}" BY NAME FROM read_parquet({path})')


def materialise_views(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Makes the shared views, each after those it reads; returns why the others cannot be made.

    Whatever fails is tried again as long as another one succeeds: that is the order of
    dependency without a parser of SQL.
    """
    waiting = {f.stem: f.read_text("utf-8") for f in sorted((ROOT / "views").glob("*.sql"))}
    while True:
        errors = {}
        for name, sql in waiting.items():
            try:
                connection.execute(f'CREATE TABLE "{name}" AS {sql}')
            except duckdb.Error as error:
                errors[name] = first_line(error)
        if len(errors) in (0, len(waiting)):
            return errors
        waiting = {name: waiting[name] for name in errors}


def first_line(error: Exception) -> str:
    """An error in one line of output."""
    return str(error).splitlines()[0]


def amount_of(value: object) -> Decimal:
    """The exact amount; the engine, too, takes NULL for zero."""
    if isinstance(value, float):
        raise ValueError("DuckDB computes the amount as a float")
    return Decimal(value or 0)


def rows_of_duckdb(connection: duckdb.DuckDBPyConnection, method: dict, meta: dict) -> list[dict]:
    """The rows of a method's SQL, or what its search finds among them."""
    cursor = connection.execute(method["bound_sql"])
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, values)) for values in cursor.fetchall()]
    if "graph" not in meta:
        return rows
    return graph.lead_rows(rows, {p["name"]: p["values"][0]["value"] for p in method["parameters"]})


def facts_of_duckdb(connection: duckdb.DuckDBPyConnection, method: dict, meta: dict) -> Facts:
    """What a method says on DuckDB."""
    evidence_table = meta["evidence"]
    facts: Facts = Counter()
    days: dict[str, int | None] = {}
    for row in rows_of_duckdb(connection, method, meta):
        lead = row["lead_key"]
        table = row.get("table", evidence_table)
        facts[Evidence(lead, row["subject"], table, row["key"], amount_of(row["amount"]))] += 1
        of_row = row.get("days")
        days[lead] = max((d for d in (days.get(lead), of_row) if d is not None), default=None)
    facts.update(LeadDays(lead, None if d is None else int(d)) for lead, d in days.items())
    return facts


def cell(value: object) -> str:
    """A cell as the engine writes it."""
    if value is None:
        return "\0"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        raise ValueError("DuckDB computes a cell of the selection as a float")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def selection_of_duckdb(connection: duckdb.DuckDBPyConnection, sql: str) -> dict:
    """What a method's SQL selects for its statistic: the rows and their digest in any order."""
    rows = digest = 0
    for values in connection.execute(sql).fetchall():
        text = "\x1f".join(map(cell, values))
        digest += int(hashlib.sha256(text.encode()).hexdigest()[:32], 16)
        rows += 1
    return {"rows": rows, "digest": f"{digest % 2**128:032x}"}


def facts_of_engine(leads: Path) -> dict[str, Facts]:
    """What leads.jsonl says, by method."""
    by_method: dict[str, Facts] = {}
    with leads.open(encoding="utf-8") as lines:
        for lead in map(json.loads, lines):
            facts = by_method.setdefault(lead["method"], Counter())
            facts[LeadDays(lead["lead_key"], lead["days"])] += 1
            facts.update(
                Evidence(
                    lead["lead_key"], lead["subject"], e["table"], e["key"], Decimal(e["amount"])
                )
                for e in lead["evidence"]
            )
    return by_method


def metas() -> dict[str, dict]:
    """method.toml by code: the table of the evidence, which the SQL itself does not say."""
    methods = (tomllib.loads(f.read_text("utf-8")) for f in ROOT.glob("methods/*/method.toml"))
    return {m["code"]: m for m in methods}


def show(only_in: str, facts: Facts) -> None:
    """The first differences of one side, in an order that does not change."""
    for fact in islice(sorted(facts.elements(), key=repr), SHOWN):
        print(f"    only in {only_in}: {fact}")


def compare(
    connection: duckdb.DuckDBPyConnection, method: dict, meta: dict | None, engine: Facts
) -> str:
    """Prints the method's line; returns passed, failed or skipped."""
    if method["outcome"] not in ("leads", "clean"):
        reason = f"{method['outcome']} in the engine: {method['reason']['en']}"
    elif meta is None:
        reason = "it is no method of this repository"
    else:
        try:
            if "selection" in method:
                selected = selection_of_duckdb(connection, method["bound_sql"])
                return selection_verdict(method, selected)
            duck = facts_of_duckdb(connection, method, meta)
        except (duckdb.Error, ValueError) as error:
            reason = first_line(error)
        else:
            return verdict(method["code"], engine, duck)
    print(f"{method['code']}  not compared ({reason})")
    return "skipped"


def selection_verdict(method: dict, duck: dict) -> str:
    """Prints whether both sides give the statistic the same rows."""
    if method["selection"] == duck:
        print(f"{method['code']}  equal selection ({duck['rows']} rows)")
        return "passed"
    print(f"{method['code']}  selection differs: engine {method['selection']}, DuckDB {duck}")
    return "failed"


def verdict(code: str, engine: Facts, duck: Facts) -> str:
    """Prints whether the two sides agree."""
    if engine == duck:
        rows = sum(n for fact, n in duck.items() if isinstance(fact, Evidence))
        print(f"{code}  equal ({rows} rows)")
        return "passed"
    print(f"{code}  differs")
    show("engine", engine - duck)
    show("DuckDB", duck - engine)
    return "failed"


def page_agrees(page: Path) -> bool:
    """Prints whether the second name_similarity gives what the page says, as the engine does."""
    pairs = similarity.table_of(page)
    found = [(a, b, said, similarity.name_similarity(a, b)) for a, b, said in pairs]
    wrong = [pair for pair in found if pair[2] != f"{pair[3]:.3f}"]
    print(f"{page.name}  {'differs' if wrong else 'equal'} ({len(pairs)} pairs of names)")
    for a, b, said, here in wrong[:SHOWN]:
        print(f"    {a}, {b}: the page {said}, here {here}")
    return bool(pairs) and not wrong


def run(engagement: Path) -> bool:
    """Compares all methods; true if none differs and enough were compared."""
    report = json.loads((engagement / "leads/run.json").read_text("utf-8"))
    found = facts_of_engine(engagement / "leads/leads.jsonl")
    methods = metas()
    connection = duckdb.connect()
    functions.register(connection, ROOT / "packs")
    load(connection, engagement / "ledger")
    for name, error in materialise_views(connection).items():
        print(f"views/{name}.sql does not run: {error}")
    results: Counter[str] = Counter()
    on_page = page_agrees(ROOT / "docs/matching.md")
    ran = uncompared = 0
    for method in report["methods"]:
        code = method["code"]
        result = compare(connection, method, methods.get(code), found.get(code, Counter()))
        results[result] += 1
        if method["outcome"] in ("leads", "clean"):
            ran += 1
            uncompared += result == "skipped"
    print(f"{results['passed']} passed, {results['failed']} failed, {results['skipped']} skipped")
    if 100 * uncompared > LARGEST_UNCOMPARED_SHARE * ran:
        print(f"{uncompared} of {ran} methods that ran are not compared: too many")
        return False
    return results["failed"] == 0 and results["passed"] > 0 and on_page


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(0 if run(Path(sys.argv[1])) else 1)
