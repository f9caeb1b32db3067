"""What the documents tell a person to type at the AWS CLI is accepted by it, and by what ./deploy has made."""

import os
import re
import shutil
import subprocess

import pytest
from conftest import REGION, ROOT, kept_warm

DOCUMENTS = ["docs/deploy.md", "docs/operations.md"]
# Of these the account has the real thing: an error would be ours. The rest is sent where nobody listens: the CLI has judged
# its words by then.
REAL = {"cloudformation", "dynamodb", "secretsmanager"}
WORDS_REFUSED = 252  # the CLI's return code for a command that it could not parse, or whose parameters are wrong

# Debian's CLI of 2022 does not know AWS_ENDPOINT_URL.
WRAPPER = """#!/bin/sh
case $1 in
  {real}) url=$AWS_ENDPOINT_URL ;;
  *) url=http://127.0.0.1:9 ;;
esac
{cli} --endpoint-url "$url" --no-cli-pager "$@" 2>"$RECORD.said"
code=$?
cat "$RECORD.said" >&2
echo "$code $* $(tr '\\n' ' ' <"$RECORD.said")" >>"$RECORD"
exit "$code"
"""


def find_cli():
    for path in ["/usr/bin/aws", shutil.which("aws")]:
        if path and os.path.exists(path):
            said = subprocess.run([path, "--version"], capture_output=True, text=True)
            if said.stdout.startswith("aws-cli/2"):
                return path
    return None


def blocks():
    """The shell of each document, and where it stands."""
    for document in DOCUMENTS:
        text = (ROOT / document).read_text()
        for found in re.finditer(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL):
            yield f"{document}:{text[:found.start()].count(chr(10)) + 2}", found[1]


@pytest.fixture
def cli(tmp_path):
    """The AWS CLI 2: kept warm where it is a script, as Debian's is; AWS's own installer brings a program."""
    found = find_cli()
    if found is None:
        pytest.skip("no AWS CLI 2 here")
    with open(found, "rb") as file:
        first = file.readline()
    if first.startswith(b"#!") and b"python" in first:
        with kept_warm("aws", first[2:].decode().strip(), tmp_path / "warm") as folder:
            yield folder / "aws"
    else:
        yield found


def test_the_aws_cli_accepts_what_the_documents_say(door, checkout, there, tmp_path, cli):
    store = ["MediaS3Endpoint=https://account.r2.cloudflarestorage.com", "MediaS3Bucket=darkroom", "MediaBaseUrl=https://media.example.com"]
    assert door(checkout, "--yes", *store).code == 0
    shells = dict(blocks())
    define = next(shell for shell in shells.values() if shell.startswith("output() {"))
    wrapper, record = tmp_path / "cli/aws", tmp_path / "record"
    wrapper.parent.mkdir()
    wrapper.write_text(WRAPPER.format(cli=cli, real="|".join(REAL)))
    wrapper.chmod(0o755)
    calls = []
    for where, shell in shells.items():
        record.write_text("")
        subprocess.run(
            ["sh", "-c", f"{define}\n{shell}"],
            env={**door.environment, "PATH": f"{wrapper.parent}:/usr/bin:/bin", "RECORD": str(record), "AWS_PAGER": "",
                 "AWS_DEFAULT_REGION": REGION},
            cwd=tmp_path, input="", capture_output=True, text=True,
        )
        made = record.read_text().splitlines()
        assert len(made) >= len(re.findall(r"\baws [a-z]", shell)) or shell == define, where
        calls += [(where, int(line.split()[0]), line.split()[1], line) for line in made]
    assert len(calls) > 40
    assert [call for call in calls if call[1] == WORDS_REFUSED] == []
    assert [call for call in calls if call[2] in REAL and call[1] != 0] == []
