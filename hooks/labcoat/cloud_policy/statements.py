"""Statements of IAM policies, wherever they are written, and what is too wide in them."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.segment import Segment

EVERYTHING = ("*", "*:*")
SERVICE = re.compile(r"([A-Za-z][\w-]*):\*+")
ANY_RESOURCE = re.compile(r"\*|arn:[\w*-]+:[\w*-]+:\*?:\*?:\*+(?:/\*+)?")
ANY_BUCKET = re.compile(r"arn:[\w-]+:s3:::.*", re.DOTALL)
HARMLESS = frozenset(("logs", "xray"))  # services that only take what a program says about itself
CALLS = ("execute-api:Invoke", "lambda:InvokeFunctionUrl")  # of an endpoint that everybody may call
STACK = "Update:"  # what a stack's policy allows to those who may change the stack anyway; its principal is always `*`


class Value:
    """An item of a statement: its text, empty where that is not known, and its place."""

    __slots__ = ("end", "segment", "start", "text")

    def __init__(self, text: object, segment: Segment, start: int, end: int) -> None:
        self.text = text if isinstance(text, str) else ""
        self.segment = segment
        self.start = start
        self.end = end


class Statement:
    """What a statement allows, to whom, on what."""

    __slots__ = ("actions", "allows", "has_principal", "is_conditional", "not_actions", "principals", "resources")

    def __init__(self, allows: bool = False) -> None:
        self.allows = allows
        self.is_conditional = False
        self.has_principal = False
        self.actions: list[Value] = []
        self.not_actions: list[Value] = []
        self.resources: list[Value] = []
        self.principals: list[Value] = []  # those of AWS

    @property
    def everybody(self) -> Value | None:
        """The principal that stands for everybody, where no condition narrows it."""
        if not self.allows or self.is_conditional:
            return None
        return next((value for value in self.principals if value.text == "*"), None)

    @property
    def is_about_buckets(self) -> bool:
        """Whether it is a statement of a bucket's policy."""
        if any([value.text.lower().startswith("s3:") for value in self.actions]):
            return True
        names = [value.text for value in self.resources]
        return bool(names) and all([ANY_BUCKET.fullmatch(name) for name in names])

    @property
    def only_calls(self) -> bool:
        """Whether it is about calls of an endpoint, or about the updates of a stack."""
        names = [value.text for value in self.actions]
        return bool(names) and all([name in CALLS or name.startswith(STACK) for name in names])

    def excess(self) -> tuple[Value, str, str] | None:
        """What is too wide in it, with a message and a severity; None where nothing is."""
        if not self.allows:
            return None
        if everybody := self.everybody:
            message = "`Principal` is everybody, in any AWS account, and no condition narrows that"
            return None if self.is_about_buckets or self.only_calls else (everybody, message, "")
        if self.not_actions:
            return self.not_actions[0], "`NotAction` allows every action but those listed, also future ones", ""
        for value in self.actions if not (self.has_principal and self.is_conditional) else ():
            if value.text in EVERYTHING:
                return value, f"the action `{value.text}` allows everything that the account can do", ""
        return None if self.has_principal else self._whole_service()  # `*` is then the resource that has the policy

    def _whole_service(self) -> tuple[Value, str, str] | None:
        if not any([ANY_RESOURCE.fullmatch(value.text) for value in self.resources]):
            return None
        for value in self.actions:
            service = SERVICE.fullmatch(value.text)
            if service and service[1].lower() not in HARMLESS:
                message = f"all actions of `{service[1]}` are allowed, on every resource"
                return value, message, "medium" if self.is_conditional else ""
        return None
