"""Storage that everybody may read."""

from __future__ import annotations

from labcoat.core.rule import Hit, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.rule import Options, Rule
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts

WORDS = (
    "public-read",
    "public-read-write",
    "PublicRead",
    "PublicReadWrite",
    "publicRead",
    "publicReadWrite",
    "PUBLIC_READ",
    "PUBLIC_READ_WRITE",
    "public_read_access",
    "allUsers",
    "allAuthenticatedUsers",
    "AllUsers",
    "AllAuthenticatedUsers",
    "make_public",
    "make_blob_public",
    "grant_public_access",
    "grant_read all",
    "acl-public",
    "BlockPublicAcls",
    "BlockPublicPolicy",
    "IgnorePublicAcls",
    "RestrictPublicBuckets",
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
    "allowBlobPublicAccess",
    "allow_blob_public_access",
    "allow_nested_items_to_be_public",
    "allow-blob-public-access",
    "public-access",
    "public_access",
    "delete_public_access_block",
    "publicAccess",
    "PublicAccess",
    "container_access_type",
    "mc anonymous",
    "mc policy",
    "Effect Principal",
    "aws_iam_policy_document",
    "PolicyStatement principals",
)


@rule("high", words=WORDS, in_tests="medium", looks_at="")
def public_bucket(parts: Parts, options: Options) -> Iterator[Hit]:
    """Storage is open to everybody on the internet.

    What it does
    ------------
    Reports, in Python, notebooks, commands, JSON, YAML and Terraform:

    - the access control lists `public-read` and `public-read-write` of S3 and its kin, on objects and buckets;
    - bucket policies with the `Principal` `*` and no `Condition`;
    - `allUsers` and `allAuthenticatedUsers` as members of a role or a list in Google Cloud, `make_public()`;
    - containers of Azure with public access, `mc anonymous set` of MinIO;
    - `BlockPublicAcls: false` and its kin, which let a bucket be made public (`medium`).

    It is quiet about reading from public buckets, private lists, choices of an option, comparisons, what takes access
    away, and endpoints that everybody may call (`roles/run.invoker`).

    Why is this bad?
    ----------------
    Training data, models and logs of such a bucket are found by scanners within hours. With write access, anybody may
    exchange the model that you load.

    Example
    -------
        s3.upload_file("data.csv", "my-bucket", "data.csv", ExtraArgs={"ACL": "public-read"})

    Use instead
    -----------
        s3.upload_file("data.csv", "my-bucket", "data.csv")
        url = s3.generate_presigned_url("get_object", Params={"Bucket": "my-bucket", "Key": "data.csv"})

    References
    ----------
    - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    - https://cloud.google.com/storage/docs/public-access-prevention
    - https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent
    """
    yield from ()


@public_bucket.register("file")
def _in_file(parts: Parts, options: Options) -> Iterator[Hit]:
    from labcoat.cloud_policy.public import PRIVATE
    from labcoat.cloud_policy.search import once, public_storage

    for value, message, severity, _ in once(public_storage(parts, public_bucket)):
        yield Hit(value.segment, value.start, value.end, message, PRIVATE, severity)


@public_bucket.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.cloud_policy.public import PRIVATE, acl_message
    from labcoat.cloud_policy.search import places_in_text

    for start, end in places_in_text(segment, r"""\bACL["']?\s{0,9}[=:]\s{0,9}["']public-read(?:-write)?["']"""):
        yield Hit(segment, start, end, acl_message("public-read"), PRIVATE, "medium")


RULES: list[Rule] = [public_bucket]
