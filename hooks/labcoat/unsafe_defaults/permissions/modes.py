"""File modes in Python: which let others write, and where they are set."""

from __future__ import annotations

import ast
import re

from labcoat.core.rule import Edit, Fix, Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module

OTHERS_WRITE = 0o002
STICKY = 0o1000
WITH_TYPE = 0o177777  # `st_mode` also says what kind of file it is
OWNER = 0o7700  # what a mode keeps when group and others lose theirs
OCTAL = re.compile(r"(?:0o)?[0-7]{3,5}")
OPEN_NAMES = ("S_IRWXO", "S_IWOTH")
OF_OS = {"os.chmod": 1, "os.fchmod": 1, "os.lchmod": 1}  # where the mode is
MOST_FLAGS = 50  # operands of `a | b | c`

MESSAGE = "`{}` lets every user of this machine write to it"
HELP = "give only the owner or a group access: `{}`"
UMASK_MESSAGE = "`umask` 0 lets every user of this machine write to all files made from here on"
UMASK_HELP = "use `077`, or leave the umask as it is"


def is_open(mode: int) -> bool:
    """Whether others may write, and also delete what is not theirs."""
    return bool(mode & OTHERS_WRITE) and not mode & STICKY and 0 <= mode <= WITH_TYPE


def calls_with_open_mode(module: Module) -> Iterator[Hit]:
    """Calls of chmod and umask."""
    for called in module.called("chmod", "fchmod", "lchmod"):
        given = called.given("mode", _position(called))
        if given and _is_open(module, given.node):
            yield _hit(module, given)
    for called in module.called("umask"):
        given = called.given("mask", 0) if called.name == "os.umask" else None
        if given and type(given.value) is int and given.value == 0 and not _only_reads(module, called.node):
            yield module.hit(given.node, UMASK_MESSAGE, UMASK_HELP)


def _position(called: Called) -> int:
    """`os.chmod(path, mode)`, `sftp.chmod(path, mode)`, `Path(…).chmod(mode)`."""
    return OF_OS.get(called.name, min(len(called.args), 2) - 1)


def _is_open(module: Module, node: ast.expr) -> bool:
    """Whether a mode is known to let others write, or is or-ed with a flag that does."""
    mode = 0
    for operand in _operands(module, node):
        value = module.value(operand)
        qualified = module.names.qualified_name(operand)
        if qualified.rpartition(".")[2] in OPEN_NAMES:
            mode |= OTHERS_WRITE
        elif qualified.endswith("S_ISVTX"):
            mode |= STICKY
        elif type(value) is int:
            mode |= value
        elif isinstance(operand, ast.Call) and getattr(operand.func, "id", "") == "int":
            mode |= _read(module, operand)
    return is_open(mode)


def _read(module: Module, call: ast.Call) -> int:
    """The mode that `int("777", 8)` reads."""
    text = module.value(call.args[0]) if len(call.args) == 2 and module.value(call.args[1]) == 8 else ""
    return int(text, 8) if isinstance(text, str) and OCTAL.fullmatch(text) else 0


def _operands(module: Module, node: ast.expr) -> Iterator[ast.expr]:
    waiting = [node]
    for _ in range(MOST_FLAGS):
        if not waiting:
            return
        operand = waiting.pop()
        bound = module.names.bound_to(operand) if isinstance(operand, ast.Name) else None
        if isinstance(operand, ast.BinOp) and isinstance(operand.op, ast.BitOr):
            waiting += [operand.left, operand.right]
        elif isinstance(bound, (ast.BinOp, ast.Attribute)):
            waiting.append(bound)
        else:
            yield operand


def _hit(module: Module, given: Given) -> Hit:
    segment, start, end = module.span(given.node)
    written = segment.text[start:end]
    literal = given.node if isinstance(given.node, ast.Constant) and isinstance(given.node.value, int) else None
    if literal is None:
        return module.hit(given.node, MESSAGE.format("chmod"), HELP.format("0o700"))
    owner = f"0o{literal.value & OWNER:o}" if isinstance(literal.value, int) else ""
    fix = Fix("Leave access to the owner", [Edit(start, end, owner)])
    return Hit(segment, start, end, MESSAGE.format(written), HELP.format(owner), fix=fix)


def _only_reads(module: Module, call: ast.Call) -> bool:
    """Whether the next statement gives the umask back: there is no other way to read it."""
    statement = module.parent(call)
    block = getattr(module.parent(statement), "body", None) if isinstance(statement, ast.Assign) else None
    if not isinstance(block, list) or statement not in block[:-1]:
        return False
    following = block[block.index(statement) + 1]
    called = following.value if isinstance(following, ast.Expr) else None
    return isinstance(called, ast.Call) and module.names.qualified_name(called.func) == "os.umask"
