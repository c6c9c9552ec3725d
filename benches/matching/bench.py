"""Matching of names with known doubles: ours beside a reference in Python (rapidfuzz), and ours on a
million names. usage: bench.py MATCH_NAMES RESULT.json [SMALL] [LARGE]

MATCH_NAMES is target/bench-run/examples/match_names. Each program runs alone, in a process of its
own, whose peak of resident memory the system tells."""

import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import names  # noqa: E402

HERE = pathlib.Path(__file__).parent
BITS = [8, 12, 17, 19, 22]
CUTOFFS = [0.85, 0.90, 0.95, 0.98]


def run(command):
    """What a program printed, and its peak of resident memory in MiB."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
        out.seek(0)
        return json.loads(out.read()) | {"peak_mib": round(usage.ru_maxrss / 1024)}


def scored(path, known, levels):
    """Recall and precision at each level, and the recall of each kind of spelling."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            a, b, score = line.split(",")[:3]
            found[(int(a), int(b))] = float(score)
    kinds = sorted({k for _, _, k in known})
    truth = {(a, b): k for a, b, k in known}
    result = []
    for level in levels:
        kept = [p for p, s in found.items() if s >= level]
        right = [truth[p] for p in kept if p in truth]
        by_kind = {k: round(right.count(k) / sum(1 for _, _, x in known if x == k), 4) for k in kinds}
        result.append({
            "at_least": level, "pairs": len(kept), "right": len(right),
            "recall": round(len(right) / len(known), 4),
            "precision": round(len(right) / max(len(kept), 1), 4),
            "recall_by_kind": by_kind,
        })
    return result


def write(n, folder):
    texts, known = names.generate(n)
    path = folder / f"names-{n}.txt"
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path, known


def main(program, result, small=200_000, large=1_000_000):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        path, known = write(small, scratch)
        ours = run([program, str(path), str(BITS[0]), str(scratch / "ours")])
        theirs = run([sys.executable, str(HERE / "reference.py"), str(path), str(CUTOFFS[0]), str(scratch / "theirs")])
        answer = {
            "schema_version": 1,
            "machine": {"cores": os.cpu_count(), "load_before": os.getloadavg(), "system": platform.platform()},
            "small": {
                "names": small, "known_pairs": len(known),
                "ours": ours | {"levels": scored(scratch / "ours", known, BITS)},
                "rapidfuzz": theirs | {"levels": scored(scratch / "theirs", known, CUTOFFS)},
                "time_ratio": round(ours["seconds"] / theirs["seconds"], 3),
                "memory_ratio": round(ours["peak_mib"] / theirs["peak_mib"], 3),
            },
        }
        path, known = write(large, scratch)
        ours = run([program, str(path), str(BITS[0]), str(scratch / "ours")])
        answer["large"] = {"names": large, "known_pairs": len(known), "ours": ours | {"levels": scored(scratch / "ours", known, BITS)}}
        answer["machine"]["load_after"] = os.getloadavg()
    pathlib.Path(result).write_text(json.dumps(answer, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
