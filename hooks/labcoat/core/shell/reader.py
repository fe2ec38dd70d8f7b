"""Splits a script into simple commands: POSIX.1-2024, Shell Command Language 2.3, 2.4, 2.7, 2.9."""

from __future__ import annotations

import re

from labcoat.core.shell.nesting import MOST_RETRIES, Nesting
from labcoat.core.shell.state import Frame, index_of
from labcoat.core.words import Assignment, Command, Heredoc, Redirection, Word

_PLAIN = re.compile(r"""[^ \t\r\v\f\n\\'"`$;&|()<>#]+""")
_BLANKS = re.compile(r"[ \t\r\v\f]+")
_SEPARATOR = re.compile(r";;&|;;|;&|;|&&|&|\|\||\|&|\|")
_REDIRECTION = re.compile(r"&>>|&>|<<<|<<-|<<|<>|<&|<|>>|>&|>\||>")
_EMPTY_PARENTHESES = re.compile(r"\([ \t]*\)")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=")

_INDENT = re.compile(r"(?:[ \t]*\r?\n)*([ \t]*)")  # of the first line that is not blank

_KEYWORDS = frozenset(
    ("if", "then", "elif", "else", "fi", "do", "done", "while", "until", "esac", "time", "!", "{", "}")
)
_ASSIGNING = frozenset(("export", "env", "declare", "local", "readonly", "typeset", "setenv", "set_env"))


class Reader(Nesting):
    """Reads one script. Each method that takes and returns an offset reads on from it."""

    def __init__(self, text: str, is_folded: bool = False) -> None:
        super().__init__(text)
        self.is_folded = is_folded
        indent = _INDENT.match(text)
        self.indent = indent[1] if indent else ""
        self.readers = {
            **dict.fromkeys(" \t\r\v\f", self._blank),
            **dict.fromkeys(";|", self._separator),
            **dict.fromkeys("<>", self._redirection),
            "&": self._ampersand,
            "\n": self._newline,
            "\\": self.backslash,
            "'": self.single_quotes,
            '"': self.double_quote,
            "`": self.backtick,
            "$": self.dollar,
            "(": self._open_parenthesis,
            ")": self._close_parenthesis,
            "#": self._hash,
        }

    def read(self) -> list[Command]:
        """All commands, in the order in which they end."""
        self._read_from(0)
        while self.marks and self.retries < MOST_RETRIES:
            self._read_from(self.take_line())
        end = len(self.text)
        while len(self.frames) > 1:
            self.end_command(end)
            self.close(end)
        self.end_command(end)
        return self.found

    def _read_from(self, at: int) -> None:
        text = self.text
        while at < len(text):
            frame = self.frames[-1]
            if frame.in_quotes:
                at = self.in_double_quotes(at)
            elif frame.is_literal:
                at = self.in_literal(at)
            elif plain := _PLAIN.match(text, at):
                at = self.add(plain[0], at)
            else:
                at = self.readers[text[at]](at)

    def _blank(self, at: int) -> int:
        self._end_word(at)
        blanks = _BLANKS.match(self.text, at)
        return blanks.end() if blanks else at + 1

    def _end_word(self, at: int) -> None:
        frame = self.frames[-1]
        builder = frame.builder
        if builder is None:
            return
        word = builder.word(at)
        frame.builder = None
        if frame.redirect:
            self._redirect_to(word)
        elif frame.in_pattern:
            self._end_pattern(frame, word)
        elif frame.command.words or word.quoted or frame.command.is_array:
            self._add_word(frame, word)
        else:
            self._first_word(frame, word)

    def _end_pattern(self, frame: Frame, word: Word) -> None:
        if word.value == "esac" and not word.quoted:
            frame.cases -= 1
            frame.in_pattern = False

    def _first_word(self, frame: Frame, word: Word) -> None:
        if word.value == "esac" and frame.cases:
            frame.cases -= 1
        if word.value not in _KEYWORDS:
            self._add_word(frame, word)

    def _add_word(self, frame: Frame, word: Word) -> None:
        words, command = frame.command.words, frame.command
        if command.is_array:
            words.append(word)
            return
        if not words or words[0].value in _ASSIGNING:
            assignment = self._assignment(word, is_leading=not words)
            if assignment:
                command.assignments.append(assignment)
                if not words:
                    return
        words.append(word)
        if word.value == "in" and len(words) == 3 and words[0].value == "case":
            self.end_command(word.end)
            frame.cases += 1
            frame.in_pattern = True
        elif len(words) == 2 and words[0].value == "function":
            frame.command = Command()

    def _assignment(self, word: Word, is_leading: bool) -> Assignment | None:
        """`NAME=value`; before the command the shell wants the name without quotes."""
        match = _ASSIGNMENT.match(word.value)
        if not match or (is_leading and not self.text.startswith(match[0], word.start)):
            return None
        value_start = min(word.offset(match.end() - 1) + 1, word.end)
        return Assignment(match[1], word.value[match.end() :], word.start, word.end, value_start)

    def end_command(self, at: int) -> None:
        """The command being read ends at `at`."""
        frame = self.frames[-1]
        if frame.is_literal:
            return
        self._end_word(at)
        if frame.redirect:
            self._redirect_to(Word("", at, at))
        if not frame.command.is_empty:
            self.found.append(frame.command)
            frame.command = Command(is_array=frame.closer == "array")

    def _ampersand(self, at: int) -> int:
        return self._redirection(at) if self.text.startswith("&>", at) else self._separator(at)

    def _separator(self, at: int) -> int:
        if self._is_in_test(at):
            return self.add(self.text[at], at)
        operator = _operator(_SEPARATOR, self.text, at)
        self.end_command(at)
        frame = self.frames[-1]
        if operator[:2] in (";;", ";&") and frame.cases:
            frame.in_pattern = True
        return at + len(operator)

    def _is_in_test(self, at: int) -> bool:
        """Whether the operator at `at` is an ordinary character, as in `[[ $x =~ ^(a|b)$ ]]`."""
        frame = self.frames[-1]
        words = frame.command.words
        if not words or words[0].value != "[[" or words[-1].value == "]]":
            return False
        return not (frame.builder and frame.builder.pieces == ["]]"]) and self.text[at] != ";"

    def _newline(self, at: int) -> int:
        is_blank = self.is_folded and not self.text.startswith(("\n", "\r\n"), at + 1)
        if is_blank or self.frames[-1].closer == "array":
            self._end_word(at)
        else:
            self.end_command(at)
        at += 1
        for heredoc in self.pending:
            at = heredoc.read_body(self.text, at, self.indent)
        self.pending.clear()
        return at

    def _hash(self, at: int) -> int:
        if self.frames[-1].builder is not None:
            return self.add("#", at)
        end = index_of(self.text, "\n", at)
        return index_of(self.text, "`", at, end) if self.frames[-1].closer == "`" else end

    def _redirection(self, at: int) -> int:
        text, frame = self.text, self.frames[-1]
        if self._is_in_test(at):
            return self.add(text[at], at)
        if text.startswith(("<(", ">("), at):
            return self.substitution(at, 2)
        operator = _operator(_REDIRECTION, text, at)
        if frame.builder and text[frame.builder.start : at].isdigit():
            frame.builder = None  # the number of a file descriptor
        self._end_word(at)
        if frame.redirect:
            self._redirect_to(Word("", at, at))
        frame.redirect = operator
        return at + len(operator)

    def _redirect_to(self, target: Word) -> None:
        frame = self.frames[-1]
        operator, frame.redirect = frame.redirect, ""
        frame.command.redirections.append(Redirection(operator, target))
        if operator in ("<<", "<<-"):
            heredoc = Heredoc(target.value, target.quoted, operator == "<<-", len(self.text))
            frame.command.heredocs.append(heredoc)
            self.pending.append(heredoc)

    def _open_parenthesis(self, at: int) -> int:
        frame = self.frames[-1]
        if self._is_in_test(at):
            return self.add("(", at)
        if frame.in_pattern:
            return at + 1
        if self.text.startswith("((", at) and at not in self.subshells and not frame.builder:
            return self.literal("))", at, 2)
        if frame.builder and self.text[at - 1] == "=":
            self._end_word(at)
            self.frames.append(Frame("array"))
            return at + 1
        definition = _EMPTY_PARENTHESES.match(self.text, at)
        if definition and (frame.builder or frame.command.words):
            frame.builder = None
            frame.command = Command()
            return definition.end()
        self.end_command(at)
        self.frames.append(Frame(")"))
        return at + 1

    def _close_parenthesis(self, at: int) -> int:
        frame = self.frames[-1]
        if self._is_in_test(at):
            return self.add(")", at)
        self.end_command(at)
        if frame.in_pattern or frame.cases:
            frame.in_pattern = False
        elif frame.closer in (")", "array"):
            self.close(at + 1)
        return at + 1


def _operator(pattern: re.Pattern[str], text: str, at: int) -> str:
    match = pattern.match(text, at)
    return match[0] if match else text[at]
