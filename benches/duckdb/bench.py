"""Times the methods against DuckDB: python3 benches/duckdb/bench.py ENGAGEMENT FISC OUT.json [RUNS]

ENGAGEMENT is loaded and checked (its leads/run.json has the bound SQL); FISC is the program, built with the profile bench-run. Measured are the methods
that use no function of ours, in alternating runs: `fisc check` as a whole (which also accounts for
the population, looks up where the evidence came from and writes the leads), and DuckDB with the same
bound SQL over the same Parquet, in two ways. DuckDB's better way counts.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/duckdb"))
from compare import PROVENANCE, TYPES  # noqa: E402  the same ledger, the same types
# Columns of shared views that a function of ours computes: who reads them uses the function.
COMPUTED = ("payee", "payee_key", "payee_name_key")
FUNCTIONS = (
    "person_id_valid",
    "credit_code_valid",
    "luhn_valid",
    "is_working_day",
    "working_days",
    "days_between",
    "name_key",
)
# (threads, methods at a time)
WAYS = {
    "one by one, 2 threads": (2, 1),
    "two at a time, 1 thread": (1, 2),
}


def views() -> dict[str, str]:
    """The shared views, by name."""
    return {f.stem: f.read_text("utf-8") for f in sorted((ROOT / "views").glob("*.sql"))}


def names_in(sql: str, names: set[str]) -> set[str]:
    """Which of these names a statement says."""
    words = set("".join(c if c.isalnum() or c == "_" else " " for c in sql).split())
    return words & names


def needed_views(sql: str, shared: dict[str, str]) -> list[str]:
    """The views a statement needs, each after those it needs itself."""
    order: list[str] = []
    # A view may have a column of its own name: only what is read from counts.
    for name in sorted(set(re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", sql)) & set(shared)):
        order += [v for v in needed_views(shared[name], shared) if v not in order]
        order.append(name)
    return list(dict.fromkeys(order))


def chosen(engagement: Path) -> dict[str, str]:
    """Bound SQL by code of the methods that use no function of ours, not even in a view."""
    report = json.loads((engagement / "leads/run.json").read_text("utf-8"))
    shared = views()
    methods = {}
    for method in report["methods"]:
        if method["outcome"] not in ("leads", "clean"):
            continue
        sql = method["bound_sql"]
        used = names_in(sql, set(FUNCTIONS))
        for view in needed_views(sql, shared):
            if names_in(shared[view], set(FUNCTIONS)):
                used |= names_in(sql, set(COMPUTED))
        if not used:
            methods[method["code"]] = sql
    return methods


def connect(ledger: Path, threads: int) -> duckdb.DuckDBPyConnection:
    """A connection that sees the ledger's Parquet; tables without rows are empty."""
    connection = duckdb.connect(config={"threads": threads})
    manifest = json.loads((ledger / "manifest.json").read_text("utf-8"))
    schema = tomllib.loads((ROOT / "crates/fisc-model/src/tables.toml").read_text("utf-8"))
    for name, table in schema.items():
        parts = manifest["tables"].get(name, {}).get("parts", [])
        if parts:
            files = ", ".join(f"'{ledger / part['path']}'" for part in parts)
            connection.execute(f'CREATE VIEW "{name}" AS FROM read_parquet([{files}])')
            continue
        columns = PROVENANCE | {c: spec.split()[0] for c, spec in table["columns"].items()}
        types = ", ".join(f'"{c}" {TYPES[t]}' for c, t in columns.items())
        connection.execute(f'CREATE TABLE "{name}" ({types})')
    return connection


def run_duckdb(ledger: Path, methods: dict[str, str], way: str) -> dict:
    """Runs the methods in one of the ways; seconds in all and by method, and rows by method."""
    threads, at_once = WAYS[way]
    shared = views()
    started = time.perf_counter()
    connection = connect(ledger, threads)
    # Never called: no method here reads the column that it computes.
    connection.execute("CREATE MACRO name_key(name) AS name")
    names = dict.fromkeys(v for sql in methods.values() for v in needed_views(sql, shared))
    for name in names:
        connection.execute(f'CREATE VIEW "{name}" AS {shared[name]}')
    waiting, rows, seconds = list(methods.items()), {}, {}
    lock = threading.Lock()

    def work() -> None:
        cursor = connection.cursor()
        while True:
            with lock:
                if not waiting:
                    return
                code, sql = waiting.pop(0)
            begun = time.perf_counter()
            rows[code] = len(cursor.execute(sql).fetchall())
            seconds[code] = round(time.perf_counter() - begun, 3)

    workers = [threading.Thread(target=work) for _ in range(at_once)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ended = time.perf_counter()
    return {
        "seconds": round(ended - started, 3),
        "methods": dict(sorted(seconds.items())),
        "rows": dict(sorted(rows.items())),
    }


def run_fisc(fisc: Path, engagement: Path, methods: dict[str, str]) -> dict:
    """Runs `fisc check` over the methods; seconds, peak memory, and seconds by method."""
    only = [arg for code in methods for arg in ("--only", code)]
    command = [str(fisc), "check", "-C", str(engagement), *only]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with status {status}")
    report = json.loads((engagement / "leads/run.json").read_text("utf-8"))
    return {
        "seconds": round(seconds, 3),
        "peak_mib": usage.ru_maxrss // 1024,
        "methods": {m["code"]: round(m["seconds"], 3) for m in report["methods"]},
        "rows": {m["code"]: m["evidence"] for m in report["methods"]},
    }


def main(engagement: Path, fisc: Path, out: Path, count: int) -> None:
    """Alternating runs, then the medians."""
    if "--one" in sys.argv:
        methods = json.loads(sys.stdin.read())
        print(json.dumps(run_duckdb(engagement / "ledger", methods, sys.argv[-1])))
        return
    methods = chosen(engagement)
    runs: dict[str, list[dict]] = {"fisc": [], **{way: [] for way in WAYS}}
    for _ in range(count):
        runs["fisc"].append(run_fisc(fisc, engagement, methods))
        for way in WAYS:
            # A process of its own: nothing is warm that would not be warm for fisc.
            command = [sys.executable, __file__, engagement, fisc, out, "--one", way]
            done = subprocess.run(
                command, input=json.dumps(methods), capture_output=True, text=True, check=True
            )
            runs[way].append(json.loads(done.stdout))
            if runs[way][-1]["rows"] != runs["fisc"][-1]["rows"]:
                print(f"rows differ: {runs[way][-1]['rows']} {runs['fisc'][-1]['rows']}")
    medians = {w: statistics.median(r["seconds"] for r in rs) for w, rs in runs.items()}
    best = min((m, way) for way, m in medians.items() if way != "fisc")
    result = {
        "duckdb": duckdb.__version__,
        "methods": sorted(methods),
        "medians": medians,
        "ratio": round(medians["fisc"] / best[0], 3),
        "peak_mib": max(r["peak_mib"] for r in runs["fisc"]),
        "runs": runs,
    }
    out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    for way, seconds in medians.items():
        print(f"{seconds:8.2f} s  {way}")
    print(f"fisc / DuckDB ({best[1]}) = {result['ratio']}; peak {result['peak_mib']} MiB")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    times = sys.argv[4] if len(sys.argv) > 4 else "5"
    main(*map(Path, sys.argv[1:4]), int(times) if times.isdigit() else 1)
