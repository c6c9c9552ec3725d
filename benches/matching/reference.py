"""The reference: the same normal form and the same blocking in Python, similarity by rapidfuzz.
usage: reference.py NAMES CUTOFF PAIRS; prints what it did as JSON."""

import json
import pathlib
import re
import sys
import time
import unicodedata
from collections import defaultdict

from pypinyin import lazy_pinyin
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

LISTS = pathlib.Path(__file__).parents[2] / "crates/fisc-stats/src/matching"
LARGE = 200


def lines(name):
    text = (LISTS / name).read_text(encoding="utf-8")
    return [l for l in text.splitlines() if l and not l.startswith("#")]


FORMS = lines("legal_forms.txt")
HAN_FORMS = sorted((f for f in FORMS if not f.isascii()), key=len, reverse=True)
LATIN_FORMS = {f for f in FORMS if f.isascii()}
REGIONS = sorted((g for g in lines("regions.txt") if not g.isascii()), key=len, reverse=True)
HAN = re.compile("[\u3400-\u9fff]")
RANKS = ("自治区", "自治州", "地区", "省", "市", "")


def stem(name):
    text = unicodedata.normalize("NFKC", name).lower().replace("&", " and ")
    if not HAN.search(text):
        words = re.findall(r"[a-z0-9]+", text.replace(".", ""))
        while len(words) > 1 and words[-1] in LATIN_FORMS:
            words.pop()
        return "".join(sorted(words))
    for region in REGIONS:
        text = text.replace(f"({region})", "")
    text = "".join(c for c in text if c.isalnum())
    changed = True
    while changed:
        changed = False
        for form in HAN_FORMS:
            if text.endswith(form) and len(text) > len(form):
                text, changed = text[: -len(form)], True
                break
    for region in REGIONS:
        if text.startswith(region):
            rest = text[len(region):]
            rank = next(r for r in RANKS if rest.startswith(r))
            if len(rest) > len(rank) + 1:
                text = rest[len(rank):]
            break
    return text


def units(text):
    return lazy_pinyin(text) if HAN.search(text) else list(text)


def main(names, cutoff, out):
    start = time.perf_counter()
    text = pathlib.Path(names).read_text(encoding="utf-8").splitlines()
    stems = [stem(n) for n in text]
    split = [units(s) for s in stems]
    letters = ["".join(u) for u in split]
    blocks = defaultdict(list)
    for i, u in enumerate(split):
        keys = {hash(tuple(u))}
        if len(u) > 3:
            keys.update(hash(tuple(u[:j] + u[j + 1:])) for j in range(len(u)))
            if HAN.search(stems[i]):
                keys.add(hash("".join(x[0] for x in u)))
        for k in keys:
            blocks[k].append(i)
    pairs = set()
    for block in blocks.values():
        for x, a in enumerate(block):
            pairs.update((a, b) for b in (block[x + 1:] if len(block) <= LARGE else block[x + 1: x + LARGE]))
    del blocks
    pairs = list(pairs)
    scores = cpdist([letters[a] for a, _ in pairs], [letters[b] for _, b in pairs], scorer=JaroWinkler.normalized_similarity)
    kept = 0
    with open(out, "w", encoding="utf-8") as file:
        for (a, b), score in zip(pairs, scores):
            if score >= cutoff:
                kept += 1
                file.write(f"{a},{b},{score:.6f}\n")
    print(json.dumps({"names": len(text), "seconds": round(time.perf_counter() - start, 2), "compared": len(pairs), "pairs": kept}))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3])
