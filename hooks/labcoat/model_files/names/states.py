"""States that some classes run as code when BUILD restores them, and those of them that do no harm."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Import

_HIDDEN = ("…", "")
_TEMPLATE = "_parse_arg_template"
_RESTORES = ("restore_design_info", "restore_model_spec")
# What SciPy's `rv_generic.__setstate__` gives to `exec`: shapes are names, each with a comma behind it.
_SHAPES = r"(?P<shapes>(?:[A-Za-z_]\w*, )*)"
_PARAMETERS = r"loc=0(?:, scale=1)?"
_RESULTS = r"(?P<results>loc, scale|loc, 1)"
_HONEST = rf"""
def _parse_args\(self, {_SHAPES} {_PARAMETERS}\):
    return \((?P=shapes)\), {_RESULTS}

def _parse_args_rvs\(self, (?P=shapes) {_PARAMETERS}, size=None\):
    return self._argcheck_rvs\((?P=shapes) (?P=results), size=size\)

def _parse_args_stats\(self, (?P=shapes) {_PARAMETERS}, moments='mv'\):
    return \((?P=shapes)\), (?P=results), moments
"""
# What patsy and formulaic evaluate of a formula: names of columns, and calls of these only.
_FUNCTIONS = frozenset(
    """
    C I bs center cr np.abs np.exp np.log np.log10 np.log1p np.log2 np.power np.sqrt poly scale standardize
    """.split()
)
_LONGEST_FORMULA = 2000
_MOST_POWERS = 3


def runs_code(imported: Import) -> bool:
    """Whether a state of any object of a class has code of its own where SciPy runs what it has written itself."""
    return any([key == _TEMPLATE and not _is_honest(value) for key, value in imported.states])


def is_quiet(imported: Import) -> bool:
    """Whether nothing in the states of a class's objects is evaluated that could do harm."""
    keys = dict(imported.states)
    if _HIDDEN in imported.states or any([value != "True" for key, value in keys.items() if key in _RESTORES]):
        return False
    return not any([key in _RESTORES for key in keys]) or all(
        [_is_plain_formula(value) for key, value in imported.states if key == "formula"]
    )


def _is_honest(code: str) -> bool:
    import re

    value = _text(code)
    return bool(value) and re.fullmatch(_HONEST, value) is not None


def _is_plain_formula(code: str) -> bool:
    """`y ~ a + C(b)`: columns, operators, numbers and known functions; neither calls of results nor attributes."""
    import re

    formula = _text(code)
    is_short = 0 < len(formula) <= _LONGEST_FORMULA and formula.count("**") <= _MOST_POWERS
    if (
        not is_short
        or not re.fullmatch(r"[\w\s~+\-*/:|^(),.]+", formula, re.ASCII)
        or re.search(r"\)\s*[\w(.]", formula)
    ):
        return False
    called = re.findall(r"([A-Za-z_][\w.]*)\s*\(", formula)
    dotted = re.findall(r"[A-Za-z_]\w*\s*\.[\w\s.]*", formula)
    powers = re.findall(r"\*\*\s*(\S*)", formula)
    return (
        _FUNCTIONS.issuperset(called)
        and _FUNCTIONS.issuperset(dotted)
        and "__" not in formula
        and all([re.fullmatch(r"\d(?![\d.*]).*", power) for power in powers])
    )


def _text(code: str) -> str:
    """The text that a literal stands for; nothing where it is none."""
    import ast

    try:
        value = ast.literal_eval(code)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""
