"""Selective proof once more, from docs/formats/package.md alone: the roots that a package's tables
and proofs give are those of its release document. usage: proof.py PACKAGE"""

import base64
import csv
import hashlib
import hmac
import json
import pathlib
import sys


def u64(n):
    return n.to_bytes(8, "big")


def p(x):
    x = x if isinstance(x, bytes) else x.encode()
    return u64(len(x)) + x


def h(x):
    return hashlib.sha256(x).digest()


def mth(entries):
    """RFC 6962 §2.1."""
    if not entries:
        return h(b"")
    if len(entries) == 1:
        return h(b"\0" + entries[0])
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return h(b"\1" + mth(entries[:k]) + mth(entries[k:]))


def bits(n):
    return max(n - 1, 0).bit_length()


def salts(rows, columns, held, seeds):
    seeds = iter(seeds)
    out = {}
    low = bits(columns)
    top = bits(rows) + low

    def cells(level, index):
        span = top - level
        leaves = range(index << span, (index + 1) << span)
        return [c for c in (divmod(leaf, 1 << low) for leaf in leaves) if c[0] < rows and c[1] < columns]

    def unfold(seed, level, index):
        if level == top:
            out[divmod(index, 1 << low)] = seed
            return
        for bit in (0, 1):
            child = index * 2 + bit
            if cells(level + 1, child):
                unfold(hmac.digest(seed, bytes([bit]), "sha256"), level + 1, child)

    def walk(level, index):
        there = cells(level, index)
        if not there:
            return
        if not any(c in held for c in there):
            unfold(next(seeds), level, index)
        elif level < top:
            walk(level + 1, index * 2)
            walk(level + 1, index * 2 + 1)

    walk(0, 0)
    assert next(seeds, None) is None, "a seed too many"
    return out


def table_root(name, columns, shown, proof):
    assert proof["format"] == "urn:fisc:proof:v1" and proof["table"] == name and proof["columns"] == columns
    rows = dict((r, base64.b64decode(x)) for r, x in proof["withheld_rows"])
    cells = dict(((r, c), base64.b64decode(x)) for r, c, x in proof["withheld_cells"])
    held = set(cells) | {(r, c) for r in rows for c in range(len(columns))}
    seeds = [base64.b64decode(s) for s in proof["seeds"]]
    salt = salts(proof["rows"], len(columns), held, seeds)
    shown, entries = iter(shown), []
    for r in range(proof["rows"]):
        if r in rows:
            entries.append(rows[r])
            continue
        made = b""
        for c, (column, value) in enumerate(zip(columns, next(shown))):
            made += cells.get((r, c)) or h(
                b"fisc/cell/v1\0" + p(name) + u64(r) + p(column) + p(salt[r, c]) + p(value)
            )
        entries.append(h(b"fisc/row/v1\0" + p(name) + u64(r) + u64(len(columns)) + made))
    assert next(shown, None) is None, "a row too many"
    return mth(entries).hex()


def main(package):
    release = json.loads((package / "release.json").read_bytes())
    leaves = []
    for name, table in sorted(release["tables"].items()):
        with open(package / f"data/{name}.csv", newline="", encoding="utf-8") as file:
            columns, *shown = csv.reader(file)
        proof = json.loads((package / f"proof/{name}.json").read_bytes())
        root = table_root(name, columns, shown, proof)
        assert root == table["root"], f"{name}: the root is {root}"
        leaves.append(
            b"fisc/table/v1\0" + p(name) + u64(len(columns)) + b"".join(map(p, columns)) + u64(table["rows"]) + p(root)
        )
    assert mth(leaves).hex() == release["root"], "the root of the release"
    print(f"{len(leaves)} tables give the root of the release")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
