"""All digit tests of ten million amounts beside the time DuckDB takes to read and sort the column.
usage: bench.py DIGIT_TESTS RESULT.json [ROWS]

DIGIT_TESTS is target/bench-run/examples/digit_tests. The amounts are log-normal with cents, from a
seed. DuckDB reads them from Parquet (DECIMAL(18,2), zstd) and sorts them into a table of its own; the
digit tests read the same amounts from a file of 64-bit integers, because fisc-stats reads no Parquet.
Each run is a process of its own; the two alternate, five times, after one that is not counted."""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

ROUNDS = 5
SORT = """
import duckdb, time, sys
con = duckdb.connect()
start = time.perf_counter()
con.execute(f"CREATE TABLE sorted AS SELECT amount FROM read_parquet('{sys.argv[1]}') ORDER BY amount")
print(time.perf_counter() - start)
"""


def make(rows, folder):
    import duckdb

    con = duckdb.connect()
    con.execute("SET threads = 1")
    con.execute("SELECT setseed(0.5)")
    parquet, raw = folder / "amounts.parquet", folder / "amounts.i64"
    con.execute(f"""COPY (SELECT exp(7 + 2.2 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))::DECIMAL(18,2) AS amount
        FROM range({rows})) TO '{parquet}' (FORMAT parquet, COMPRESSION zstd)""")
    column = con.execute(f"SELECT (amount * 100)::BIGINT AS cents FROM read_parquet('{parquet}')").fetchnumpy()["cents"]
    column.astype("<i8").tofile(raw)
    return parquet, raw


def main(program, result, rows=10_000_000):
    with tempfile.TemporaryDirectory() as scratch:
        parquet, raw = make(rows, pathlib.Path(scratch))
        ours, theirs, last = [], [], {}
        for n in range(ROUNDS + 1):
            last = json.loads(subprocess.run([program, str(raw)], check=True, capture_output=True).stdout)
            sort = subprocess.run([sys.executable, "-c", SORT, str(parquet)], check=True, capture_output=True)
            if n:
                ours.append(last["seconds"])
                theirs.append(float(sort.stdout))
        sizes = {"parquet_bytes": parquet.stat().st_size, "raw_bytes": raw.stat().st_size}
    answer = {
        "schema_version": 1,
        "rows": rows,
        "machine": {"cores": os.cpu_count(), "load": os.getloadavg(), "system": platform.platform()},
        "ours_seconds": [round(s, 3) for s in ours],
        "duckdb_seconds": [round(s, 3) for s in theirs],
        "median_ratio": round(statistics.median(ours) / statistics.median(theirs), 3),
        "ours": last,
    } | sizes
    pathlib.Path(result).write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")
    print(f"median of ours over median of DuckDB: {answer['median_ratio']}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
