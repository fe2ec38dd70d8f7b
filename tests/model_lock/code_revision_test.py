"""revision-not-in-lock: what code and commands load beside what models.lock says, and the commit that a fix writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from labcoat.core.lockfile.lookup import forget_locks
from tests.cases import notebook
from tests.tables import case, flagging, quiet, reported

RULE = "revision-not-in-lock"
LOCKED, OTHER, DATA = "0123456789abcdef0123456789abcdef01234567", "f" * 40, "a" * 40
LOCK = f"""
version = 1
model = [
  {{ name = "x", source = "hf:org/x", revision = "{LOCKED}" }},
  {{ name = "gpt2", source = "hf:gpt2", revision = "{LOCKED}" }},
  {{ name = "folder", source = "hf:models/x", revision = "{LOCKED}" }},
  {{ name = "data", source = "hf:datasets/org/data", revision = "{DATA}" }},
  {{ name = "old", source = "hf:org/two", revision = "{OTHER}" }},
  {{ name = "new", source = "hf:org/two", revision = "{LOCKED}" }},
  {{ name = "moving", source = "hf:org/moving", revision = "main" }},
  {{ name = "own", source = "local" }},
]
"""


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "models.lock").write_text(LOCK)
    monkeypatch.chdir(tmp_path)
    forget_locks()


FLAGS = [
    case("no revision", "a.py", "A.from_pretrained(»'org/x'«)\n"),
    case("case of letters", "a.py", "A.from_pretrained(»'Org/X'«)\n"),
    case("branch", "a.py", "A.from_pretrained('org/x', »revision='main'«)\n"),
    case("tag", "a.py", "A.from_pretrained('org/x', »revision='v1.0'«)\n"),
    case("other commit", "a.py", f"A.from_pretrained('org/x', »revision='{OTHER}'«)\n"),
    case("short commit", "a.py", f"A.from_pretrained('org/x', »revision='{LOCKED[:7]}'«)\n"),
    case("None", "a.py", "A.from_pretrained('org/x', »revision=None«)\n"),
    case("empty", "a.py", "A.from_pretrained('org/x', »revision=''«)\n"),
    case("revision in a variable", "a.py", "REV = 'main'\nA.from_pretrained('org/x', »revision=REV«)\n"),
    case("name in a variable", "a.py", "NAME = 'org/x'\nA.from_pretrained(»NAME«)\nB.from_pretrained(»NAME«)\n"),
    case("name in another cell", "nb.ipynb", notebook("NAME = 'org/x'", "A.from_pretrained(»NAME«)")),
    case("code_revision", "a.py", f"A.from_pretrained(»'org/x'«, code_revision='{LOCKED}')\n"),
    case("cache", "a.py", "A.from_pretrained(»'org/x'«, local_files_only=True)\n"),
    case("known dictionary", "a.py", "K = {»'revision': 'main'«}\nA.from_pretrained('org/x', **K)\n"),
    case("pipeline", "a.py", "from transformers import pipeline\npipeline('t', »model='org/x'«)\n"),
    case("sentences", "a.py", "SentenceTransformer(»'org/x'«)\n"),
    case("download", "a.py", "hf_hub_download(»repo_id='org/x'«, filename='a')\n"),
    case("snapshot", "a.py", "api.snapshot_download(»'org/x'«)\n"),
    case("snapshot, folder", "a.py", "snapshot_download(»'org/x'«, local_dir='org/x')\n"),
    case("dataset", "a.py", "load_dataset(»'org/data'«, split='train')\n"),
    case("dataset, branch", "a.py", f"load_dataset('org/data', »revision='{LOCKED}'«)\n"),
    case("dataset, file", "a.py", "hf_hub_download(»'org/data'«, 'a', repo_type='dataset')\n"),
    case("peft", "a.py", "from peft import PeftModel\nPeftModel.from_pretrained(base, »'org/x'«)\n"),
    case("diffusers", "a.py", "pipe.load_lora_weights(»'org/x'«)\n"),
    case("vllm", "a.py", "from vllm import LLM\nLLM(»model='org/x'«)\n"),
    case("lm-eval", "a.py", "simple_evaluate('hf', »model_args='pretrained=org/x,dtype=auto'«)\n"),
    case("lm-eval, branch", "a.py", "simple_evaluate('hf', »'pretrained=org/x,revision=main'«)\n"),
    case("partial", "a.py", "from functools import partial\nload = partial(A.from_pretrained, »'org/x'«)\n"),
    case("no organisation", "a.py", "A.from_pretrained(»'gpt2'«)\n"),
    case("locked, like a folder", "a.py", "A.from_pretrained(»'models/x'«)\n"),
    case("two in the lock", "a.py", "A.from_pretrained(»'org/two'«)\n"),
    case("not in the lock", "a.py", "A.from_pretrained(»'org/y'«)\n"),
    case("not in the lock, pinned", "a.py", f"A.from_pretrained(»'org/y'«, revision='{OTHER}')\n"),
    case("dataset not in the lock", "a.py", "load_dataset(»'org/x'«)\n"),
    case("another one allowed", "a.py", "A.from_pretrained(»'org/y'«)\n", allow_unlisted=["other", "org/z"]),
    case("cell", "nb.ipynb", notebook("%pip install x\nm = A.from_pretrained(»'org/x'«)")),
    case("hf", "run.sh", "hf download »org/x« --local-dir m\n"),
    case("hf, branch", "run.sh", "hf download org/x »--revision main« a.bin\n"),
    case("hf, dataset", "run.sh", "huggingface-cli download »org/data« --repo-type dataset\n"),
    case("serve", "Dockerfile", "FROM x\nRUN vllm serve »org/x« --port 1\n"),
    case("line of a cell", "nb.ipynb", notebook("!hf download »org/x«")),
    case(
        "own script",
        "run.sh",
        f"hf download org/x --revision {LOCKED}\npython train.py --model_name org/x »--revision v1«\n",
    ),
    case("server", "run.sh", "python -m vllm.entrypoints.openai.api_server --model »org/x«\n"),
    case("not in the lock, command", "run.sh", "hf download »org/y«\n"),
]
QUIET = [
    case("revision", "a.py", f"A.from_pretrained('org/x', revision='{LOCKED}')\n"),
    case("upper case", "a.py", f"A.from_pretrained('org/x', revision='{LOCKED.upper()}')\n"),
    case("revision in a variable", "a.py", f"REV = '{LOCKED}'\nA.from_pretrained('org/x', revision=REV)\n"),
    case("revision in another cell", "nb.ipynb", notebook(f"R = '{LOCKED}'", "A.from_pretrained('org/x', revision=R)")),
    case("revision in a dictionary", "a.py", f"K = dict(revision='{LOCKED}')\nA.from_pretrained('org/x', **K)\n"),
    case("unknown revision", "a.py", "A.from_pretrained('org/x', revision=config.revision)\n"),
    case("f-string", "a.py", "A.from_pretrained(f'org/{n}')\nB.from_pretrained('org/x', revision=f'{r}')\n"),
    case("unknown keywords", "a.py", "def f(**kw):\n    A.from_pretrained('org/x', **kw)\n"),
    case("unknown name", "a.py", "A.from_pretrained(args.model)\n"),
    case("local", "a.py", "A.from_pretrained('./org/x')\nA.from_pretrained('/data/org')\nA.from_pretrained('out/x')\n"),
    case("written before", "a.py", "m.save_pretrained('org/x')\nA.from_pretrained('org/x')\n"),
    case("other hub", "a.py", "from modelscope import AutoModel\nAutoModel.from_pretrained('org/x')\n"),
    case("either of two", "a.py", f"A.from_pretrained('org/two', revision='{OTHER}')\n"),
    case("the lock has no commit", "a.py", "A.from_pretrained('org/moving')\n"),
    case("unknown kind", "a.py", "snapshot_download('org/x', repo_type=kind)\n"),
    case("a space", "a.py", "snapshot_download('org/x', repo_type='space')\n"),
    case("no organisation, not in the lock", "a.py", "A.from_pretrained('bert-base-uncased')\n"),
    case("allowed", "a.py", "A.from_pretrained('org/y')\n", allow_unlisted=["Org/Y"]),
    case("organisation allowed", "a.py", "A.from_pretrained('org/y')\n", allow_unlisted=["org"]),
    case("all allowed", "a.py", "A.from_pretrained('org/y')\n", allow_unlisted=True),
    case("lm-eval", "a.py", f"simple_evaluate('hf', 'pretrained=org/x,revision={LOCKED}')\n"),
    case("string only", "a.py", "print('from_pretrained org/x')\n"),
    case("hf", "run.sh", f"hf download org/x --revision {LOCKED}\n"),
    case("hf, variable", "run.sh", 'hf download org/x --revision "$REV"\n'),
    case("own script", "run.sh", "python train.py --model_name_or_path org/x # vllm serve\n"),
    case("shown", "run.sh", "echo hf download org/x\n"),
]

test_revision_flags = flagging(RULE, FLAGS)
test_revision_quiet = quiet(RULE, QUIET)


def test_severities() -> None:
    listed, unlisted = reported(RULE, "a.py", "A.from_pretrained('org/x')\nA.from_pretrained('org/y')\n")[:2]
    assert (listed.severity, unlisted.severity) == ("medium", "low")
    assert LOCKED in listed.help
    assert "labcoat lock --source hf:org/y" in unlisted.help


@pytest.mark.parametrize(
    ("path", "text"), [("a.py", "A.from_pretrained('meta_llama/x')\n"), ("a.sh", "hf download meta_llama/x\n")]
)
def test_nobody_is_told_to_lock_what_looks_like_a_publishers(path: str, text: str) -> None:
    (found,) = [f for f in reported(RULE, path, text) if f.rule == RULE]
    assert found.severity == "medium"
    assert found.message == "`meta_llama/x` is not in models.lock, and `meta_llama` looks like `meta-llama`"
    assert "labcoat lock" not in found.help


def test_a_dataset_is_named_as_one() -> None:
    (found,) = [f for f in reported(RULE, "a.py", "load_dataset('org/y')\n") if f.rule == RULE]
    assert "labcoat lock --source hf:datasets/org/y" in found.help


def test_quiet_without_a_lock(tmp_path: Path) -> None:
    (tmp_path / "models.lock").unlink()
    forget_locks()
    assert [f for f in reported(RULE, "a.py", "A.from_pretrained('org/x')\n") if f.rule == RULE] == []


def test_models_alone_ask_for_no_dataset(tmp_path: Path) -> None:
    (tmp_path / "models.lock").write_text(
        f'version = 1\n[[model]]\nname = "x"\nsource = "hf:org/x"\nrevision = "{LOCKED}"\n'
    )
    forget_locks()
    found = reported(RULE, "a.py", "load_dataset('org/other')\nA.from_pretrained('org/other')\n")
    assert [(f.rule, f.line) for f in found] == [(RULE, 2)]


def test_a_lock_of_local_files_asks_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "models.lock").write_text('version = 1\n[[model]]\nname = "x"\nsource = "local"\n')
    forget_locks()
    assert [f for f in reported(RULE, "a.py", "A.from_pretrained('org/x')\n") if f.rule == RULE] == []


def test_a_broken_lock_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / "models.lock").write_text("version = \n")
    forget_locks()
    text = "A.from_pretrained('org/x')\nA.from_pretrained('org/y')\n"
    (found,) = [f for f in reported(RULE, "a.py", text) if f.rule == RULE]
    assert "cannot be compared with models.lock: not valid TOML" in found.message


def test_the_nearest_lock_counts(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "models.lock").write_text(
        f'version = 1\n[[model]]\nname = "x"\nsource = "hf:org/x"\nrevision = "{OTHER}"\n'
    )
    text = f"A.from_pretrained('org/x', revision='{OTHER}')\n"
    assert [f.line for f in reported(RULE, "a.py", text) if f.rule == RULE] == [1]
    assert [f.line for f in reported(RULE, "sub/a.py", text) if f.rule == RULE] == []
