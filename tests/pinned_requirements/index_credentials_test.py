"""credentials-in-index-url, and the addresses that the rules about indexes read."""

from __future__ import annotations

from hashlib import sha256

import pytest

from labcoat.core.packages.indexes.index_url import addresses, is_local
from labcoat.core.packages.indexes.known_indexes import KNOWN, PUBLIC, is_listed
from tests.cases import notebook
from tests.pinned_requirements.tables import case, check_flags, check_quiet, reported

RULE = "credentials-in-index-url"
PASSWORD = "Zq9v" + "Lm2x"
TOKEN = sha256(b"token").hexdigest()[:36]
GITHUB, GITLAB = f"ghp_{TOKEN}", f"glpat-{TOKEN[:20]}"
SECRETS = {
    "PASSWORD": PASSWORD,
    "SECRET_PASSWORD": f"{PASSWORD}%21",
    "WITH-AT": f"{PASSWORD}@2",
    "GITHUB": GITHUB,
    "GITLAB_TOKEN": GITLAB,
    "TOKEN": TOKEN,
    "SECRET_KEY": "x-oauth-basic",
}


def filled(text: str) -> str:
    """A text with secrets in the place of their names."""
    for name, secret in sorted(SECRETS.items(), reverse=True, key=lambda row: len(row[0])):
        text = text.replace(name, secret)
    return text


FLAGS = [
    case("index", "requirements.txt", "--index-url https://ci:»PASSWORD«@pypi.acme.dev/simple\n"),
    case("extra index", "requirements.txt", "--extra-index-url=https://ci:»PASSWORD«@pypi.acme.dev:8443/simple\n"),
    case("links", "requirements.txt", "-f https://ci:»PASSWORD«@acme.dev/wheels\n"),
    case("over http", "requirements.txt", "-i http://ci:»PASSWORD«@10.0.0.7/simple\n"),
    case("this machine", "requirements.txt", "-i http://ci:»PASSWORD«@localhost:8081/simple\n"),
    case("the user is a variable", "requirements.txt", "-i https://${USER}:»PASSWORD«@acme.dev/simple\n"),
    case("an @ in it", "requirements.txt", "-i https://me@acme.dev:»WITH-AT«@acme.dev/simple\n"),
    case("escaped", "requirements.txt", "-i https://me%40acme.dev:»SECRET_PASSWORD«@acme.dev/simple\n"),
    case("no user", "requirements.txt", "-i https://:»PASSWORD«@acme.dev/simple\n"),
    case("a token of GitHub", "requirements.txt", "git+https://»GITHUB«@github.com/acme/a.git@main#egg=a\n"),
    case("the same, as GitHub says", "requirements.txt", "git+https://»GITHUB«:SECRET_KEY@github.com/acme/a\n"),
    case("named", "requirements.txt", "a @ git+https://x-access-token:»GITHUB«@github.com/acme/a@v1 ; os_name=='nt'\n"),
    case("GitLab", "requirements.txt", "git+https://oauth2:»GITLAB_TOKEN«@gitlab.com/acme/a.git\n"),
    case("editable", "requirements.txt", "-e git+https://oauth2:»GITLAB_TOKEN«@gitlab.com/acme/a.git#egg=a\n"),
    case(
        "GitLab's index",
        "requirements.txt",
        "-i https://__token__:»GITLAB_TOKEN«@gitlab.com/api/v4/projects/1/pypi/s\n",
    ),
    case("archive", "requirements.txt", "https://ci:»PASSWORD«@acme.dev/a-1.0-py3-none-any.whl\n"),
    case(
        "archive with a hash", "requirements.txt", f"https://ci:»PASSWORD«@acme.dev/a-1.0.tar.gz#sha256={'0a' * 32}\n"
    ),
    case("requirements from afar", "requirements.txt", "-r https://ci:»PASSWORD«@acme.dev/requirements.txt\n"),
    case("token alone", "requirements.txt", "--extra-index-url https://»TOKEN«@pypi.fury.io/acme/\n"),
    case("token, no password", "requirements.txt", "--extra-index-url https://»TOKEN«:@pypi.fury.io/acme/\n"),
    case("token in Gemfury's path", "requirements.txt", "--extra-index-url https://pypi.fury.io/»TOKEN«/acme/\n"),
    case(
        "two",
        "requirements.txt",
        "-i https://a:»PASSWORD«@a.dev/s --extra-index-url https://b:»PASSWORD9«@b.dev/s\n",
    ),
    case("pip.conf", "pip.conf", "[global]\nextra-index-url =\n    https://ci:»PASSWORD«@acme.dev/simple\n"),
    case(".condarc", ".condarc", "channels:\n  - https://ci:»PASSWORD«@conda.acme.dev/t\n  - conda-forge\n"),
    case("command", "run.sh", "pip install -i 'https://ci:»PASSWORD«@acme.dev/simple' a==1\n"),
    case("variable of the script", "run.sh", "I=https://ci:PASSWORD@acme.dev/s\npip install -i »$I« a==1\n"),
    case("environment", "run.sh", 'export PIP_INDEX_URL="https://ci:»PASSWORD«@acme.dev/simple"\n'),
    case("Dockerfile", "Dockerfile", "FROM python:3.12\nRUN pip install git+https://»GITHUB«@github.com/acme/a@v1\n"),
    case("ENV", "Dockerfile", "FROM python:3.12\nENV UV_INDEX_URL=https://ci:»PASSWORD«@acme.dev/simple\n"),
    case("notebook", "a.ipynb", notebook("!pip install git+https://»GITHUB«@github.com/acme/a")),
    case(
        "pyproject.toml",
        "pyproject.toml",
        '[[tool.uv.index]]\nname = "a"\nurl = "https://ci:»PASSWORD«@acme.dev/s"\n',
    ),
    case("Pipfile", "Pipfile", '[[source]]\nurl = "https://ci:»PASSWORD«@acme.dev/s"\nverify_ssl = true\n'),
    case(
        "subprocess",
        "a.py",
        "import subprocess\nsubprocess.run(['pip', 'install', '-i', 'https://ci:»PASSWORD«@acme.dev/s', 'a==1'])\n",
    ),
]
FILLED_IN = (
    "ci:${PIP_PASSWORD}",
    "${USER}:$PASSWORD",
    "$USER:$PASSWORD",
    "${PIP_TOKEN}",
    "ci:{password}",
    "ci:{{ password }}",
    "{token}",
    "ci:<password>",
    "<your-token>",
    "ci:%PIP_PASSWORD%",
    "ci:%s",
    "ci:%(password)s",
    "__token__:${X}",
    "oauth2:${GITLAB_TOKEN}",
    "gitlab-ci-token:${CI_JOB_TOKEN}",
    "user:password",
    "username:your_password",
    "ci:****",
    "ci:xxxxxxxx",
    "me",
    "me@acme.dev",
    "gitlab+deploy-token-123",
    "acmeorganisation",
    "aws",
    "user:",
    ":",
)
QUIET = [
    *[case(user, "requirements.txt", f"--extra-index-url https://{user}@acme.dev/simple\n") for user in FILLED_IN],
    *[
        case(f"shell: {user}", "run.sh", f'pip install -i "https://{user}@acme.dev/simple" a==1\n')
        for user in FILLED_IN
    ],
    case("no user", "requirements.txt", "-i https://acme.dev/simple\n"),
    case("port", "requirements.txt", "-i https://acme.dev:8443/simple@latest\n"),
    case(
        "ssh", "requirements.txt", "git+ssh://git@github.com/acme/a.git@main\ngit+ssh://git@github.com:22/acme/a.git\n"
    ),
    case("ssh, short", "requirements.txt", "git+git@github.com:acme/a.git\n"),
    case("revision", "requirements.txt", f"git+https://github.com/acme/a.git@{'0a' * 20}#egg=a\n"),
    case("Azure DevOps", "requirements.txt", "git+https://acme@dev.azure.com/acme/ml/_git/a@main\n"),
    case("a user at Gemfury", "requirements.txt", "--extra-index-url https://pypi.fury.io/arrow-nightlies/simple/\n"),
    case("command in a command", "run.sh", "pip install -i https://ci:$(cat /run/secrets/pip)@acme.dev/simple a==1\n"),
    case("f-string", "a.py", "import os\nos.system(f'pip install -i https://{user}:{password}@acme.dev/s a==1')\n"),
    case(
        "build secret", "Dockerfile", "FROM a:1\nRUN pip install git+https://$(cat /run/secrets/t)@github.com/a/b@v1\n"
    ),
    case("workflow's secret", "run.sh", "pip install git+https://${{ secrets.TOKEN }}@github.com/acme/a@v1\n"),
    case("no address of a package", "run.sh", filled("curl https://ci:PASSWORD@acme.dev/x && pip install a==1\n")),
]


@pytest.mark.parametrize(("path", "text", "options"), FLAGS)
def test_flags(path, text, options):
    check_flags(RULE, path, filled(text), options)


@pytest.mark.parametrize(("path", "text", "options"), QUIET)
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "requirements.txt",
            "-i http://ci:PASSWORD@a.dev/s --trusted-host a.dev\n--extra-index-url https://TOKEN@b.dev/s\n",
        ),
        ("run.sh", "I=https://ci:PASSWORD@acme.dev/s\npip install --extra-index-url $I a  # PASSWORD\n"),
        (
            "requirements.txt",
            "git+http://ci:PASSWORD@acme.dev/a\nhttps://GITHUB@acme.dev/a-1.whl\n-e git+git://TOKEN@a.dev/a\n",
        ),
        (
            "pip.conf",
            "[global]\nextra-index-url = https://ci:PASSWORD@acme.dev/s\ntrusted-host = ci:PASSWORD@acme.dev\n",
        ),
    ],
)
def test_no_finding_says_the_password(path, text):
    findings = reported(path, filled(text))
    assert findings
    for finding in findings:
        said = f"{finding.message}{finding.help}{finding.excerpt}"
        assert not any([secret in said for secret in (PASSWORD, TOKEN, GITHUB)])


def only(text: str):
    [address] = addresses(text, 0, len(text))
    return address


@pytest.mark.parametrize(
    ("text", "scheme", "host", "path"),
    [
        ("https://pypi.org/simple/", "https", "pypi.org", "simple"),
        ("git+HTTP://Acme.dev:80/A/B.git@main#egg=b", "http", "acme.dev", "a/b.git@main"),
        ("https://a:b@c@acme.dev./x?y=z", "https", "acme.dev", "x"),
        ("http://[::1]:3141/root", "http", "[::1]", "root"),
        ("https://acme.dev", "https", "acme.dev", ""),
        ("a @ https://acme.dev/a.whl ; python_version > '3'", "https", "acme.dev", "a.whl"),
    ],
)
def test_address(text, scheme, host, path):
    address = only(text)
    assert (address.scheme, address.host, address.path) == (scheme, host, path)
    assert not address.has_variable_host


@pytest.mark.parametrize(
    "text",
    [
        "https://$HOST/x",
        "https://${H}/x",
        "https://{host}:80/x",
        "https://<host>/x",
        "https://ci:$(a $(b))@c/x",
        "https://",
    ],
)
def test_host_that_nobody_knows(text):
    assert only(text).has_variable_host


def test_several_addresses_and_where_they_are():
    text = "x https://a.dev/s  http://b.dev/t\nfile:///c d"
    found = list(addresses(text, 2, len(text)))
    assert [text[address.start : address.end] for address in found] == [
        "https://a.dev/s",
        "http://b.dev/t",
        "file:///c",
    ]


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1.2.3", "[::1]", "a.localhost", "LOCALHOST", "0.0.0.0"]
)
def test_this_machine(host):
    assert is_local(host)


@pytest.mark.parametrize("host", ["localhost.acme.dev", "10.0.0.1", "acme.local", "[::2]", "", "host.docker.internal"])
def test_other_machines(host):
    assert not is_local(host)


def test_lists_of_indexes_are_sorted_out():
    assert len(set(KNOWN) | set(PUBLIC)) == len(KNOWN) + len(PUBLIC)
    assert [entry for entry in (*KNOWN, *PUBLIC) if entry != entry.lower().strip("/") or "://" in entry] == []


@pytest.mark.parametrize(
    ("host", "path", "listed"),
    [
        ("acme.dev", "", True),
        ("acme.dev", "x/y", True),
        ("a.acme.dev", "", False),
        ("acme.dev.evil.dev", "", False),
        ("acme.github.io", "wheels/cu12", True),
        ("acme.github.io", "wheels2", False),
        ("acme.github.io", "", False),
    ],
)
def test_entries_are_whole_hosts_and_parts_of_paths(host, path, listed):
    assert is_listed(host, path, ["acme.dev", "https://Acme.github.io/wheels/"]) is listed


LONG = 300_000
HOSTILE = ("a", "://", "https://", "${", "$(", "<", "{{", "%A", "`", "https://a ", "${a}", "<a>:")


@pytest.mark.parametrize("hostile", [*[piece * (LONG // len(piece)) for piece in HOSTILE], "https://" + "@" * LONG])
def test_linear_in_hostile_text(hostile):
    for address in addresses(hostile, 0, len(hostile)):
        address.credential()
