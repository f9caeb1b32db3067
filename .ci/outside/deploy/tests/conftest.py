"""An account to deploy into, a checkout to deploy from, and the door: ./deploy as a person calls it."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent.parent
sys.path.insert(0, str(HERE))

import warm  # noqa: E402
from cloudformation import server  # noqa: E402

SAM = ROOT / "target/outside/sam"
REGION, STACK = "eu-central-1", "darkroom"
PARTS = ["deploy", "template.yaml", "infra", "site", "pom.xml", "stack/pom.xml", "stack/src/main", ".ci/jdk", ".ci/build"]
LARGE = ["functions/target/functions.zip", "stack/target/stack.jar", "stack/target/classpath.txt"]


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("outside")


@pytest.fixture(scope="session")
def built():
    """Lets ./deploy build itself, once."""
    told = subprocess.run([ROOT / "deploy", "--help"], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    return (ROOT / "stack/target/built").read_text()


@contextlib.contextmanager
def kept_warm(name, python, folder):
    """A folder with the command sam or aws: the real one, which its own Python has imported already."""
    folder.mkdir()
    path, command = str(folder / "socket"), folder / name
    command.write_text(warm.CLIENT.format(python=python, path=path))
    command.chmod(0o755)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "SAM_CLI_TELEMETRY": "0"}
    process = subprocess.Popen([python, HERE / "warm.py", name, path], stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout.readline() == "ready\n"
        yield folder
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def sam(place):
    with kept_warm("sam", SAM / "bin/python", place / "bin") as folder:
        yield folder


@pytest.fixture(scope="session")
def account(built):
    cloud = server.Cloud()
    jdk = built.split(" ", 1)[1].strip()
    # The functions' code is in their zip; from here comes only AWS's runtime client, which Lambda brings along.
    client = [path for path in (ROOT / "local/target/classpath.txt").read_text().strip().split(":") if "aws-lambda-java-" in path]
    cloud.invoker.use(f"{jdk}/bin/java", ":".join(client))
    yield cloud
    cloud.close()


@pytest.fixture
def cloud(account):
    account.empty()
    yield account
    assert not account.broken, account.broken[0]


class Checkout:
    """A clone of the project, with what is built in it."""

    def __init__(self, folder, built):
        self.folder = folder
        for part in PARTS + LARGE:
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part)
            else:
                shutil.copy2(ROOT / part, folder / part)
        # Built elsewhere, which ./deploy would notice.
        (folder / "stack/target/built").write_text(built.replace(str(ROOT), str(folder), 1))

    def read(self, name):
        return (self.folder / name).read_text()

    def write(self, name, text):
        (self.folder / name).write_text(text)


@pytest.fixture
def checkout(tmp_path, built):
    return Checkout(tmp_path / "checkout", built)


@pytest.fixture
def second_checkout(tmp_path, built):
    return Checkout(tmp_path / "another checkout", built)


class DeployRun:
    def __init__(self, code, text, calls):
        self.code, self.text, self.calls = code, text, calls

    def __repr__(self):
        return f"exit {self.code}\n{self.text}"

    def __contains__(self, words):
        return words in self.text


class Door:
    """./deploy, in a terminal or without one."""

    def __init__(self, cloud, sam, place):
        self.cloud = cloud
        self.environment = {
            "PATH": f"{sam}:/usr/bin:/bin",
            "HOME": str(place),
            "JAVA_HOME": os.environ.get("JAVA_HOME", ""),
            "LANG": "C.UTF-8",
            "AWS_ENDPOINT_URL": cloud.url,
            "AWS_ACCESS_KEY_ID": server.KEY,
            "AWS_SECRET_ACCESS_KEY": server.SECRET,
            "AWS_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "2",
            "SAM_CLI_TELEMETRY": "0",
            "SAM_CLI_POLL_DELAY": "0.05",
        }

    def _with(self, more):
        return {name: value for name, value in {**self.environment, **more}.items() if value is not None}

    def __call__(self, checkout, *arguments, input="", **environment):
        """Unattended: what comes from a pipe is all that is typed."""
        before = len(self.cloud.calls)
        told = subprocess.run(
            [checkout.folder / "deploy", *arguments], input=input, capture_output=True, text=True, env=self._with(environment)
        )
        return DeployRun(told.returncode, told.stdout + told.stderr, self.cloud.calls[before:])

    def spawn(self, checkout, *arguments, **environment):
        return pexpect.spawn(
            str(checkout.folder / "deploy"), list(arguments), env=self._with(environment), encoding="utf-8", timeout=900, dimensions=(50, 200)
        )

    def at_terminal(self, checkout, *arguments, answers=(), **environment):
        """In a terminal: answers are pairs of what is waited for and what is typed then."""
        before = len(self.cloud.calls)
        child = self.spawn(checkout, *arguments, **environment)
        text = ""
        for question, answer in answers:
            found = child.expect([question, pexpect.EOF])
            text += child.before + (child.after if found == 0 else "")
            assert found == 0, f"It never said {question!r}:\n{text}"
            child.sendline(answer)
        child.expect(pexpect.EOF)
        child.close()
        return DeployRun(child.exitstatus, (text + child.before).replace("\r\n", "\n"), self.cloud.calls[before:])


@pytest.fixture
def door(cloud, sam, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    return Door(cloud, sam, home)


class Account:
    """What is in the account, as tests ask for it."""

    def __init__(self, cloud):
        self.cloud = cloud

    def stack(self, name=STACK, region=REGION):
        for stack in reversed(self.cloud.stacks.stacks):
            if (stack.name, stack.region) == (name, region):
                return stack
        return None

    def settings(self, name=STACK, region=REGION):
        return self.stack(name, region).values

    def buckets(self):
        return {it["Name"] for it in self.cloud.client("s3", REGION).list_buckets()["Buckets"] if "samcli" not in it["Name"]}

    def tables(self, region=REGION):
        return set(self.cloud.client("dynamodb", region).list_tables()["TableNames"])

    def secrets(self):
        return {it["Name"] for it in self.cloud.client("secretsmanager", REGION).list_secrets()["SecretList"]}

    def functions(self):
        return {it["FunctionName"] for it in self.cloud.client("lambda", REGION).list_functions()["Functions"]}

    def versions(self):
        client = self.cloud.client("lambda", REGION)
        return {
            name: len(client.list_versions_by_function(FunctionName=name)["Versions"]) - 1 for name in self.functions()
        }

    def part(self, logical, name=STACK):
        return self.stack(name).resources[logical].id

    def secret(self, logical="HiapiSecret"):
        """Its text; empty where nobody has put one in."""
        secrets = self.cloud.client("secretsmanager", REGION)
        try:
            return secrets.get_secret_value(SecretId=self.part(logical))["SecretString"]
        except secrets.exceptions.ResourceNotFoundException:
            return ""

    def put(self, bucket, key, text):
        self.cloud.client("s3", REGION).put_object(Bucket=bucket, Key=key, Body=text.encode())

    def keys(self, bucket):
        return {it["Key"] for it in self.cloud.client("s3", REGION).list_objects_v2(Bucket=bucket).get("Contents", [])}

    def is_empty(self):
        """Nothing of ours, whatever sam keeps for itself."""
        return not (self.buckets() | self.tables() | self.secrets() | self.functions())


@pytest.fixture
def there(cloud):
    return Account(cloud)
