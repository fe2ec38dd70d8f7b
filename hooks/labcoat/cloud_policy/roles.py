"""Ready-made policies and roles that allow too much, by name."""

from __future__ import annotations

import re

MANAGED = re.compile(
    r"(?:arn:\S*|\A):iam::aws:policy/(?:[\w-]+/)*(?P<name>AdministratorAccess|PowerUserAccess|\w*FullAccess\w*)"
)
NAME = re.compile(r"AdministratorAccess|PowerUserAccess|[A-Z]\w*FullAccess\w*")
ADMINISTRATORS = ("AdministratorAccess", "PowerUserAccess", "IAMFullAccess")
BASIC_ROLES = ("roles/owner", "roles/editor")
CLUSTER_ADMIN = "cluster-admin"
AZURE_ROLES = {"owner": "", "user access administrator": "", "contributor": "medium"}
SUBSCRIPTION = re.compile(r"/subscriptions/[^/]+/?")
MOST_TEXT = 300
INSTEAD = "write a policy that lists the actions and resources that are needed"
LESS = "grant a role that allows only what is needed"


def managed_name(text: str) -> str:
    """The name of the wide policy of AWS's that an ARN names; empty for any other text."""
    found = MANAGED.fullmatch(text) if len(text) <= MOST_TEXT else None
    return found["name"] if found else ""


def managed_message(name: str) -> tuple[str, str]:
    """What to say about a policy of AWS's, and how severe that is."""
    if name in ADMINISTRATORS:
        return f"`{name}` allows practically everything in the account", ""
    # what AWS's own instructions tell everybody to attach, and what notebooks cannot run without
    severity = "low" if name == "AmazonSageMakerFullAccess" else "medium"
    return f"`{name}` allows everything that the service can do, on all that the account has in it", severity


def role_message(role: str) -> str:
    """What to say about a basic role of Google Cloud."""
    rest = "everything in the project, and who may enter it" if role == BASIC_ROLES[0] else "nearly all in the project"
    return f"`{role}` may change {rest}"
