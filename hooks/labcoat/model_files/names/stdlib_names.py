"""Names of the standard library that do no harm, whatever they are called with."""

from __future__ import annotations

NAMES = {
    "builtins": "object complex slice range int float bool str dict",
    "collections": "OrderedDict Counter defaultdict deque",
    "copyreg": "_reconstructor __newobj__ __newobj_ex__",
    "datetime": "date datetime time timedelta timezone",
    "decimal": "Decimal",
    "fractions": "Fraction",
    "uuid": "UUID",
}
