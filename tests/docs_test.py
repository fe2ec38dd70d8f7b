"""The documentation says what is so: generated pages are up to date, names are complete, examples and commands work."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import tomli
import yaml
from _pytest.mark import ParameterSet

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.config import KEYS, Config, check_config
from labcoat.core.families import ALONE, CHECKERS, known_names, known_options, load_rules
from labcoat.core.keys.examples import expand
from labcoat.core.rule_docs import HEADINGS, sections, summary, url
from labcoat.remote_code import trust_remote_code
from tests.cases import marked, notebook

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ALL_RULES = [rule for family in load_rules((*CHECKERS, *ALONE)).values() for rule in family]
RULES = [rule for rule in ALL_RULES if rule.family != "find-keys"]  # those share a page, and have tests in tests/keys
CHECKED = [rule for rule in RULES if rule.family.replace("-", "_") not in ALONE]
PACKAGE_RULES = [rule.name for rule in RULES if rule.family == "pinned-requirements"]
OPT_IN = ("mutable-hub-url",)
OF_MODES = "world-readable-checkpoint"  # is about a file's mode, not its bytes: tests/model_files/permissions_test.py
WIDE = {"remote-code": {"unpinned": True}}
STRICT = {"pinned-requirements": {"min-level": "hash"}}
COMMIT = "0123456789abcdef0123456789abcdef01234567"
LOCKED = ROOT / "tests" / "model_lock" / "locked"  # has a models.lock
COMMANDS = (
    "labcoat init",
    "labcoat check",
    "labcoat fix",
    "labcoat redact",
    "labcoat explain",
    "labcoat rules",
    "labcoat baseline",
    "labcoat lock",
    "labcoat git install",
    "labcoat git uninstall",
    "labcoat git status",
    "labcoat-find-keys",
    "labcoat-known-vulnerability",
    "labcoat-model-lock",
    "labcoat-pinned-requirements",
    "labcoat-remote-code",
    "labcoat-strip-outputs",
)


def load(path: Path):
    """A script of this repository as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def ids(values) -> list[str]:
    return [getattr(value, "name", "") for value in values]


# --- generated pages


GENERATED = load(ROOT / "docs" / "generate.py").pages()


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_generated_pages_are_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == GENERATED[path], "run `make docs`"


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    names = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert names == {"index", "find-keys", *ids(RULES)}


@pytest.mark.parametrize("rule", ALL_RULES, ids=ids(ALL_RULES))
def test_a_docstring_has_every_section(rule) -> None:
    assert summary(rule).endswith(".")
    assert tuple(sections(rule)) == HEADINGS


# --- every rule has cases that it flags, and cases that it could flag but does not


def cases(family: str, ending: str) -> list[tuple[str, str | bytes, dict[str, object]]]:
    """(path, text or bytes, options) of the tables of a family's tests whose names have this ending."""
    name = family.replace("-", "_")
    modules = list((ROOT / "tests").glob(f"{name}_test.py")) or (ROOT / "tests" / name).glob("*_test.py")
    tables = [
        table
        for path in modules
        for name, value in vars(load(path)).items()
        if (table := table_of(name, value, ending))
    ]
    rows = [case.values for table in tables for case in table if isinstance(case, ParameterSet)]
    return [(path, plain(text), options[0] if options else {}) for path, text, *options in rows]


def table_of(name: str, value: object, ending: str) -> list[ParameterSet]:
    """A table with this ending, or that of a test which says that its rows are flagged, or quiet; else nothing."""
    if hasattr(value, "is_flagging"):
        return value.table if value.is_flagging == (ending == "FLAGS") else []
    return value if name.endswith(ending) else []


def plain(text: str | bytes) -> str | bytes:
    """The text of a case without its marks, which are escaped in JSON; the bytes of a model as they are."""
    if isinstance(text, bytes):
        return text
    return marked(text.replace("\\u00bb", "»").replace("\\u00ab", "«"))[0]


@pytest.fixture(scope="module")
def flagged_cases() -> dict[str, set[str]]:
    """What is reported somewhere in the cases of each family."""
    families = {rule.family for rule in CHECKED}
    return {name: set().union(*[flagged_case(name, *case) for case in cases(name, "FLAGS")]) for name in families}


def flagged_case(family: str, path: str, text: str | bytes, options: dict[str, object]) -> set[str]:
    is_beside_lock = family == "model-lock" and path.endswith((".py", ".sh", ".ipynb"))
    return flagged(str(LOCKED / path) if is_beside_lock else path, text, options={family: options})


@pytest.mark.parametrize("rule", [rule for rule in CHECKED if rule.name != OF_MODES], ids=lambda rule: rule.name)
def test_a_rule_has_cases_that_it_flags(rule, flagged_cases) -> None:
    assert rule.name in flagged_cases[rule.family]


@pytest.mark.parametrize("rule", CHECKED, ids=ids(CHECKED))
def test_a_rule_has_cases_on_which_it_stays_quiet(rule) -> None:
    texts = [text if isinstance(text, bytes) else text.encode() for _, text, _ in cases(rule.family, "QUIET")]
    assert any(keyword.encode() in text for text in texts for keyword in rule.keywords) or (texts and not rule.keywords)


def test_the_site_builds(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert {path.parent.name for path in (tmp_path / "rules").glob("*/index.html")} == {"find-keys", *ids(RULES)}
    site = yaml.safe_load(read("mkdocs.yml"))["site_url"]
    for rule in ALL_RULES:
        folder, _, anchor = rule.page.partition("/")
        page = (tmp_path / "rules" / folder / "index.html").read_text(encoding="utf-8")
        assert url(rule) == f"{site}rules/{rule.page}"
        assert f'id="{anchor.removeprefix("#")}"' in page if anchor else rule.name in page


# --- examples


def flagged(
    path: str, text: str | bytes, allow: tuple[str, ...] = (), options: dict[str, object] | None = None
) -> set[str]:
    """The rules that report something in a file's text, under the options of families."""
    arguments = Arguments()
    arguments.pedantic = True
    checker = Checker(load_rules(), arguments, lambda config: None)
    config = Config(str(ROOT / "pyproject.toml"), {"remote-code": {"allow": list(allow)}, **(options or {})})
    checker._rules_for = lambda path: (config, checker._select(config))
    checker.check_bytes(path, text if isinstance(text, bytes) else text.encode())
    assert checker.outcome.errors == []
    return {finding.rule for finding in checker.outcome.findings}


def code_blocks(body: str) -> list[str]:
    """The indented blocks of a section."""
    found = re.findall(r"(?:^    .*\n|^\n(?=    ))+", body + "\n", re.MULTILINE)
    return ["\n".join(line[4:] for line in block.strip("\n").split("\n")) for block in found]


FILES = {  # how an example begins, and the file that it is
    "FROM ": "Dockerfile",
    "[": "pyproject.toml",
    "version = 1": "models.lock",
    "name:": "environment.yml",
    "services:": "compose.yaml",
    "apiVersion:": "role.yaml",
    "callbacks:": "config.yaml",
    "{{": "chat_template.jinja",
    "{": "policy.json",
    'resource "': "main.tf",
    "c.": "jupyter_server_config.py",
    "# config.properties": "config.properties",
    "#!/": "run.sh",
    **{
        f"{program} ": "run.sh"
        for program in (
            "pip uv conda export curl wget chmod umask docker jupyter ray mlflow tensorboard vllm git gsutil aws "
            "gcloud wandb huggingface-cli streamlit uvicorn minio python"
        ).split()
    },
}


def as_file(rule: str, code: str) -> tuple[str, str]:
    """The file in which a rule meets an example."""
    if rule == "unreadable-file":
        return "a.ipynb", f"{{\n{code}"
    if rule == "unparsed-cell":
        return "a.ipynb", notebook(f"{code}  # trust_remote_code\n")
    if code.startswith(("!", "%")):
        return "a.ipynb", notebook(code)
    usual = "requirements.txt" if rule in PACKAGE_RULES else "a.py"
    path = next((path for start, path in FILES.items() if code.startswith(start)), usual)
    path = str(LOCKED / path) if rule == "revision-not-in-lock" else path
    return path, code.replace("4f2c...", COMMIT)


def examples(heading: str):
    return [
        pytest.param(rule.name, code, id=f"{rule.name}-{number}")
        for rule in CHECKED
        for number, code in enumerate(code_blocks(sections(rule)[heading]), 1)
    ]


@pytest.mark.parametrize(("rule", "code"), examples("Example"))
def test_an_example_is_flagged(rule: str, code: str) -> None:
    options = STRICT if rule == "unhashed-requirement" else WIDE if rule in OPT_IN else {}
    assert rule in flagged(*as_file(rule, code), allow=("org/name",), options=options)


@pytest.mark.parametrize(("rule", "code"), examples("Use instead"))
def test_what_to_use_instead_is_not(rule: str, code: str) -> None:
    assert flagged(*as_file(rule, code), allow=("org/name",)) == set()


# --- fenced blocks of all pages


FENCED = re.compile(
    r"(?:^<!-- (?P<claim>\w+) -->\n)?^ *```(?P<language>\S+)\n(?P<text>[\s\S]*?)^ *```$",
    re.MULTILINE,
)


class Block(NamedTuple):
    path: Path
    language: str
    claim: str
    text: str


def blocks(language: str) -> list:
    found = []
    for path in PAGES:
        for match in FENCED.finditer(path.read_text(encoding="utf-8")):
            block = Block(path, match["language"], match["claim"] or "", match["text"])
            number = len(found) + 1
            if block.language == language:
                found.append(pytest.param(block, id=f"{path.relative_to(ROOT)}-{number}"))
    return found


@pytest.mark.parametrize("block", [block for block in blocks("python") if block.values[0].claim])
def test_python_is_as_its_block_claims(block: Block) -> None:
    """In a comment above it: flagged, quiet, or allowed, which is quiet where the repository is on the allow list.

    Or `key` and `nokey`, where templates stand for fake keys.
    """
    assert block.claim in ("flagged", "quiet", "allowed", "key", "nokey")
    if block.claim.endswith("key"):
        families = {rule.name: rule.family for rule in ALL_RULES}
        assert ("find-keys" in map(families.get, flagged("a.py", expand(block.text)))) == (block.claim == "key")
        return
    found = flagged("a.py", block.text, allow=(f"org/model@{COMMIT}",) if block.claim == "allowed" else ())
    assert ("trust-remote-code" in found) == (block.claim == "flagged")


def test_the_worked_example_of_a_rule_works() -> None:
    rule_code, cases_code = [block.values[0].text for block in blocks("python") if "CONTRIBUTING" in block.id]
    names = dict(vars(trust_remote_code))
    exec(compile(f"from __future__ import annotations\n{rule_code}", "CONTRIBUTING.md", "exec"), names)
    made = names["torch_hub_force_reload"]
    tables = {name: lambda *row: row[1:] for name in ("case", "flagging", "quiet")}
    exec(cases_code, tables)

    def places(path: str, text: str) -> list[tuple[int, int]]:
        checker = Checker({"remote-code": [made], "reading": []}, Arguments(), lambda config: None)
        checker.check_bytes(path, text.encode())
        return [(finding.line, finding.column) for finding in checker.outcome.findings]

    assert (made.name, made.family) == ("torch-hub-force-reload", "remote-code")
    for path, text in [*tables["FORCE_RELOAD_FLAGS"], *tables["FORCE_RELOAD_QUIET"]]:
        plain_text, expected = marked(text)
        assert places(path, plain_text) == expected
    [example] = code_blocks(sections(made)["Example"])
    [instead] = code_blocks(sections(made)["Use instead"])
    assert (len(places("a.py", f"import torch\n{example}")), places("a.py", instead)) == (1, [])


@pytest.mark.parametrize("block", blocks("toml"))
def test_settings_are_valid(block: Block) -> None:
    table = tomli.loads(block.text).get("tool", {}).get("labcoat", {})
    check_config(Config("pyproject.toml", table), known_names(), known_options())
    assert table


@pytest.mark.parametrize("block", blocks("yaml"))
def test_yaml_is_valid(block: Block) -> None:
    hooks = [hook["id"] for hook in manifest()]
    data = yaml.safe_load(block.text)
    for repo in data.get("repos", ()) if isinstance(data, dict) else ():
        assert [hook["id"] for hook in repo["hooks"] if hook["id"] not in hooks] == []


@pytest.mark.parametrize("block", blocks("json"))
def test_json_is_valid(block: Block) -> None:
    json.loads(block.text)


# --- commands


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("docs") / "demo"
    load(ROOT / "examples" / "ml_repo.py").build(root)
    subprocess.run(["git", "init", "--quiet", root], check=True)
    return root


def labcoat(command: str, where: Path) -> str:
    """What a command line says, on both streams."""
    program, *arguments = command.split()
    modules = {"labcoat": "labcoat", "labcoat-strip-outputs": "labcoat.strip_outputs"}
    run = [sys.executable, "-X", "utf8", "-m", modules[program], *arguments]
    done = subprocess.run(
        run, cwd=where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return done.stdout


@pytest.mark.parametrize("block", blocks("console"))
def test_output_is_what_the_command_says(block: Block, demo: Path) -> None:
    command, _, shown = block.text.removeprefix("$ ").partition("\n")
    assert labcoat(command, demo).rstrip() == shown.rstrip()


def test_the_example_of_jsonl_is_a_real_finding(tmp_path: Path) -> None:
    load(ROOT / "examples" / "ml_repo.py").build(tmp_path / "demo")
    (tmp_path / "demo" / ".git").mkdir()
    [example] = [block.values[0].text for block in blocks("json") if '"fingerprint"' in block.values[0].text]
    assert example in labcoat("labcoat check train.ipynb --format jsonl", tmp_path / "demo")


def options(command: str) -> set[str]:
    name, *words = command.split()
    module, function = tomli.loads(read("pyproject.toml"))["project"]["scripts"][name].split(":")
    code = f"import sys; from {module} import {function}; sys.exit({function}(sys.argv[1:]))"
    run = [sys.executable, "-X", "utf8", "-c", code, *words, "--help"]
    text = subprocess.run(run, capture_output=True, encoding="utf-8", check=True).stdout
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) | {"--help"}


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    return {command: options(command) for command in COMMANDS}


def test_every_command_in_the_docs_exists_with_its_options(known: dict[str, set[str]]) -> None:
    wrong = []
    for path in PAGES:
        for line in re.findall(r"(?<![\w/.])labcoat[ -][a-z][^`|&;\n\"]*", path.read_text(encoding="utf-8")):
            command = next((name for name in COMMANDS if f"{line} ".startswith(f"{name} ")), None)
            given = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", line))
            if given and (command is None or not given <= known[command]):
                wrong.append(f"{path.name}: {line}")
    assert wrong == []


# --- nothing is missing from the README


def manifest() -> list[dict]:
    return yaml.safe_load(read(".pre-commit-hooks.yaml"))


def missing(names) -> list[str]:
    text = read("README.md")
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def test_the_readme_names_every_hook() -> None:
    assert missing(hook["id"] for hook in manifest()) == []


def test_the_readme_names_every_rule() -> None:
    assert missing(ids(RULES)) == []


def test_the_readme_names_every_setting() -> None:
    assert missing([*KEYS, *known_options(), *[key for keys in known_options().values() for key in keys]]) == []


def test_the_readme_names_every_option(known: dict[str, set[str]]) -> None:
    assert missing(set.union(*known.values()) - {"--help"}) == []


def test_every_setting_is_explained() -> None:
    text = read("docs/configuration.md")
    names = [*KEYS, *[key for keys in known_options().values() for key in keys]]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_hook_has_a_console_script_or_is_the_command() -> None:
    scripts = tomli.loads(read("pyproject.toml"))["project"]["scripts"]
    assert [hook["entry"].split()[0] for hook in manifest() if hook["entry"].split()[0] not in scripts] == []


# --- links


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        page = (path.parent / file).resolve() if file else path
        if not page.exists() or (anchor and anchor not in anchors(page)):
            broken.append(target)
    assert broken == []


def anchors(path: Path) -> list[str]:
    """What GitHub and MkDocs make of headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
