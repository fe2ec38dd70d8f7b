"""Words that make storage public, in every cloud."""

from __future__ import annotations

import re

ACLS = frozenset(
    (
        "public-read",
        "public-read-write",
        "PublicRead",
        "PublicReadWrite",
        "publicRead",
        "publicReadWrite",
        "PUBLIC_READ",
        "PUBLIC_READ_WRITE",
    )
)
ACL_KEYS = frozenset(
    "acl s3_acl aws_acl canned_acl x_amz_acl accesscontrol access_control predefined_acl predefinedacl defaultacl "
    "predefineddefaultobjectacl predefined_default_object_acl default_acl aws_default_acl default_object_acl "
    "fs.s3a.acl.default permission object_acl bucket_acl".split()
)
AZURE_KEYS = frozenset(("public_access", "publicaccess", "container_access_type"))
AZURE_ACCESS = frozenset(("blob", "container"))
BLOCKS = {
    "BlockPublicAcls": False,
    "BlockPublicPolicy": False,
    "IgnorePublicAcls": False,
    "RestrictPublicBuckets": False,
    "block_public_acls": False,
    "block_public_policy": False,
    "ignore_public_acls": False,
    "restrict_public_buckets": False,
    "allowBlobPublicAccess": True,
    "allow_blob_public_access": True,
    "allow_nested_items_to_be_public": True,
}
EVERYBODY = frozenset(
    (
        "allUsers",
        "allAuthenticatedUsers",
        "AllUsers",
        "AllAuthenticatedUsers",
        "READER:allUsers",
        "OWNER:allUsers",
        "READER:allAuthenticatedUsers",
        "http://acs.amazonaws.com/groups/global/AllUsers",
        "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
    )
)
MEMBER_KEYS = ("member", "entity", "entities", "special_group", "specialgroup", "uri", "principal")
NOT_STORAGE = ("invoker", "cloud_run", "cloudfunctions", "cloud_function")  # an endpoint that everybody may call
ALL_USERS = re.compile(r"(?:allUsers|allAuthenticatedUsers)(?::(?!none\b)\w[\w.,/]*)?", re.IGNORECASE)
GROUP = "acs.amazonaws.com/groups/global/AllUsers"

ACL = "everybody on the internet may read it with this access control list"
WRITABLE = "everybody on the internet may read and change it with this access control list"
MEMBER = "everybody on the internet is given this role"
BLOCK = "nothing keeps the storage from being made public any more"
CONTAINER = "everybody on the internet may read the container without signing in"
POLICY = "everybody on the internet is allowed by this bucket policy"
MADE = "everybody on the internet may read it from now on"
PRIVATE = "keep it private, and hand out signed URLs or grant a role to those who need it"


def is_acl(key: str, value: object) -> bool:
    """Whether a key with this value is an access control list that lets everybody in."""
    name = key.lower().replace("-", "_")
    if not isinstance(value, str):
        return False
    return (name in ACL_KEYS and value in ACLS) or (name in AZURE_KEYS and value.lower() in AZURE_ACCESS)


def names_members(key: object) -> bool:
    """Whether who is let in stands under this key: `members`, `role_entity`, `iam_member`."""
    return isinstance(key, str) and any([name in key.lower() for name in MEMBER_KEYS])


def acl_message(value: str) -> str:
    """What to say about an access control list."""
    if value.lower() in AZURE_ACCESS:
        return CONTAINER
    return f"`{value}`: {WRITABLE if 'write' in value.lower() else ACL}"


def opens(key: str, value: object) -> bool:
    """Whether this switches off what keeps storage from being made public."""
    if key not in BLOCKS:
        return False
    is_on = value is True or value == "true" or value == "True"
    is_off = value is False or value == "false" or value == "False"
    return is_on if BLOCKS[key] else is_off
