"""Storage that configuration makes public."""

from __future__ import annotations

from labcoat.cloud_policy.documents import documents
from labcoat.cloud_policy.public import BLOCK, EVERYBODY, MEMBER, NOT_STORAGE, acl_message, is_acl, names_members, opens
from labcoat.cloud_policy.statements import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Found = tuple[Value, str, str]
    Path = tuple[str, ...]

NO_GRANTS = frozenset(("enum", "default", "choices", "AllowedValues", "allowed_values", "options"))


def written_public(segment: Segment) -> Iterator[Found]:
    """What a text in a configuration language makes public."""
    for document in documents(segment, lines=True):
        blocks: set[Path] = set()
        quiet = _endpoints(document)
        for setting in document:
            if NO_GRANTS & {*setting.path[-3:]}:
                continue
            message, severity = _message(setting, blocks, quiet)
            if message:
                yield Value(setting.value, segment, setting.start, setting.end), message, severity


def _endpoints(document: list[Setting]) -> set[Path]:
    """Bindings of roles that only let everybody call something."""
    roles = [setting for setting in document if setting.key in ("role", "Role")]
    return {setting.path[:-1] for setting in roles if str(setting.value).endswith(NOT_STORAGE)}


def _message(setting: Setting, blocks: set[Path], quiet: set[Path]) -> tuple[str, str]:
    value = setting.value
    if is_acl(_name(setting.path), value):
        return acl_message(str(value)), ""
    if opens(setting.key, value) and setting.path[:-1] not in blocks:
        blocks.add(setting.path[:-1])
        return f"`{setting.key}`: {BLOCK}", "medium"
    if isinstance(value, str) and value in EVERYBODY and _is_member(setting.path):
        binding = setting.path[:-2] if setting.key.isdecimal() else setting.path[:-1]
        kind = "".join(setting.path[:2])
        if binding not in quiet and not any([name in kind for name in NOT_STORAGE]):
            return f"`{value}`: {MEMBER}", ""
    return "", ""


def _is_member(path: Path) -> bool:
    """Whether a value is among those who have a role: `members = […]`, `"roles/storage.objectViewer" = […]`."""
    role = next((key for key in path[-2:] if key.startswith("roles/")), "")
    return not role.endswith(NOT_STORAGE) and (bool(role) or any([names_members(key) for key in path[-3:]]))


def _name(path: Path) -> str:
    """The last key of a path that is no index: `permission` of Ansible may be a list."""
    return path[-2] if len(path) > 1 and path[-1].isdecimal() else path[-1] if path else ""
