"""Storage that everybody may read: in every place where people write it, and what only looks so."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet, reported

PYTHON_FLAGS = [
    case("no block", "a.py", 'import boto3\n»boto3.client("s3").delete_public_access_block«(Bucket="b")\n'),
    case("extra arguments", "a.py", 's3.upload_file("a", "b", "c", ExtraArgs={»"ACL": "public-read"«})\n'),
    case(
        "two extra arguments",
        "a.py",
        """\
s3.upload_fileobj(
    f, bucket, key,
    ExtraArgs={"ContentType": "text/csv", »"ACL": "public-read-write"«},
)
""",
    ),
    case("put_object", "a.py", 's3.put_object(Bucket=b, Key=k, Body=d, »ACL="public-read"«)\n'),
    case("put_bucket_acl", "a.py", 's3.put_bucket_acl(Bucket=b, »ACL="public-read"«)\n'),
    case("resource", "a.py", 's3.Object(b, k).Acl().put(»ACL="public-read"«)\n'),
    case("create_bucket", "a.py", 'import boto3\nboto3.client("s3").create_bucket(»ACL="public-read"«, Bucket="b")\n'),
    case("constant", "a.py", 'ACL = "public-read"\ns3.put_object_acl(Bucket=b, Key=k, »ACL=ACL«)\n'),
    case("item", "a.py", 'extra = {}\nextra["ACL"] = »"public-read"«\n'),
    case("default", "a.py", 'def upload(path, »acl="public-read"«, *, x=1):\n    return put(path, ACL=acl)\n'),
    case("Django", "settings.py", 'AWS_DEFAULT_ACL = »"public-read"«\n'),
    case("old boto", "a.py", "key.set_acl(»'public-read'«)\n"),
    case(
        "policy",
        "a.py",
        """\
policy = {"Statement": [{"Effect": "Allow", "Principal": »"*"«, "Action": ["s3:GetObject"],
                         "Resource": [f"arn:aws:s3:::{bucket}/*"]}]}
s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
""",
    ),
    case(
        "policy in a string",
        "a.py",
        """p = '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["»*«"]}, "Action": "s3:GetObject"}]}'\n""",
    ),
    case(
        "block",
        "a.py",
        """\
s3.put_public_access_block(Bucket=b, PublicAccessBlockConfiguration={
    "BlockPublicAcls": »False«, "IgnorePublicAcls": False,
    "BlockPublicPolicy": False, "RestrictPublicBuckets": False})
""",
    ),
    case(
        "Google blob",
        "a.py",
        'from google.cloud import storage\nblob = storage.Client().bucket("b").blob("x")\nblob.»make_public«()\n',
    ),
    case("Google bucket", "a.py", "bucket.»make_public«(recursive=True, future=True)\n"),
    case(
        "Google policy",
        "a.py",
        """\
policy.bindings.append({"role": "roles/storage.objectViewer", "members": {»"allUsers"«}})
bucket.set_iam_policy(policy)
""",
    ),
    case("Google member", "a.py", 'policy["roles/storage.objectViewer"].add(»"allUsers"«)\n'),
    case("group", "a.py", "s3.put_bucket_acl(GrantRead=»'uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"'«)\n"),
    case("old key", "a.py", "import boto\nkey.»make_public«()\n"),
    case("Python 2", "a.ipynb", notebook("print 'x'\ns3.put_object(Key=k, »ACL='public-read'«)  # ACL='public-read'")),
    case("predefined", "a.py", 'blob.upload_from_filename("x", »predefined_acl="publicRead"«)\n'),
    case("acl of all", "a.py", "»blob.acl.all().grant_read«()\n"),
    case("Azure", "a.py", 'service.create_container("c", »public_access="container"«)\n'),
    case("Azure enumeration", "a.py", 'service.create_container("c", »public_access=PublicAccess.BLOB«)\n'),
    case("CDK", "a.py", 's3.Bucket(self, "B", »public_read_access=True«)\n'),
    case("CDK control", "a.py", 's3.Bucket(self, "B", »access_control=s3.BucketAccessControl.PUBLIC_READ«)\n'),
    case("Pulumi", "a.py", 'aws.s3.Bucket("b", »acl="public-read"«)\n'),
    case(
        "Pulumi block",
        "a.py",
        'aws.s3.BucketPublicAccessBlock("b", bucket=b.id, block_public_acls=»False«, block_public_policy=False)\n',
    ),
    case(
        "cells",
        "a.ipynb",
        notebook(
            "import boto3\ns3 = boto3.client('s3')",
            "s3.upload_file('m.tar.gz', bucket, key, ExtraArgs={»'ACL': 'public-read'«})",
        ),
    ),
    case("line of a notebook", "a.ipynb", notebook("!aws s3 cp model.pt s3://b/ »--acl public-read«")),
    case("cell of a script", "a.ipynb", notebook("%%bash\ngsutil iam ch »allUsers:objectViewer« gs://b")),
    case("subprocess", "a.py", 'subprocess.run(["aws", "s3", "cp", x, y, "»--acl", "public-read«"])\n'),
    case("system", "a.py", 'os.system("aws s3 sync . s3://b »--acl public-read«")\n'),
]
PYTHON_QUIET = [
    case("private", "a.py", 's3.put_object(Bucket=b, Key=k, ACL="private")\n'),
    case("owner", "a.py", 's3.put_object(Bucket=b, Key=k, ACL="bucket-owner-full-control")\n'),
    case("given", "a.py", "def put(acl):\n    s3.put_object(Bucket=b, Key=k, ACL=acl)\n"),
    case("compared", "a.py", 'if acl == "public-read":\n    raise ValueError("public-read")\n'),
    case("asserted", "a.py", 'assert grants == {"ACL": "public-read"}\nassert acl in ["public-read", "private"]\n'),
    case(
        "choices",
        "a.py",
        'ACLS = ["private", "public-read", "public-read-write"]\np.add_argument("--acl", choices=ACLS)\n',
    ),
    case("docstring", "a.py", 'def f():\n    """Use ExtraArgs={"ACL": "public-read"}."""\n'),
    case("reading", "a.py", 'fs = s3fs.S3FileSystem(anon=True)\nfs.get("s3://public-read/x", "y")\n'),
    case("other owner", "a.py", "from video import Video\nVideo(1).make_public()\n"),
    case("blocked", "a.py", 'x.put_public_access_block(C={"BlockPublicAcls": True, "IgnorePublicAcls": True})\n'),
    case("only asked", "a.py", 'found = "allUsers" in members\nif member == "allAuthenticatedUsers":\n    warn()\n'),
    case(
        "taken away", "a.py", 'policy["roles/storage.objectViewer"].discard("allUsers")\nmembers.remove("allUsers")\n'
    ),
    case("endpoint", "a.py", 'b = {"role": "roles/run.invoker", "members": ["allUsers"]}\nset_policy(b)\n'),
    case("not members", "a.py", 'db.collection("allUsers").get()\ndata["allUsers"] = 1\nx = ["allUsers"]\n'),
    case("forbidden", "a.py", 'for word in ("allUsers", "x"):\n    assert word not in text\n'),
    case("hub", "a.py", 'create_repo("a/b", private=False)\napi.upload(public=True)\n'),
    case(
        "condition",
        "a.py",
        'p = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Condition": {"IpAddress": ip}}\n',
    ),
    case("denied", "a.py", 'p = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": r}\n'),
    case("network", "a.py", 'Subnet(type="public-read")\nprint("--acl public-read")\n'),
    case(
        "notebook",
        "a.ipynb",
        notebook(
            "[markdown]Use `ExtraArgs={'ACL': 'public-read'}`", "!aws s3 cp s3://public-read/x . --no-sign-request"
        ),
    ),
]
COMMAND_FLAGS = [
    case("no block", "a.sh", "aws s3api »delete-public-access-block« --bucket b\n"),
    case("aws", "a.sh", "aws s3 cp model.pt s3://b/model.pt »--acl public-read«\n"),
    case("aws =", "a.sh", "sudo aws s3api put-object-acl --bucket b --key k »--acl=public-read-write«\n"),
    case("continued", "a.sh", "aws s3 sync . s3://b \\\n  --delete \\\n  »--acl public-read«\n"),
    case("s3cmd", "a.sh", "s3cmd put »--acl-public« a s3://b/a\n"),
    case("curl", "a.sh", 'curl -T a -H »"x-amz-acl: public-read"« https://b.s3.amazonaws.com/a\n'),
    case(
        "aws block",
        "a.sh",
        "aws s3api put-public-access-block --bucket b --public-access-block-configuration "
        "»BlockPublicAcls=false«,IgnorePublicAcls=false\n",
    ),
    case("gsutil iam", "a.sh", "gsutil iam ch »allUsers:objectViewer« gs://b\n"),
    case("gsutil acl", "a.sh", "gsutil -m acl ch -u »AllUsers:R« gs://b/x\n"),
    case("gsutil set", "a.sh", "gsutil acl set -R »public-read« gs://b\n"),
    case("gsutil defacl", "a.sh", "gsutil defacl set »public-read« gs://b\n"),
    case("gsutil cp", "a.sh", "gsutil cp -a »public-read« x gs://b\n"),
    case(
        "gcloud",
        "a.sh",
        "gcloud storage buckets add-iam-policy-binding gs://b »--member=allUsers« --role=roles/storage.objectViewer\n",
    ),
    case("Azure", "a.sh", "az storage container create -n c »--public-access blob«\n"),
    case("Azure account", "a.sh", "az storage account create -n a »--allow-blob-public-access true«\n"),
    case("minio", "a.sh", "mc anonymous set »public« local/models\n"),
    case("old minio", "a.sh", "/usr/bin/mc policy set »download« minio/data\n"),
    case("variable", "a.sh", "export »S3_ACL=public-read«\n"),
    case("make", "Makefile", "publish:\n\taws s3 sync . s3://b »--acl public-read«\n"),
    case("docker", "Dockerfile", "FROM a\nRUN aws s3 cp a s3://b »--acl public-read«\n"),
    case(
        "workflow",
        ".github/workflows/a.yml",
        "jobs:\n  a:\n    steps:\n    - run: aws s3 sync . s3://b »--acl public-read«\n",
    ),
    case(
        "action",
        ".github/workflows/a.yml",
        "jobs:\n  a:\n    steps:\n    - uses: x/s3-sync@v1\n      with:\n        args: »--acl public-read« --delete\n",
    ),
]
COMMAND_QUIET = [
    case("private", "a.sh", "aws s3 cp a s3://b --acl private\n"),
    case("public data", "a.sh", "aws s3 cp s3://public-read/a . --no-sign-request\n"),
    case("told", "a.sh", 'echo "aws s3 cp a s3://b --acl public-read"\n'),
    case("comment", "a.sh", "# aws s3 cp a s3://b --acl public-read\nls public-read\n"),
    case("taken away", "a.sh", "gsutil iam ch -d allUsers:objectViewer gs://b\ngsutil acl ch -d AllUsers gs://b\n"),
    case("one user", "a.sh", "gsutil iam ch user:a@b.c:objectViewer gs://b/allUsers\n"),
    case(
        "taken from a project",
        "a.sh",
        "gcloud storage buckets remove-iam-policy-binding gs://b --member=allUsers --role=x\n",
    ),
    case(
        "endpoint", "a.sh", "gcloud run services add-iam-policy-binding s --member=allUsers --role=roles/run.invoker\n"
    ),
    case("Azure off", "a.sh", "az storage container create -n c --public-access off\n"),
    case("Azure account", "a.sh", "az storage account create -n a --allow-blob-public-access false\n"),
    case("minio", "a.sh", "mc anonymous set none local/models\nmc cp public local/models\n"),
    case(
        "block", "a.sh", "aws s3api put-public-access-block --public-access-block-configuration BlockPublicAcls=true\n"
    ),
]
SETTINGS_FLAGS = [
    case(
        "members by role in Terraform",
        "m.tf",
        'module "b" {\n  iam = {\n    "roles/storage.objectViewer" = ["»allUsers«"]\n  }\n}\n',
    ),
    case("members by role in YAML", "b.yaml", "iam:\n  roles/storage.objectViewer:\n  - »allAuthenticatedUsers«\n"),
    case(
        "CloudFormation",
        "t.yaml",
        "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: »PublicRead«\n",
    ),
    case(
        "block",
        "t.yaml",
        """\
Resources:
  B:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: »false«
        BlockPublicPolicy: false
        IgnorePublicAcls: false
""",
    ),
    case(
        "policy",
        "p.json",
        '{"Statement": [{"Effect": "Allow", "Principal": "»*«", "Action": "s3:GetObject", '
        '"Resource": "arn:aws:s3:::b/*"}]}\n',
    ),
    case(
        "all actions",
        "p.json",
        '{"Statement": [{"Effect": "Allow", "Principal": "»*«", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}]}\n',
    ),
    case("Terraform", "m.tf", 'resource "aws_s3_bucket_acl" "a" {\n  bucket = "b"\n  acl    = "»public-read«"\n}\n'),
    case(
        "Terraform block",
        "m.tf",
        'resource "aws_s3_bucket_public_access_block" "a" {\n  block_public_acls   = »false«\n'
        "  block_public_policy = false\n}\n",
    ),
    case(
        "Terraform document",
        "m.tf",
        """\
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.b.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["»*«"]
    }
  }
}
""",
    ),
    case(
        "Google member",
        "m.tf",
        'resource "google_storage_bucket_iam_member" "m" {\n  role = "roles/storage.objectViewer"\n'
        '  member = "»allUsers«"\n}\n',
    ),
    case(
        "Google members",
        "m.tf",
        'resource "google_storage_bucket_iam_binding" "m" {\n  role = "roles/storage.admin"\n'
        '  members = [\n    "»allAuthenticatedUsers«",\n  ]\n}\n',
    ),
    case("Google acl", "m.tf", 'resource "google_storage_bucket_acl" "m" {\n  predefined_acl = "»publicRead«"\n}\n'),
    case("Azure", "m.tf", 'resource "azurerm_storage_container" "c" {\n  container_access_type = "»blob«"\n}\n'),
    case(
        "Azure account",
        "m.tf",
        'resource "azurerm_storage_account" "c" {\n  allow_nested_items_to_be_public = »true«\n}\n',
    ),
    case("Azure template", "t.json", '{"properties": {"publicAccess": "»Container«"}}\n'),
    case("environment", ".env", "AWS_DEFAULT_ACL=»public-read«\n"),
    case("Ansible", "play.yml", "- amazon.aws.s3_object:\n    bucket: b\n    permission: »public-read«\n"),
    case(
        "compose",
        "docker-compose.yml",
        """\
services:
  make:
    image: minio/mc
    entrypoint: >
      /bin/sh -c "mc mb minio/models; mc policy set »public« minio/models; exit 0"
""",
    ),
]
SETTINGS_QUIET = [
    case("callers by role", "m.tf", 'module "s" {\n  iam = {\n    "roles/run.invoker" = ["allUsers"]\n  }\n}\n'),
    case(
        "forbidden by Gatekeeper",
        "c.yaml",
        "apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: GCPIAMAllowedBindingsConstraintV3\n"
        "spec:\n  parameters:\n    members:\n    - allUsers\n",
    ),
    case("private", "t.yaml", "AccessControl: Private\nacl: private\nACL: bucket-owner-full-control\n"),
    case("schema", "s.json", '{"acl": {"enum": ["private", "public-read"], "default": "public-read"}}\n'),
    case("blocked", "t.yaml", "BlockPublicAcls: true\nIgnorePublicAcls: true\n"),
    case("description", "t.yaml", "description: public-read\nname: public-read\n"),
    case(
        "denied", "p.json", '{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}\n'
    ),
    case(
        "condition",
        "p.json",
        '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "x", '
        '"Condition": {"StringEquals": {"aws:SourceVpce": "v"}}}]}\n',
    ),
    case(
        "one account",
        "p.json",
        '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "1234"}, "Action": "s3:*", "Resource": "*"}]}\n',
    ),
    case("chosen", "m.tf", 'resource "aws_s3_bucket_acl" "a" {\n  acl = var.public ? "public-read" : "private"\n}\n'),
    case(
        "comment",
        "m.tf",
        '# acl = "public-read"\nresource "a" "b" {\n  /* acl = "public-read" */\n  acl = "private"\n}\n',
    ),
    case(
        "endpoint",
        "m.tf",
        'resource "google_cloud_run_service_iam_member" "m" {\n  role = "roles/run.invoker"\n'
        '  member = "allUsers"\n}\n',
    ),
    case("invoker", "p.yaml", "bindings:\n- members:\n  - allUsers\n  role: roles/run.invoker\n"),
    case("Azure", "m.tf", 'resource "azurerm_storage_container" "c" {\n  container_access_type = "private"\n}\n'),
    case("output", "m.tf", 'output "o" {\n  value = "public-read"\n}\n'),
    case(
        "endpoint of a network",
        "m.tf",
        """\
resource "aws_vpc_endpoint" "e" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" }] })
}
""",
    ),
    case("not members", "t.json", '{"collection": "allUsers", "cache": ["allUsers"]}\n'),
    case("Markdown", "README.md", "aws s3 cp a s3://b --acl public-read\n"),
]

test_python_flags = flagging("public-bucket", PYTHON_FLAGS)
test_python_quiet = quiet("public-bucket", PYTHON_QUIET)
test_commands_flags = flagging("public-bucket", COMMAND_FLAGS)
test_commands_quiet = quiet("public-bucket", COMMAND_QUIET)
test_settings_flags = flagging("public-bucket", SETTINGS_FLAGS)
test_settings_quiet = quiet("public-bucket", SETTINGS_QUIET)


def test_one_finding_for_a_bucket_policy() -> None:
    text = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}]}\n'
    assert [finding.rule for finding in reported("public-bucket", "p.json", text)] == ["public-bucket"]


def test_severities() -> None:
    def severities(path: str, text: str) -> list[str]:
        return [finding.severity for finding in reported("public-bucket", path, text)]

    assert severities("a.sh", "aws s3 cp a s3://b --acl public-read\n") == ["high"]
    assert severities("test_a.sh", "aws s3 cp a s3://b --acl public-read\n") == ["medium"]
    assert severities("t.yaml", "BlockPublicAcls: false\n") == ["medium"]
