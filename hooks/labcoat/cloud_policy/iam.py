"""Roles and policies that allow everything."""

from __future__ import annotations

from labcoat.core.rule import Hit, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.rule import Options, Rule
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts

WORDS = (
    "Effect Action",
    "Effect NotAction",
    "Effect Principal",
    "effect actions",
    "aws_iam_policy_document",
    "PolicyStatement",
    "GetPolicyDocumentStatementArgs",
    "iam::aws:policy/",
    "from_aws_managed_policy_name",
    "aws_iam_policy",
    "ManagedPolicy",
    "AdministratorAccess",
    "PowerUserAccess",
    "roles/owner",
    "roles/editor",
    "az role assignment create",
    "az sp create-for-rbac",
    "azurerm_role_assignment",
    "verbs resources",
    "cluster-admin",
    "kubectl clusterrole",
)


@rule("high", keywords=("FullAccess",), words=WORDS, in_tests="medium", looks_at="")
def wildcard_iam(parts: Parts, options: Options) -> Iterator[Hit]:
    """A role or policy allows everything.

    What it does
    ------------
    Reports, in JSON, YAML, Terraform, Python (dictionaries, boto3, CDK, Pulumi), notebooks and commands:

    - statements with `"Effect": "Allow"` whose `Action` is `*`, or `service:*` where the `Resource` is `*`; with
      `NotAction`; with the `Principal` `*` and no `Condition`;
    - `AdministratorAccess`, `PowerUserAccess` and the `...FullAccess` policies of AWS (`medium`; `low` for
      `AmazonSageMakerFullAccess`), `roles/owner` and `roles/editor` of Google Cloud, `Owner` and `Contributor` of a
      whole Azure subscription;
    - roles of Kubernetes with the verb `*` on the resources `*` (`medium` where that is one namespace), and bindings to
      `cluster-admin`.

    It is quiet about `Deny`, about `Resource: *` with single actions or read-only ones (`ec2:Describe*`, `s3:List*`),
    about `service:*` on named resources, about `logs:*`, about endpoints that everybody may call
    (`execute-api:Invoke`), about the policies of stacks and of network endpoints, and about what is taken away,
    forbidden or only compared. A bucket's policy for everybody belongs to `public-bucket`.

    Why is this bad?
    ----------------
    Whoever gets into the notebook, the training job or the endpoint that has this role, or finds its key in a log,
    may then read all data, start machines at your cost, and make new users. The code needs a handful of actions.

    Example
    -------
        {
          "Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]
        }

    Use instead
    -----------
        {
          "Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::training-data/*"}]
        }

    References
    ----------
    - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
    - https://cloud.google.com/iam/docs/roles-overview#basic
    - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
    """
    yield from ()


@wildcard_iam.register("file")
def _in_file(parts: Parts, options: Options) -> Iterator[Hit]:
    from labcoat.cloud_policy.search import once, wide_grants

    for value, message, severity, help_text in once(wide_grants(parts, wildcard_iam)):
        yield Hit(value.segment, value.start, value.end, message, help_text, severity)


@wildcard_iam.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.cloud_policy.roles import INSTEAD, managed_message
    from labcoat.cloud_policy.search import places_in_text

    for start, end in places_in_text(segment, r"arn:aws[\w-]{0,20}:iam::aws:policy/AdministratorAccess\b"):
        yield Hit(segment, start, end, managed_message("AdministratorAccess")[0], INSTEAD, "medium")


RULES: list[Rule] = [wildcard_iam]
