"""All digit tests of ten million amounts beside the time DuckDB takes to read and sort the column.
usage: bench.py DIGIT_TESTS RESULT.json [ROWS]

DIGIT_TESTS is target/bench-run/examples/digit_tests. The amounts are log-normal with cents, from a
seed. DuckDB reads them from Parquet (DECIMAL(18,2), zstd) and sorts them into a table of its own; the
digit tests read the same amounts from a file of 64-bit integers, because fisc-stats reads no Parquet.
Each run is a process of its own; the two alternate, five times, after one that is not counted. Beside
the seconds on the clock stand the seconds of processor, of all threads, which other programs on the
machine disturb less."""

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
con.execute("SET enable_progress_bar = false")
start, cpu = time.perf_counter(), time.process_time()
con.execute(f"CREATE TABLE sorted AS SELECT amount FROM read_parquet('{sys.argv[1]}') ORDER BY amount")
print(time.perf_counter() - start, time.process_time() - cpu)
"""


def run(command):
    """What a program printed, and its seconds of processor."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
        out.seek(0)
        return out.read().decode(), usage.ru_utime + usage.ru_stime


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


def ratio(ours, theirs, at):
    return round(statistics.median(s[at] for s in ours) / statistics.median(s[at] for s in theirs), 3)


def main(program, result, rows=10_000_000):
    with tempfile.TemporaryDirectory() as scratch:
        parquet, raw = make(rows, pathlib.Path(scratch))
        ours, theirs, last = [], [], {}
        for n in range(ROUNDS + 1):
            text, cpu = run([program, str(raw)])
            last = json.loads(text)
            sort, _ = run([sys.executable, "-c", SORT, str(parquet)])
            if n:
                ours.append((last["seconds"], cpu))
                theirs.append(tuple(map(float, sort.split())))
        sizes = {"parquet_bytes": parquet.stat().st_size, "raw_bytes": raw.stat().st_size}
    answer = {
        "schema_version": 1,
        "rows": rows,
        "machine": {"cores": os.cpu_count(), "load": os.getloadavg(), "system": platform.platform()},
        "ours_seconds": [round(s, 3) for s, _ in ours],
        "duckdb_seconds": [round(s, 3) for s, _ in theirs],
        "ours_processor_seconds": [round(s, 3) for _, s in ours],
        "duckdb_processor_seconds": [round(s, 3) for _, s in theirs],
        "median_ratio": ratio(ours, theirs, 0),
        "median_ratio_of_processor": ratio(ours, theirs, 1),
        "ours": last,
    } | sizes
    pathlib.Path(result).write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")
    print(f"medians, ours over DuckDB: {answer['median_ratio']}, of processor {answer['median_ratio_of_processor']}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
