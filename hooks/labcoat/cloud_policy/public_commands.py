"""Commands that make storage public."""

from __future__ import annotations

from labcoat.cloud_policy.public import (
    ACLS,
    ALL_USERS,
    AZURE_ACCESS,
    BLOCK,
    CONTAINER,
    GROUP,
    MADE,
    MEMBER,
    NOT_STORAGE,
    acl_message,
    is_acl,
    opens,
)
from labcoat.cloud_policy.statements import Value
from labcoat.core.running.scripts import talks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine, Option
    from labcoat.core.words import Word

    Found = tuple[Value, str, str]

ACL_OPTIONS = ("--acl", "--canned-acl", "--predefined-acl", "--s3-acl", "--predefined-default-object-acl")
MINIO_ACCESS = ("public", "download", "upload", "readonly", "readwrite")


def command_public(command: CommandLine) -> Iterator[Found]:
    """The first thing in a command that makes storage public."""
    if talks(command):
        return
    for reader in (_acl, _google, _azure, _minio, _blocks, _assigned):
        for found in reader(command):
            yield found
            return


def _place(command: CommandLine, place: Word | Option) -> Value:
    return Value("", command.segment, place.start, place.end)


def _acl(command: CommandLine) -> Iterator[Found]:
    """`aws s3 cp … --acl public-read`, `s3cmd put --acl-public`, `curl -H "x-amz-acl: public-read"`."""
    given = command.option(*ACL_OPTIONS)
    if given and given.value in ACLS:
        yield _place(command, given), acl_message(given.value), ""
    for word in command.words:
        header = word.value.lower().replace(" ", "").removeprefix("x-amz-acl:")
        if (word.value == "--acl-public" and command.program == "s3cmd") or (
            header in ACLS and word.value.lower().startswith("x-amz-acl:")
        ):
            yield _place(command, word), MADE, ""
        if GROUP in word.value:
            yield _place(command, word), MEMBER, ""


def _google(command: CommandLine) -> Iterator[Found]:
    words = command.arguments
    values = [word.value for word in words]
    if command.program == "gsutil":
        yield from _gsutil(command, words, values)
    elif command.program == "gcloud" and "add-iam-policy-binding" in values:
        member, role = command.option("--member"), command.option("--role")
        calls_only = "run" in values[:2] or "functions" in values[:2] or _is_invoker(role)
        if member and ALL_USERS.fullmatch(member.value or "") and not calls_only:
            yield _place(command, member), f"`{member.value}`: {MEMBER}", ""
    elif command.program == "gcloud":
        granted = command.option("--add-acl-grant", "--add-default-object-acl-grant")
        if granted and "entity=allusers" in (granted.value or "").lower():
            yield _place(command, granted), MEMBER, ""


def _is_invoker(role: Option | None) -> bool:
    return bool(role and (role.value or "").endswith(NOT_STORAGE))


def _gsutil(command: CommandLine, words: list[Word], values: list[str]) -> Iterator[Found]:
    """`gsutil iam ch allUsers:objectViewer`, `gsutil acl ch -u AllUsers:R`, `gsutil defacl set public-read`."""
    if "ch" in values and "-d" not in values:
        for word in words:
            if ALL_USERS.fullmatch(word.value):
                yield _place(command, word), f"`{word.value}`: {MEMBER}", ""
    takes_acl = "set" in values and ("acl" in values or "defacl" in values)
    for before, word in zip(["", *values], words, strict=False):
        if word.value in ACLS and (before in ("set", "-a") or takes_acl):
            yield _place(command, word), acl_message(word.value), ""


def _azure(command: CommandLine) -> Iterator[Found]:
    if command.program != "az":
        return
    access, allowed = command.option("--public-access"), command.option("--allow-blob-public-access")
    if access and access.value in AZURE_ACCESS:
        yield _place(command, access), CONTAINER, ""
    elif allowed and allowed.value in ("true", "True"):
        yield _place(command, allowed), BLOCK, "medium"


def _minio(command: CommandLine) -> Iterator[Found]:
    """`mc anonymous set public local/models`, and the older `mc policy set public …`, `mc policy public …`."""
    words = command.arguments
    if command.program not in ("mc", "mcli") or not words or words[0].value not in ("anonymous", "policy"):
        return
    for word in words[1:3]:
        if word.value in MINIO_ACCESS:
            yield _place(command, word), f"`{word.value}`: everybody who reaches the server gets in without a key", ""
            return


def _blocks(command: CommandLine) -> Iterator[Found]:
    """`aws s3api put-public-access-block --public-access-block-configuration "BlockPublicAcls=false,…"`."""
    for word in command.words:
        if word.value == "delete-public-access-block" and command.program == "aws":
            yield _place(command, word), f"`{word.value}`: {BLOCK}", "medium"
        at = 0
        for part in word.value.split(",") if "lock" in word.value and "Public" in word.value else ():
            key, _, value = part.partition("=")
            if opens(key.strip(), value.strip()):
                place = Value("", command.segment, word.offset(at), word.offset(at + len(part)))
                yield place, f"`{key.strip()}`: {BLOCK}", "medium"
                return
            at += len(part) + 1


def _assigned(command: CommandLine) -> Iterator[Found]:
    """`export S3_ACL=public-read`."""
    for given in command.assignments:
        value = given.value.strip("\"'")
        if is_acl(given.name, value):
            yield Value("", command.segment, given.start, given.end), acl_message(value), ""
