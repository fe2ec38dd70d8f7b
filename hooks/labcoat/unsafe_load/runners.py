"""What runs text as code or as a command."""

from __future__ import annotations

import ast

from labcoat.core.switches.nodes import keyword
from labcoat.unsafe_load.execution import TOOLS
from labcoat.unsafe_load.model_output import Outputs
from labcoat.unsafe_load.places import function_of, once_a_statement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called
    from labcoat.core.python import Module
    from labcoat.core.rule import Hit
    from labcoat.unsafe_load.places import Place

CODE = frozenset(("eval", "exec", "builtins.eval", "builtins.exec", "pandas.eval", "pd.eval"))
COMMANDS = frozenset(
    "os.system os.popen subprocess.run subprocess.call subprocess.Popen subprocess.check_call subprocess.check_output "
    "subprocess.getoutput subprocess.getstatusoutput asyncio.create_subprocess_shell "
    "asyncio.create_subprocess_exec commands.getoutput".split()
)
OF_IPYTHON = ("run_cell", "system", "getoutput", "run_line_magic", "run_cell_magic", "ex", "ev")
LAST_NAMES = tuple(sorted({*[name.rpartition(".")[2] for name in (*CODE, *COMMANDS)], *OF_IPYTHON}))
INTERPRETERS = ("sh", "bash", "zsh", "python", "python3", "cmd", "powershell", "node")
SANDBOX = "read the answer as data (`json.loads`, `ast.literal_eval`), or run it in a sandbox without credentials"


def run_hits(module: Module) -> Iterator[Hit]:
    """Where a module runs what a model wrote."""
    outputs = Outputs(module)
    found = [
        (function_of(called), called.name) for called in module.called(*LAST_NAMES) if _runs(module, called, outputs)
    ]
    for place, name in once_a_statement(module, [*found, *_tools(module)]):
        if name.rpartition(".")[2] in TOOLS:
            message = f"`{name.rpartition('.')[2]}` runs what a model writes on this machine"
        else:
            message = f"`{name.replace('get_ipython()', 'get_ipython')}` runs what a model answered"
        yield module.hit(place, message, SANDBOX)


def _runs(module: Module, called: Called, outputs: Outputs) -> bool:
    given = called.args[0] if called.args else getattr(keyword(called.node, "args"), "value", None)
    if called.name.startswith("get_ipython()."):
        return any([outputs.is_output(argument) for argument in called.args])
    if called.name not in CODE | COMMANDS or given is None:
        return False
    if isinstance(given, ast.Name) and called.name in COMMANDS:
        bound = module.names.bound_to(given)
        given = bound if isinstance(bound, (ast.List, ast.Tuple)) else given
    if isinstance(given, (ast.List, ast.Tuple)):
        return _runs_words(module, given.elts, outputs)
    return outputs.is_output(given)


def _runs_words(module: Module, words: list[ast.expr], outputs: Outputs) -> bool:
    """`["python", "-c", answer]`: an argument of any other program is no command."""
    if not words:
        return False
    if outputs.is_output(words[0]):
        return True
    named = module.value(words[0])
    program = named.rpartition("/")[2] if isinstance(named, str) else ""
    python = isinstance(words[0], ast.Attribute) and words[0].attr == "executable"
    is_code = len(words) > 2 and module.value(words[1]) in ("-c", "-lc", "/c", "-Command", "-e")
    return (program in INTERPRETERS or python) and is_code and any([outputs.is_output(word) for word in words[2:]])


def _tools(module: Module) -> Iterator[Place]:
    for called in module.called(*TOOLS):
        if called.name.startswith("langchain"):
            yield function_of(called), called.name
