"""Calls that ask a language model."""

from __future__ import annotations

import ast
import re

from labcoat.core.calls import full_name
from labcoat.core.switches.nodes import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module

CLIENT_CALLS = re.compile(
    r"(?:^|\.)(?:(?:chat\.)?completions\.(?:create|parse)|responses\.(?:create|parse)|messages\.create"
    r"|(?:Chat)?Completion\.a?create|chat\.complete(?:_async)?|generate_content(?:_async)?|chat_completion"
    r"|text_generation|invoke_model|converse|create_chat_completion)$"
    r"|^(?:ollama|litellm|replicate|vllm|cohere|mlx_lm|together|aisuite|google\.generativeai|anthropic|openai)[.\w()]*"
    r"\.(?:chat|a?generate|a?completion|text_completion|run|complete)$"
)
MODELS_OF = re.compile(
    r"^(?:langchain\w*|transformers|vllm|llama_index|llama_cpp|openai|anthropic|ollama|cohere|ctransformers|gpt4all|dspy"
    r"|mistralai|google\.genai|google\.generativeai|vertexai|guidance|outlines|litellm)\b.*\(\)"
)
VERBS = frozenset(
    "generate agenerate invoke ainvoke predict apredict run arun complete acomplete chat achat stream call query batch "
    "ask prompt send_message generate_text generate_code completion create_completion predict_messages".split()
)
RECEIVERS = re.compile(
    r"(?i)(?:^|_)(?:llm|model|lm|chain|agent|chat|chatbot|client|gpt\d*|claude|gemini|openai|anthropic|ollama"
    r"|mistral|cohere|co|llama|assistant|pipe|pipeline|generator|agent_executor|conversation|qa|codex|copilot)"
    r"(?:_?\d+)?$"
)
CALLABLES = re.compile(r"(?i)(?:chat_llm|chat_model|llm|llm_chain|llm_pipeline|(?:ask|call|query)_(?:llm|gpt|model))")
SERVICES = re.compile(
    r"api\.openai\.com|api\.anthropic\.com|generativelanguage\.googleapis|/chat/completions|:11434/api|"
    r"api\.mistral\.ai|api\.cohere|api-inference\.huggingface|/v1/completions|/api/generate"
)


def asks_model(module: Module, call: ast.Call) -> bool:
    """Whether this is a call of a model, by the library it is of, by what it is called on, or by its address."""
    name = full_name(module, call.func)
    last = name.rpartition(".")[2]
    if CLIENT_CALLS.search(name) or (last in VERBS and MODELS_OF.search(name)):
        return True
    if isinstance(call.func, ast.Attribute):
        return _asks_receiver(call.func) or _posts(module, call)
    is_model = MODELS_OF.search(name) is not None and name.endswith(("()", "().from_pretrained"))
    return is_model or CALLABLES.fullmatch(name) is not None


def _asks_receiver(function: ast.Attribute) -> bool:
    """`llm.invoke(…)`, `self.model.generate(…)`."""
    receiver = function.value
    name = str(getattr(receiver, "attr", "") or getattr(receiver, "id", ""))
    return function.attr in VERBS and RECEIVERS.search(name) is not None


def _posts(module: Module, call: ast.Call) -> bool:
    """`requests.post("https://api.openai.com/…")`."""
    if function_name(call) != "post" or not call.args:
        return False
    url = call.args[0]
    known = [module.value(part) for part in (url, *getattr(url, "values", ()))]
    return any([isinstance(text, str) and SERVICES.search(text) is not None for text in known])
