"""Envelopes and statements of a record, verified by securesystemslib, in-toto and OpenSSL.

Reads the bundles of a record without anything of fisc, learns the keys from the entries that enrol
them, and verifies each envelope with securesystemslib (Ed25519) or OpenSSL (SM2 with SM3); of a log
with an SM2 key the checkpoint too. Then changes each a little and expects a refusal, so that a
verifier that lets everything pass is noticed. That entries and statements are in canonical form is
held with Python's own JSON, whose sorted compact form is RFC 8785's for what they hold.
"""

import base64
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

from google.protobuf import json_format
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey

SM2_USER = "1234567812345678"
# SubjectPublicKeyInfo of an uncompressed point on SM2's curve, up to the point.
SM2_SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")


def parse(data):
    value = json.loads(data)
    form = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if form.encode() != data:
        sys.exit(f"not in canonical form: {data}")
    return value


def entries(record):
    bundles = sorted((record / "tile" / "entries").rglob("*"))
    for path in (p for p in bundles if p.is_file()):
        data = path.read_bytes()
        at = 0
        while at < len(data):
            length = int.from_bytes(data[at : at + 2], "big")
            yield parse(data[at + 2 : at + 2 + length])
            at += 2 + length


def der(signature):
    """r and s as a DER sequence, which is how OpenSSL takes them."""
    out = b""
    for half in (signature[:32], signature[32:]):
        number = half.lstrip(b"\0")
        if number[0] & 0x80:
            number = b"\0" + number
        out += bytes([2, len(number)]) + number
    return bytes([0x30, len(out)]) + out


def sm2_verifies(key, signed, signature):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        (scratch / "key").write_bytes(SM2_SPKI + key)
        (scratch / "sig").write_bytes(der(signature))
        (scratch / "in").write_bytes(signed)
        command = (
            "openssl pkeyutl -verify -pubin -keyform DER -inkey key -sigfile sig -in in -rawin"
            f" -digest sm3 -pkeyopt distid:{SM2_USER}"
        )
        done = subprocess.run(command.split(), cwd=scratch, capture_output=True, check=False)
        return done.returncode == 0


def ed25519_verifies(keyid, key, envelope):
    known = SSlibKey(keyid, "ed25519", "ed25519", {"public": key.hex()})
    try:
        Envelope.from_dict(copy.deepcopy(envelope)).verify([known], 1)
        return True
    except VerificationError:
        return False


def verifies(key, envelope):
    algorithm, text = key.split(":")
    key = base64.b64decode(text, validate=True)
    if algorithm == "sm2":
        payload = base64.b64decode(envelope["payload"], validate=True)
        kind = envelope["payloadType"].encode()
        signed = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
        return sm2_verifies(key, signed, base64.b64decode(envelope["signatures"][0]["sig"]))
    return ed25519_verifies(envelope["signatures"][0]["keyid"], key, envelope)


def changed(envelope):
    payload = base64.b64decode(envelope["payload"]).replace(b'"after":', b'"after": ')
    other = copy.deepcopy(envelope)
    other["payload"] = base64.b64encode(payload).decode()
    yield other
    other = copy.deepcopy(envelope)
    signature = bytearray(base64.b64decode(other["signatures"][0]["sig"]))
    signature[40] ^= 1
    other["signatures"][0]["sig"] = base64.b64encode(signature).decode()
    yield other


def check(record):
    keys, log_key, counts = {}, "", {"ed25519": 0, "sm2": 0}
    for index, entry in enumerate(entries(record)):
        envelope = entry["envelope"]
        statement = parse(base64.b64decode(envelope["payload"], validate=True))
        pb = json_format.ParseDict(statement, statement_pb2.Statement())
        Statement.copy_from_pb(pb).validate()
        deed = statement["predicate"]
        act = deed["act"]
        if act["kind"] == "open":
            keys[deed["person"]] = act["key"]
            log_key = act["log_key"]
        elif act["kind"] == "enrol_person":
            keys[act["id"]] = act["key"]
        key = keys[deed["person"]]
        if not verifies(key, envelope):
            sys.exit(f"{record}: entry {index} does not verify")
        if any(verifies(key, other) for other in changed(envelope)):
            sys.exit(f"{record}: entry {index} verifies although it was changed")
        counts[key.split(":")[0]] += 1
    if log_key.startswith("sm2:"):
        check_checkpoint(record, base64.b64decode(log_key[4:], validate=True))
        counts["checkpoint"] = 1
    print(f"{record}: {counts}")
    return counts


def check_checkpoint(record, key):
    text, line = (record / "checkpoint").read_text().split("\n\n")
    text = (text + "\n").encode()
    signature = base64.b64decode(line.split()[2], validate=True)[4:]
    if not sm2_verifies(key, text, signature) or sm2_verifies(key, text + b"x", signature):
        sys.exit(f"{record}: the checkpoint does not verify")


def main():
    folder = pathlib.Path(sys.argv[1])
    counts = check(folder / "record")
    if sum(counts.values()) != 1000 or counts["sm2"] == 0:
        sys.exit("the record is not the one of a thousand entries")
    if "checkpoint" not in check(folder / "record-sm2"):
        sys.exit("the small record's log has no SM2 key")


main()
