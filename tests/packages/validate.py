"""A package under the validators of others, without a network: frictionless for the Data Package,
roc-validator for the RO-Crate. usage: validate.py PACKAGE"""

import importlib.resources
import io
import pathlib
import subprocess
import sys
import tempfile

import frictionless
import requests
import requests_cache
import urllib3

CONTEXT = "https://w3id.org/ro/crate/1.2/context"


class Kept(requests.adapters.HTTPAdapter):
    """Answers with the file that the package rocrate brings."""

    def send(self, request, **_):
        body = importlib.resources.files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes()
        answer = urllib3.HTTPResponse(
            body=io.BytesIO(body),
            headers={"Content-Type": "application/ld+json"},
            status=200,
            preload_content=False,
        )
        return self.build_response(request, answer)


def main(package: pathlib.Path) -> int:
    report = frictionless.validate(str(package / "datapackage.json"))
    print(f"frictionless: {'valid' if report.valid else 'NOT VALID'}, {len(report.tasks)} tables")
    if not report.valid:
        print(report.to_summary())
    with tempfile.TemporaryDirectory() as scratch:
        cache = pathlib.Path(scratch) / "cache"
        session = requests_cache.CachedSession(str(cache))
        session.mount(CONTEXT, Kept())
        session.get(CONTEXT, headers={"Accept": "application/ld+json, application/json"})
        command = [
            str(pathlib.Path(sys.executable).parent / "rocrate-validator"),
            "--no-interactive", "--disable-color", "validate", "--offline", "--cache-path", str(cache),
            "--profile-identifier", "ro-crate-1.2", "--requirement-severity", sys.argv[2] if len(sys.argv) > 2 else "required",
            "--no-paging", "--verbose", str(package),
        ]
        crate = subprocess.run(command, capture_output=True, text=True)
    print(f"roc-validator: {'valid' if crate.returncode == 0 else 'NOT VALID'}")
    if crate.returncode:
        print(crate.stdout, crate.stderr)
    return 0 if report.valid and crate.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
