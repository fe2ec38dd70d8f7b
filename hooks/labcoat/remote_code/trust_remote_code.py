"""`trust_remote_code` and `trust_repo`, wherever they are switched on."""

from __future__ import annotations

from labcoat.core.rule import Edit, Fix, Hit, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.python import Module
    from labcoat.core.rule import Options
    from labcoat.core.segment import Segment
    from labcoat.core.switches import Switch


@rule("high", keywords=("trust_remote_code", "trust-remote-code", "TRUST_REMOTE_CODE"), in_tests="medium")
def trust_remote_code(module: Module, options: Options) -> Iterator[Hit]:
    """Code from a model repository is allowed to run on this machine.

    What it does
    ------------
    Reports every place that switches `trust_remote_code` on: the keyword of a call, also through a variable, a default
    or a dictionary, in any cell of a notebook; `--trust-remote-code` on a command line, in a Dockerfile, a Makefile or
    a notebook's `!` line; the key in YAML, JSON, TOML, Terraform and `.env` files; `HF_DATASETS_TRUST_REMOTE_CODE` and
    its relatives in the environment.

    Datasets 4 has no such code any more, and ignores the argument of `load_dataset`: delete it. Where the lock file,
    the requirements or the notebook itself say that it is Datasets 4, this is all there is to it, and `fix` does so.

    It is quiet about `False`, values that only running the code would tell, comments, documentation, strings that are
    only printed, comparisons and assertions. It is also quiet about a repository named in `allow`, where the same call,
    command or table pins it to a commit:

        [tool.labcoat.remote-code]
        allow = ["org/name", "org/other@4f2c..."]

    An entry with `@` and a 40-digit commit allows that commit only. A call that pins a commit but is not allowed
    has severity `medium`, as everything has in tests and in code that does not parse.

    Why is this bad?
    ----------------
    Transformers, Datasets, vLLM, sentence-transformers and others then download Python files from the repository and
    import them. Whoever can push to that repository, now or later, runs code with your rights: your tokens, your data,
    your cluster.

    Example
    -------
        model = AutoModel.from_pretrained("org/name", trust_remote_code=True)

    Use instead
    -----------
        model = AutoModel.from_pretrained("org/name")

    or, where the model needs its own code, read that code, pin the commit that you have read, and allow it:

        model = AutoModel.from_pretrained(
            "org/name",
            revision="4f2c...",  # 40 digits
            trust_remote_code=True,
        )

    References
    ----------
    - https://huggingface.co/docs/transformers/custom_models
    - https://huggingface.co/docs/hub/security
    """
    from labcoat.core.switches.python import python_switches
    from labcoat.remote_code.dataset_scripts import dataset_arguments

    of_datasets = dataset_arguments(module)
    for switch in python_switches(module, "trust_remote_code"):
        place = switch.segment, switch.start
        if place in of_datasets:
            yield from _dataset_hits(switch, of_datasets[place], options)
        else:
            yield from _remote_code_hits(switch, options)


trust_remote_code.takes_apart = True
trust_remote_code.asks_versions = True


@trust_remote_code.register("shell")
def _remote_code_in_shell(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.switches.words import shell_switches

    for switch in shell_switches(segment, "trust_remote_code"):
        yield from _remote_code_hits(switch, options)


@trust_remote_code.register("argv")
def _remote_code_in_arguments(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.argv import argv_words
    from labcoat.core.switches.words import word_switches

    for switch in word_switches(segment, argv_words(segment.text), "trust_remote_code"):
        yield from _remote_code_hits(switch, options)


@trust_remote_code.register("yaml", "json", "toml", "ini", "hcl")
def _remote_code_in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.switches.settings import setting_switches

    for switch in setting_switches(segment, "trust_remote_code"):
        yield from _remote_code_hits(switch, options)


@trust_remote_code.register("unparsed")
def _remote_code_in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.switches import Switch
    from labcoat.core.switches.words import flag_in_text

    for start, end in flag_in_text(segment.text, "trust_remote_code"):
        for hit in _remote_code_hits(Switch(segment, start, end, []), options):
            hit.severity = "medium"
            yield hit


def _remote_code_hits(switch: Switch, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.hub_names import is_commit

    commits = [text for text in switch.strings if is_commit(text)]
    if _is_allowed(switch.strings, commits, options.get("allow", ())):
        return
    yield switch.hit(
        "`trust_remote_code` runs Python code from the model's repository on this machine",
        "remove it; or read the code, pin `revision` to that commit and `allow` the repository in "
        "[tool.labcoat.remote-code]",
        severity="medium" if commits else "",
        fix=_switch_off(switch),
    )


def _dataset_hits(switch: Switch, deletion: Edit | None, options: Options) -> Iterator[Hit]:
    """The argument of `load_dataset`, which Datasets 4 ignores."""
    from labcoat.remote_code.dataset_scripts import is_ignored

    is_useless = is_ignored(options)
    for hit in _remote_code_hits(switch, options):
        if is_useless:
            hit.message = "`trust_remote_code` does nothing in Datasets 4 and later"
            hit.severity = "low"
        hit.help = "delete the argument: Datasets 4 and later run no code of a dataset's repository"
        hit.fix = Fix("Delete the argument", [deletion], safe=is_useless) if deletion else hit.fix
        yield hit


def _is_allowed(strings: Sequence[str], commits: Sequence[str], allow: Sequence[str]) -> bool:
    """Whether one of the strings is an allowed repository, and another the commit it is allowed at."""
    for entry in allow:
        repository, _, commit = entry.partition("@")
        if repository in strings and (commit in commits if commit else commits):
            return True
    return False


def _switch_off(switch: Switch) -> Fix | None:
    if switch.value_start < 0:
        return None
    return Fix("Switch remote code off", [Edit(switch.value_start, switch.value_end, "False")])


@rule("high", keywords=("trust_repo",), in_tests="medium")
def torch_hub_trust_repo(module: Module, options: Options) -> Iterator[Hit]:
    """torch.hub runs a repository's code without asking whether it is trusted.

    What it does
    ------------
    Reports `trust_repo=True` in calls of `torch.hub.load`, `torch.hub.list` and `torch.hub.help`, also through a
    variable, a default or a dictionary.

    Why is this bad?
    ----------------
    `torch.hub.load` downloads the newest commit of a GitHub branch and runs its `hubconf.py`. `trust_repo=True` adds
    the repository to the trusted list without a question, now and for every later call on this machine.

    Example
    -------
        model = torch.hub.load("owner/repo", "model", trust_repo=True)

    Use instead
    -----------
    Let torch ask once, and name a commit instead of a branch:

        model = torch.hub.load("owner/repo:4f2c...", "model", trust_repo="check")

    References
    ----------
    - https://docs.pytorch.org/docs/stable/hub.html#torch.hub.load
    """
    from labcoat.core.switches.python import python_switches

    for switch in python_switches(module, "trust_repo"):
        yield switch.hit(
            "`trust_repo=True` runs code from a GitHub repository without asking",
            'use `trust_repo="check"`, and name a commit: `owner/repo:<commit>`',
            fix=_let_torch_ask(switch),
        )


torch_hub_trust_repo.takes_apart = True


def _let_torch_ask(switch: Switch) -> Fix | None:
    if switch.value_start < 0:
        return None
    return Fix("Let torch ask", [Edit(switch.value_start, switch.value_end, '"check"')])


RULES = [trust_remote_code, torch_hub_trust_repo]
