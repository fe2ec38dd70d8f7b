"""Text that a model wrote, run as code."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options

RUNNERS = "eval exec system popen subprocess getoutput create_subprocess_shell run_cell".split()
MODELS = (
    "create generate generate_content agenerate completion acompletion invoke ainvoke predict pipeline llm chain chat "
    "send_message text_generation chat_completion complete agent InferenceClient invoke_model converse query "
    "replicate completions stream"
).split()
RUNNING = "os.system subprocess popen getoutput run_cell REPL ShellTool builtins".split()
TOOLS = ("PythonREPLTool", "PythonAstREPLTool", "PythonREPL", "ShellTool")
WORDS = (*[f"{runner} {model}" for runner in RUNNERS for model in MODELS], *[f"{tool} langchain" for tool in TOOLS])
WORDS = (*WORDS, *[f"{tool} {part}" for tool in TOOLS for part in ("langchain_experimental", "langchain_community")])


@rule("medium", words=WORDS, in_tests="low")
def dynamic_exec(module: Module, options: Options) -> Iterator[Hit]:
    """What a language model answers is run as code or as a command.

    What it does
    ------------
    Reports `eval`, `exec`, `os.system`, `os.popen` and `subprocess` where what they run comes from a call of a model in
    the same function, file or notebook: the OpenAI, Anthropic, Google, Mistral, Cohere, Ollama and LiteLLM clients,
    LangChain, `transformers` pipelines and `generate`; through variables, f-strings, `re.search(...)`, `json.loads` and
    functions of the same file. It also reports LangChain's `PythonREPL`, `PythonREPLTool`, `PythonAstREPLTool` and
    `ShellTool`, which do the same. In tests its severity is `low`.

    It is quiet about `ast.literal_eval`, numbers (`int(answer)`), `model.eval()`, and code of which nobody knows here
    where it comes from.

    Why is this bad?
    ----------------
    Whoever can put words in front of the model (a web page, a document, a question) writes the code that then runs with
    your rights.

    Example
    -------
        answer = client.chat.completions.create(model="gpt-4o", messages=messages)
        exec(answer.choices[0].message.content)

    Use instead
    -----------
    Ask for data and read it as data:

        answer = client.chat.completions.create(model="gpt-4o", messages=messages)
        plan = json.loads(answer.choices[0].message.content)

    or run the code in a container without network, files and credentials.

    References
    ----------
    - https://genai.owasp.org/llmrisk/llm052025-improper-output-handling/
    - https://docs.python.org/3/library/ast.html#ast.literal_eval
    """
    from labcoat.unsafe_load.runners import run_hits

    yield from run_hits(module)


def _may_run(text: str) -> bool:
    """Whether a text runs anything: `system` is also a role in a chat, and `eval` a mode of a model."""
    if any([name in text for name in RUNNING]) or "import system" in text:
        return True
    return any([_is_called(text, call) for call in ("eval(", "exec(", "eval (", "exec (")])


def _is_called(text: str, call: str) -> bool:
    """Whether a function is called that is no method, and not the end of a longer name."""
    at = text.find(call)
    while at >= 0 and at > 0 and (text[at - 1].isalnum() or text[at - 1] in "._"):
        at = text.find(call, at + 1)
    return at >= 0


dynamic_exec.confirm = _may_run
RULES = [dynamic_exec]
