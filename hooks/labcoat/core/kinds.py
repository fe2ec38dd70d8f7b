"""What kind of document a path names, from the name alone: nothing is opened and nothing is imported."""

from __future__ import annotations

_KINDS = (
    ("notebook", "ipynb"),
    ("python", "py pyi pyw py3 pyx sage wsgi"),
    ("shell", "sh bash zsh ksh dash ash bats envrc sbatch slurm pbs"),
    ("makefile", "mk mak"),
    ("yaml", "yaml yml condarc clang-format"),
    ("json", "json jsonc json5 webmanifest geojson zpln tfstate code-workspace avsc"),
    ("toml", "toml"),
    ("hcl", "tf tfvars hcl"),
    ("ini", "ini cfg conf cnf properties env service flake8 coveragerc pylintrc pypirc npmrc editorconfig"),
    ("markdown", "md markdown mdx rst qmd rmd adoc"),
    ("text", "txt text log csv tsv jsonl ndjson out err diff patch"),
    (
        "model",
        "pt pth bin ckpt pkl pickle p joblib dill cloudpickle npy npz h5 hdf5 keras onnx safetensors gguf ggml pb "
        "tflite pte pt2 ptl mlmodel msgpack tar tgz tbz2 txz gz bz2 xz zst zip 7z rar rds rdata nemo mar skops pmml "
        "llamafile engine bst ubj cbm",
    ),
)
_BY_EXTENSION = {extension: kind for kind, extensions in _KINDS for extension in extensions.split()}
_BY_NAME = {
    "sconstruct": "python",
    "sconscript": "python",
    "snakefile": "python",
    "makefile": "makefile",
    "gnumakefile": "makefile",
    "bsdmakefile": "makefile",
    "justfile": "makefile",
    "pipfile": "toml",
    "poetry.lock": "toml",
    "uv.lock": "toml",
    "models.lock": "toml",
    "pdm.lock": "toml",
    "cargo.lock": "toml",
    "pipfile.lock": "json",
    ".bashrc": "shell",
    ".bash_profile": "shell",
    ".bash_aliases": "shell",
    ".profile": "shell",
    ".zshrc": "shell",
    ".zshenv": "shell",
    ".zprofile": "shell",
    "profile": "shell",
    "postbuild": "shell",  # Binder: https://repo2docker.readthedocs.io/en/latest/config_files.html
    "condarc": "yaml",
    "mlproject": "yaml",
    "mlmodel": "yaml",  # of MLflow; model.mlmodel is one of Core ML
}
_TEMPLATE_EXTENSIONS = ("j2", "jinja", "jinja2", "tmpl", "tpl", "template", "example", "sample", "dist", "in")
_JINJA = ("j2", "jinja", "jinja2")
_INTERPRETERS = {"make": "makefile", "gmake": "makefile", "just": "makefile", "pypy": "python", "uv": "python"}
_SHELLS = ("sh", "bash", "zsh", "ksh", "dash", "ash", "mksh")


def kind_of(path: str) -> str:
    """The kind of the document that `path` names; `other` for a name that says nothing.

    Case does not matter, `/` and `\\` both separate folders, and a template (`config.yaml.j2`, `app.toml.example`)
    is what it is a template of.
    """
    folder, _, name = path.replace("\\", "/").lower().rpartition("/")
    return _special_kind(folder, name) or _BY_NAME.get(name) or _kind_of_extension(name)


def is_template(path: str) -> bool:
    """Whether a path names what a file is made from by filling something in: `app.py.jinja`."""
    return path.lower().rpartition(".")[2] in _TEMPLATE_EXTENSIONS


def _special_kind(folder: str, name: str) -> str:
    """The kinds that follow from more of the name than its extension."""
    stem, _, extension = name.rpartition(".")
    if name.startswith(("dockerfile", "containerfile")) and _is_whole_word(name, len("dockerfile"), "containerfile"):
        return "dockerfile"
    if extension in ("dockerfile", "containerfile"):
        return "dockerfile"
    if name == ".env" or name.startswith(".env."):
        return "ini"
    if extension in _JINJA and ("chat_template" in f"{folder}/{stem}" or "chat-template" in stem):
        return "chat-template"
    if extension in ("txt", "in", "pip", "lock") and _names_requirements(folder, stem):
        return "requirements"
    return ""


def _is_whole_word(name: str, length: int, longer: str) -> bool:
    """Whether the name is `Dockerfile`, `Dockerfile.gpu` or `Dockerfile-dev`, but not `dockerfile_parser.py`."""
    rest = name[len(longer) if name.startswith(longer) else length :]
    if rest.startswith("."):
        return _BY_EXTENSION.get(rest[1:]) not in ("python", "markdown")
    stem, _, extension = rest.rpartition(".")
    return not rest or (rest[0] in "-_" and (not stem or extension in _TEMPLATE_EXTENSIONS or not extension.isalpha()))


def _names_requirements(folder: str, stem: str) -> bool:
    if "requirement" in stem or stem.startswith("constraint") or stem.endswith(("constraint", "constraints")):
        return True
    return folder == "requirements" or folder.endswith("/requirements")


def _kind_of_extension(name: str) -> str:
    stem, _, extension = name.rpartition(".")
    template = "jinja" if extension in _JINJA and stem else "other"
    while extension in _TEMPLATE_EXTENSIONS and stem:
        if stem in _BY_NAME:
            return _BY_NAME[stem]
        stem, _, extension = stem.rpartition(".")
    return _BY_EXTENSION.get(extension, template) if stem or name.startswith(".") else template


def kind_of_shebang(first_line: bytes) -> str:
    """The kind of a script by its first line: `python`, `shell`, `makefile`, or `other`.

    Reads `#!/usr/bin/env -S NAME=value python3 -u` as execve and env(1) of GNU coreutils do.
    """
    if not first_line.startswith(b"#!"):
        return "other"
    words = first_line[2:].split(b"\n", 1)[0].decode("latin-1").split()
    program = words[0].rpartition("/")[2] if words else ""
    if program == "env":
        rest = [word for word in words[1:] if not word.startswith("-") and "=" not in word]
        program = rest[0].rpartition("/")[2] if rest else ""
    program = program.lower().removesuffix(".exe").rstrip("0123456789.")
    if program in _SHELLS:
        return "shell"
    return "python" if program in ("python", "pythonw", "ipython") else _INTERPRETERS.get(program, "other")
