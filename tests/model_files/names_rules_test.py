"""What the rules say about the imports of pickles: message, severity, and the line that allows a name."""

from __future__ import annotations

import pytest

from labcoat.core.finding import Finding
from tests.cases import found
from tests.model_files.assemble import build, call, dict_, global_, int_, new, pickle, state_dict, text

SYSTEM = call(global_("os", "system"), text("id"))
NET = build(new(global_("my_pkg.models", "Net")), dict_((text("a"), int_(1))))


def findings(data: bytes, *allow: str) -> list[Finding]:
    """The findings of the two rules in a pickle."""
    given = found("model.pkl", data, {"model-files": {"allow": list(allow)}})
    return [each for each in given if each.rule.endswith("-pickle-import")]


MESSAGES = [
    (SYSTEM, "dangerous-pickle-import", "critical", "alls `os.system('id')` when it is loaded: it runs commands"),
    (dict_((text("f"), global_("os", "system"))), "dangerous-pickle-import", "critical", "mports `os.system`: it runs"),
    (
        call(global_("cloudpickle.cloudpickle", "_make_function"), int_(1)),
        "dangerous-pickle-import",
        "high",
        "it carries Python code of its own",
    ),
    (NET, "unknown-pickle-import", "high", "akes `my_pkg.models.Net()`, which labcoat does not know"),
    (call(global_("my_pkg", "make"), int_(1)), "unknown-pickle-import", "high", "alls `my_pkg.make(1)`, which labcoat"),
    (
        build(new(global_("scipy.stats._continuous_distns", "norm_gen")), call(global_("collections", "OrderedDict"))),
        "unknown-pickle-import",
        "high",
        "which runs code that is in its state",
    ),
]


@pytest.mark.parametrize(("part", "rule", "severity", "message"), MESSAGES)
def test_message(part: bytes, rule: str, severity: str, message: str) -> None:
    [finding] = findings(pickle(part))
    assert (finding.rule, finding.severity) == (rule, severity)
    assert message in finding.message
    assert "(model.pkl @ " in finding.message


def test_help_has_the_line_that_allows_the_name() -> None:
    [finding] = findings(pickle(NET))
    assert '`allow = ["my_pkg.models.Net"]` below `[tool.labcoat.model-files]`' in finding.help
    assert findings(pickle(NET), "my_pkg.models.Net") == []


def test_dangers_are_not_allowed() -> None:
    assert len(findings(pickle(SYSTEM), "os.system")) == 1


def test_a_state_dict_is_quiet() -> None:
    assert findings(state_dict()) == []
