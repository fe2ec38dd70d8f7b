"""Policies and roles that allow everything: in every place where people write them, and what only looks so."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet, reported


def policy(statement: str) -> str:
    return '{"Version": "2012-10-17", "Statement": [' + statement + "]}\n"


STATEMENT_FLAGS = [
    case("action", "p.json", policy('{"Effect": "Allow", "Action": "»*«", "Resource": "*"}')),
    case(
        "action on one resource", "p.json", policy('{"Effect": "Allow", "Action": "»*«", "Resource": "arn:aws:s3:::b"}')
    ),
    case("all of all services", "p.json", policy('{"Effect": "Allow", "Action": ["»*:*«"], "Resource": ["*"]}')),
    case("service", "p.json", policy('{"Effect": "Allow", "Action": "»s3:*«", "Resource": "*"}')),
    case(
        "first service of a list",
        "p.json",
        policy('{"Effect": "Allow", "Action": ["logs:PutLogEvents", "»ec2:*«", "s3:*"], "Resource": ["*"]}'),
    ),
    case("all buckets", "p.json", policy('{"Effect": "Allow", "Action": ["»s3:*«"], "Resource": "arn:aws:s3:::*"}')),
    case("not action", "p.json", policy('{"Effect": "Allow", "NotAction": "»iam:*«", "Resource": "*"}')),
    case(
        "not action of a list", "p.json", policy('{"Effect": "Allow", "NotAction": ["»a:b«", "c:d"], "Resource": "*"}')
    ),
    case("principal", "trust.json", policy('{"Effect": "Allow", "Principal": "»*«", "Action": "sts:AssumeRole"}')),
    case(
        "principal of AWS",
        "trust.json",
        policy('{"Effect": "Allow", "Principal": {"AWS": "»*«"}, "Action": "sts:AssumeRole"}'),
    ),
    case(
        "principal in a list",
        "queue.json",
        policy(
            '{"Effect": "Allow", "Principal": {"AWS": ["1234", "»*«"]}, "Action": "sqs:SendMessage", "Resource": "*"}'
        ),
    ),
    case(
        "one statement of two",
        "p.json",
        policy(
            '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}, '
            '{"Effect": "Allow", "Action": "»*«", "Resource": "*"}'
        ),
    ),
    case(
        "two statements",
        "p.json",
        policy(
            '{"Effect": "Allow", "Action": "»ec2:*«", "Resource": "*"}, {"Effect": "Allow", '
            '"Action": "»*«", "Resource": "*"}'
        ),
    ),
    case(
        "one that is no list",
        "p.json",
        '{"Statement": {"Action": "»sagemaker:*«", "Resource": "*", "Effect": "Allow"}}\n',
    ),
    case(
        "template of JSON", "policy.json.tpl", policy('{"Effect": "Allow", "Action": "»*«", "Resource": ${resources}}')
    ),
    case(
        "JSON in JSON",
        "request.json",
        r"""{"PolicyDocument": "{\"Statement\": [{\"Effect\": \"Allow\", """
        r"""\"Action\": \"»*«\", \"Resource\": \"*\"}]}"}""",
    ),
    case(
        "CloudFormation",
        "template.yaml",
        """\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: all
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action:
                  - s3:GetObject
                  - '»dynamodb:*«'
                Resource: !Sub '*'
""",
    ),
    case(
        "serverless",
        "serverless.yml",
        """\
provider:
  iam:
    role:
      statements:
        - Effect: Allow
          Action: '»*«'
          Resource: '*'
""",
    ),
    case(
        "JSON in YAML",
        "stack.yml",
        """\
policy: |
  {"Statement": [{"Effect": "Allow",
                  "Action": "»*«", "Resource": "*"}]}
""",
    ),
    case(
        "file of a ConfigMap",
        "map.yml",
        """\
apiVersion: v1
kind: ConfigMap
data:
  policy.json: |
    {"Statement": [{"Effect": "Allow", "Action": "»*«", "Resource": "*"}]}
""",
    ),
    case(
        "Terraform document",
        "main.tf",
        """\
data "aws_iam_policy_document" "all" {
  statement {
    actions   = ["s3:ListBucket", "»s3:*«"]
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]
  }
}
""",
    ),
    case(
        "Terraform not_actions",
        "main.tf",
        """\
data "aws_iam_policy_document" "all" {
  statement {
    not_actions = ["»iam:*«"]
    resources   = ["*"]
  }
}
""",
    ),
    case(
        "Terraform principals",
        "main.tf",
        """\
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      identifiers = ["»*«"]
      type        = "AWS"
    }
  }
}
""",
    ),
    case(
        "Terraform jsonencode",
        "main.tf",
        """\
resource "aws_iam_policy" "x" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "»*«", Resource = "*" }]
  })
}
""",
    ),
    case(
        "Terraform heredoc",
        "main.tf",
        """\
resource "aws_iam_role_policy" "x" {
  policy = <<-EOF
    {"Statement": [{"Effect": "Allow", "Action": ["»ec2:*«"], "Resource": "*"},
                   {"Effect": "Allow", "Action": ["s3:Get*"], "Resource": "${aws_s3_bucket.b.arn}/*"}]}
  EOF
}
""",
    ),
    case(
        "Terraform module",
        "main.tf",
        """\
module "role" {
  source            = "x"
  policy_statements = [{ effect = "Allow", actions = ["»*«"], resources = ["*"] }]
}
""",
    ),
]
STATEMENT_QUIET = [
    case(
        "calls of a gateway",
        "t.yaml",
        """\
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      Auth:
        ResourcePolicy:
          CustomStatements:
          - Effect: Deny
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*
            Condition: {StringNotEquals: {"aws:sourceVpce": !Ref Endpoint}}
          - Effect: Allow
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*
""",
    ),
    case(
        "calls of a gateway in Python",
        "a.py",
        'iam.PolicyStatement(actions=["execute-api:Invoke"], principals=[iam.AnyPrincipal()], resources=["*"])\n',
    ),
    case(
        "updates of a stack",
        "s.json",
        '{"StackPolicy": {"Statement": [{"Effect": "Allow", "Action": "*", "Principal": "*", "Resource": "*"}]}}\n',
    ),
    case(
        "updates of a stack by action",
        "s.json",
        policy('{"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}'),
    ),
    case("deny", "p.json", policy('{"Effect": "Deny", "Action": "*", "Resource": "*"}')),
    case("deny principal", "p.json", policy('{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}')),
    case("deny not action", "p.json", policy('{"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}')),
    case(
        "read only",
        "p.json",
        policy('{"Effect": "Allow", "Action": ["ec2:Describe*", "s3:List*", "s3:Get*"], "Resource": "*"}'),
    ),
    case(
        "single actions",
        "p.json",
        policy('{"Effect": "Allow", "Action": ["sagemaker:CreateTrainingJob", "iam:PassRole"], "Resource": "*"}'),
    ),
    case("logs", "p.json", policy('{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}')),
    case(
        "one bucket",
        "p.json",
        policy('{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]}'),
    ),
    case(
        "one table",
        "p.json",
        policy('{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "arn:aws:dynamodb:us-east-1:1234:table/*"}'),
    ),
    case(
        "trust of a service",
        "trust.json",
        policy('{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}'),
    ),
    case(
        "trust of an account",
        "trust.json",
        policy('{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::1234:root"}, "Action": "sts:AssumeRole"}'),
    ),
    case(
        "condition",
        "p.json",
        policy(
            '{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*", '
            '"Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:x"}}}'
        ),
    ),
    case(
        "key of its own account",
        "key.yaml",
        """\
KeyPolicy:
  Statement:
    - Effect: Allow
      Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}
      Action: kms:*
      Resource: '*'
""",
    ),
    case(
        "public bucket",
        "p.json",
        policy('{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}'),
    ),
    case("no effect", "p.json", '{"Action": "*", "Resource": "*", "Principal": "*"}\n'),
    case(
        "permission of a function",
        "template.yaml",
        """\
Resources:
  P:
    Type: AWS::Lambda::Permission
    Properties: {Action: 'lambda:InvokeFunction', Principal: '*'}
  Q:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Statement: [{Effect: Allow, Action: 's3:*', Resource: !Join ['', ['arn:aws:s3:::', !Ref B, '*']]}]
""",
    ),
    case(
        "endpoint of a network",
        "template.yaml",
        """\
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      PolicyDocument:
        Statement: [{Effect: Allow, Principal: '*', Action: '*', Resource: '*'}]
""",
    ),
    case(
        "resource with a condition",
        "p.json",
        policy('{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*", "Condition": {"B": 1}}'),
    ),
    case(
        "endpoint in Terraform",
        "m.tf",
        'resource "aws_vpc_endpoint" "s" {\n  policy = <<P\n'
        '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}\nP\n}\n',
    ),
    case("content security", "headers.json", '{"Effect": "none", "Action": "*", "Resource": ["*"]}\n'),
    case(
        "two documents",
        "p.yaml",
        "Effect: Allow\nAction: s3:*\nResource: b\n---\nEffect: Deny\nAction: s3:*\nResource: '*'\n",
    ),
    case(
        "Terraform with a name",
        "main.tf",
        """\
data "aws_iam_policy_document" "b" {
  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
  }
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type        = "Federated"
      identifiers = ["*"]
    }
  }
  # statement { actions = ["*"] resources = ["*"] }
}
""",
    ),
    case("Markdown", "README.md", '```json\n{"Effect": "Allow", "Action": "*", "Resource": "*"}\n```\n'),
    case("comment", "p.yaml", "# Effect: Allow\n# Action: '*'\nEffect: Allow\nAction: s3:GetObject\nResource: '*'\n"),
]
PYTHON_FLAGS = [
    case("dictionary", "a.py", 'p = {"Statement": [{"Effect": "Allow", "Action": »"*"«, "Resource": "*"}]}\nuse(p)\n'),
    case(
        "dumped",
        "a.py",
        """\
iam.put_role_policy(RoleName=r, PolicyDocument=json.dumps({
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetObject", »"s3:*"«], "Resource": ["*"]},
    ],
}))
""",
    ),
    case("names", "a.py", 'ALL = "*"\nS = {"Effect": "Allow", "Action": »ALL«, "Resource": ALL}\n'),
    case("list by name", "a.py", 'A = ["s3:*"]\nS = {"Effect": "Allow", "Action": »A«, "Resource": "*"}\n'),
    case("sum", "a.py", 'S = {"Effect": "Allow", "Action": ["a:B"] + [»"ec2:*"«], "Resource": "*"}\n'),
    case("dict()", "a.py", 's = dict(Effect="Allow", Action=»"*"«, Resource="*")\n'),
    case(
        "string",
        "a.py",
        """\
p = '{"Statement": [{"Effect": "Allow", "Action": "»*«", "Resource": "*"}]}'
iam.create_policy(PolicyName="x", PolicyDocument=p)
""",
    ),
    case(
        "loaded string",
        "a.py",
        """\
p = json.loads('{"Statement": [{"Effect": "Allow", "Action": "»*«", "Resource": "*"}]}')
""",
    ),
    case(
        "long string",
        "a.py",
        '''\
POLICY = """
{
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["»s3:*«"],
      "Resource": "*"
    }
  ]
}
"""
''',
    ),
    case(
        "f-string",
        "a.py",
        '''\
p = f"""{{"Statement": [{{"Effect": "Allow", "Action": "»*«", "Resource": "arn:aws:s3:::{bucket}"}}]}}"""
''',
    ),
    case(
        "format",
        "a.py",
        """\
p = '{{"Statement": [{{"Effect": "Allow", "Action": "»*«", "Resource": "{}"}}]}}'.format(arn)
""",
    ),
    case("principal", "a.py", 's = {"Effect": "Allow", "Principal": {"AWS": »"*"«}, "Action": "sts:AssumeRole"}\n'),
    case(
        "CDK",
        "a.py",
        """\
from aws_cdk import aws_iam as iam
role.add_to_policy(iam.PolicyStatement(actions=[»"*"«], resources=["*"]))
role.add_to_policy(iam.PolicyStatement(effect=iam.Effect.ALLOW, actions=[»"s3:*"«], resources=["*"]))
q.add_to_resource_policy(iam.PolicyStatement(actions=["sqs:Send"], principals=[»iam.AnyPrincipal()«]))
""",
    ),
    case(
        "Pulumi",
        "a.py",
        """\
aws.iam.get_policy_document(statements=[
    aws.iam.GetPolicyDocumentStatementArgs(actions=[»"*"«], resources=["*"]),
    {"effect": "Allow", "actions": [»"ec2:*"«], "resources": ["*"]},
])
""",
    ),
    case(
        "notebook",
        "a.ipynb",
        notebook(
            "import json, boto3\niam = boto3.client('iam')",
            'doc = {"Statement": [{"Effect": "Allow", "Action": »"*"«, "Resource": "*"}]}\n'
            'iam.create_policy(PolicyName="p", PolicyDocument=json.dumps(doc))',
        ),
    ),
    case(
        "written file",
        "a.ipynb",
        notebook('%%writefile policy.json\n{"Statement": [{"Effect": "Allow", "Action": "»*«", "Resource": "*"}]}'),
    ),
    case("rule of a cluster", "a.py", 'r = {"apiGroups": ["*"], "resources": ["*"], "verbs": [»"*"«]}\n'),
    case("rule of a client", "a.py", 'client.V1PolicyRule(api_groups=[""], resources=["*"], verbs=[»"*"«])\n'),
]
PYTHON_QUIET = [
    case("deny", "a.py", 'p = {"Effect": "Deny", "Action": "*", "Resource": "*"}\n'),
    case("read", "a.py", 'p = {"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}\n'),
    case("one bucket", "a.py", 'p = {"Effect": "Allow", "Action": "s3:*", "Resource": f"arn:aws:s3:::{name}/*"}\n'),
    case(
        "resource by name", "a.py", 'def f(arn):\n    return {"Effect": "Allow", "Action": "s3:*", "Resource": arn}\n'
    ),
    case("effect by name", "a.py", 'def f(e):\n    return {"Effect": e, "Action": "*", "Resource": "*"}\n'),
    case(
        "endpoint",
        "a.py",
        'vpc_endpoint_policy = {"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*"}]}\n',
    ),
    case("compared", "a.py", 'assert statement == {"Effect": "Allow", "Action": "*", "Resource": "*"}\n'),
    case("asked", "a.py", 'if s["Effect"] == "Allow" and s["Action"] == "*":\n    raise ValueError(s)\n'),
    case("docstring", "a.py", 'def f():\n    """\n    {"Effect": "Allow", "Action": "*", "Resource": "*"}\n    """\n'),
    case("comment", "a.py", '# {"Effect": "Allow", "Action": "*", "Resource": "*"}\nx = 1\n'),
    case("learning", "a.py", 'step = {"Action": "*", "Reward": 1, "Effect": "x"}\n'),
    case("CDK deny", "a.py", 'iam.PolicyStatement(effect=iam.Effect.DENY, actions=["*"], resources=["*"])\n'),
    case("CDK bucket", "a.py", 'iam.PolicyStatement(actions=["s3:*"], resources=[bucket.bucket_arn])\n'),
    case(
        "CDK endpoint",
        "a.py",
        'self.s3_endpoint.add_to_policy(iam.PolicyStatement(principals=[iam.AnyPrincipal()], actions=["*"]))\n',
    ),
    case(
        "CDK condition",
        "a.py",
        'iam.PolicyStatement(actions=["sqs:Send"], principals=[iam.AnyPrincipal()], conditions={"Bool": {}})\n',
    ),
    case(
        "cell of Markdown",
        "a.ipynb",
        notebook('[markdown]{"Effect": "Allow", "Action": "*", "Resource": "*"}', "x = 1"),
    ),
    case("rule of own group", "a.py", 'r = {"apiGroups": ["ray.io"], "resources": ["*"], "verbs": ["*"]}\n'),
]
GRANT_FLAGS = [
    case("one by one", "a.py", 'ROLES = [»"roles/owner"«]\nfor role in ROLES:\n    bind(project, role)\n'),
    case("members by role", "p.yaml", "iam:\n  roles/viewer:\n  - user:a\n  roles/owner:\n  - »group:x«\n  - user:b\n"),
    case("members by role in Terraform", "m.tf", 'locals {\n  iam = { "roles/editor" = ["»group:x«", "user:b"] }\n}\n'),
    case(
        "attached",
        "a.py",
        'iam.attach_role_policy(RoleName=r, PolicyArn=»"arn:aws:iam::aws:policy/AdministratorAccess"«)\n',
    ),
    case(
        "by name",
        "a.py",
        """\
ARN = »"arn:aws:iam::aws:policy/AmazonS3FullAccess"«
iam.attach_role_policy(RoleName="r", PolicyArn=ARN)
""",
    ),
    case("f-string", "a.py", 'x.attach_role_policy(PolicyArn=»f"arn:{part}:iam::aws:policy/PowerUserAccess"«)\n'),
    case(
        "loop",
        "a.py",
        """\
for name in [»"AmazonS3FullAccess"«, "AmazonS3ReadOnlyAccess"]:
    iam.attach_role_policy(RoleName="r", PolicyArn=f"arn:aws:iam::aws:policy/{name}")
""",
    ),
    case("CDK", "a.py", 'iam.ManagedPolicy.from_aws_managed_policy_name(»"AdministratorAccess"«)\n'),
    case("Pulumi", "a.py", "attach(policy_arn=»aws.iam.ManagedPolicy.ADMINISTRATOR_ACCESS«)\n"),
    case(
        "command",
        "a.sh",
        "aws iam attach-role-policy --role-name r --policy-arn »arn:aws:iam::aws:policy/AdministratorAccess«\n",
    ),
    case(
        "line of a notebook",
        "a.ipynb",
        notebook("!aws iam attach-user-policy --user-name u --policy-arn »arn:aws:iam::aws:policy/IAMFullAccess«"),
    ),
    case(
        "eksctl",
        "a.sh",
        "eksctl create iamserviceaccount --attach-policy-arn=»arn:aws:iam::aws:policy/AmazonS3FullAccess« --approve\n",
    ),
    case(
        "inline",
        "a.sh",
        "aws iam put-role-policy --role-name r --policy-document "
        """'{"Statement": [{"Effect": "Allow", "Action": "»*«", "Resource": "*"}]}'\n""",
    ),
    case(
        "heredoc",
        "a.sh",
        'cat > policy.json <<EOF\n{"Statement": [{"Effect": "Allow", "Action": "»*«", "Resource": "*"}]}\nEOF\n',
    ),
    case(
        "subprocess",
        "a.py",
        'subprocess.run(["gcloud", "projects", "add-iam-policy-binding", p, "--member", m, "--role", '
        '"»roles/owner«"])\n',
    ),
    case(
        "variable",
        "a.sh",
        "P=$(cat <<EOF\n" + policy('{"Effect": "Allow", "Action": "»*«", "Resource": "*"}') + "EOF\n)\n",
    ),
    case(
        "read",
        "a.sh",
        "read -d '' P <<EOF\n" + policy('{"Effect": "Allow", "Action": "»*«", "Resource": "*"}') + "EOF\n",
    ),
    case(
        "Python 2",
        "a.ipynb",
        notebook("print 'x'\niam.attach_role_policy(PolicyArn='»arn:aws:iam::aws:policy/AdministratorAccess«')"),
    ),
    case("one policy of SAM", "t.yaml", "Properties:\n  Policies: »AdministratorAccess«\n"),
    case("CloudFormation", "t.yaml", "ManagedPolicyArns:\n  - »arn:aws:iam::aws:policy/AdministratorAccess«\n"),
    case(
        "partition",
        "t.yaml",
        "ManagedPolicyArns:\n  - !Sub »arn:${AWS::Partition}:iam::aws:policy/AmazonS3FullAccess«\n",
    ),
    case(
        "SAM",
        "t.yaml",
        """\
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - »AmazonDynamoDBFullAccess«
        - AWSLambdaBasicExecutionRole
""",
    ),
    case(
        "Terraform",
        "m.tf",
        'resource "aws_iam_role_policy_attachment" "a" {\n'
        '  policy_arn = "»arn:aws:iam::aws:policy/AdministratorAccess«"\n}\n',
    ),
    case("Terraform data", "m.tf", 'data "aws_iam_policy" "a" {\n  name = "»AdministratorAccess«"\n}\n'),
    case(
        "gcloud",
        "a.sh",
        "gcloud projects add-iam-policy-binding p \\\n  --member=serviceAccount:x --role=»roles/owner«\n",
    ),
    case("gcloud editor", "a.sh", 'gcloud projects add-iam-policy-binding "$P" --member "$M" --role »roles/editor«\n'),
    case(
        "Google in Terraform",
        "m.tf",
        'resource "google_project_iam_member" "m" {\n  role = "»roles/editor«"\n  member = var.m\n}\n',
    ),
    case("Google in YAML", "p.yaml", "bindings:\n- members: [user:a@b.c]\n  role: »roles/owner«\n"),
    case("Google in Python", "a.py", 'policy["bindings"].append({"role": »"roles/owner"«, "members": [m]})\n'),
    case("Azure", "a.sh", "az role assignment create --assignee $A --role »Owner« --scope /subscriptions/$SUB\n"),
    case(
        "Azure in Terraform",
        "m.tf",
        'resource "azurerm_role_assignment" "r" {\n  scope = data.azurerm_subscription.s.id\n'
        '  role_definition_name = "»Owner«"\n}\n',
    ),
    case(
        "cluster role",
        "r.yaml",
        """\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
rules:
- apiGroups: ["*"]
  resources: ["*"]
  verbs: ["»*«"]
""",
    ),
    case(
        "Helm",
        "templates/r.yaml",
        """\
{{- if .Values.rbac }}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {{ .Release.Name }}-role
rules:
- apiGroups: [""]
  resources: ["*"]
  verbs:
  - "»*«"
{{- end }}
""",
    ),
    case(
        "binding",
        "r.yaml",
        "apiVersion: v1\nkind: ClusterRoleBinding\nroleRef:\n  kind: ClusterRole\n  name: »cluster-admin«\n",
    ),
    case("kubectl", "a.sh", "kubectl create clusterrolebinding b --clusterrole=»cluster-admin« --serviceaccount=x:y\n"),
    case("kubectl role", "a.sh", "kubectl create clusterrole all --verb='»*'« --resource='*'\n"),
    case(
        "cluster in Terraform",
        "m.tf",
        'resource "kubernetes_cluster_role" "r" {\n  rule {\n    api_groups = ["*"]\n'
        '    resources = ["*"]\n    verbs = ["»*«"]\n  }\n}\n',
    ),
]
GRANT_QUIET = [
    case(
        "looked for one by one",
        "a.py",
        'BASIC = ["roles/owner", "roles/editor"]\nfor role in BASIC:\n    if role in given:\n        print(role)\n',
    ),
    case("looked for", "a.py", 'BASIC = ["roles/owner", "roles/editor"]\nif role in BASIC:\n    refuse(project)\n'),
    case("role without members", "p.yaml", "iam:\n  roles/owner: []\n  roles/viewer:\n  - group:x\n"),
    case(
        "forbidden by Gatekeeper",
        "c.yaml",
        "apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: GCPIAMAllowBanRolesConstraintV1\n"
        "spec:\n  parameters:\n    mode: ban\n    roles:\n    - roles/owner\n",
    ),
    case(
        "detached",
        "a.py",
        'iam.detach_role_policy(RoleName=r, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")\n',
    ),
    case(
        "detached by name",
        "a.py",
        'ARN = "arn:aws:iam::aws:policy/AmazonS3FullAccess"\niam.detach_role_policy(PolicyArn=ARN)\n',
    ),
    case(
        "detached by command",
        "a.sh",
        "aws iam detach-role-policy --role-name r --policy-arn arn:aws:iam::aws:policy/AdministratorAccess\n",
    ),
    case(
        "read only",
        "a.py",
        'iam.attach_role_policy(RoleName=r, PolicyArn="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")\n',
    ),
    case(
        "own policy",
        "a.py",
        'iam.attach_role_policy(RoleName=r, PolicyArn="arn:aws:iam::1234:policy/AmazonS3FullAccess")\n',
    ),
    case("compared", "a.py", 'if arn == "arn:aws:iam::aws:policy/AdministratorAccess":\n    warn(arn)\n'),
    case("printed", "a.py", 'print("arn:aws:iam::aws:policy/AdministratorAccess")\nx = "roles/owner" in roles\n'),
    case("forbidden", "a.py", 'for word in ("roles/owner", "roles/editor"):\n    assert word not in text\n'),
    case("all roles", "a.py", 'BASIC = ["roles/owner", "roles/editor", "roles/viewer"]\ncheck(BASIC)\n'),
    case("all roles, named", "a.py", 'ROLES = {"owner": "roles/owner", "viewer": "roles/viewer"}\ncheck(ROLES)\n'),
    case("key", "a.py", 'NAMES = {"roles/owner": "Owner"}\nshow(NAMES["roles/owner"])\n'),
    case("boundary", "t.yaml", "PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess\n"),
    case("description", "t.yaml", "description: arn:aws:iam::aws:policy/AdministratorAccess\nhelp: roles/owner\n"),
    case("one service", "a.sh", "gcloud projects add-iam-policy-binding p --member=x --role=roles/storage.admin\n"),
    case("taken away", "a.sh", "gcloud projects remove-iam-policy-binding p --member=x --role=roles/owner\n"),
    case("told", "a.sh", "echo gcloud projects add-iam-policy-binding p --role=roles/owner\n"),
    case(
        "resource group",
        "a.sh",
        "az role assignment create --assignee $A --role Owner --scope /subscriptions/$S/resourceGroups/$G\n",
    ),
    case("reader", "a.sh", "az role assignment create --assignee $A --role Reader --scope /subscriptions/$S\n"),
    case("pods", "r.yaml", 'kind: Role\nrules:\n- apiGroups: [""]\n  resources: ["pods"]\n  verbs: ["*"]\n'),
    case(
        "watching",
        "r.yaml",
        'kind: ClusterRole\nrules:\n- apiGroups: ["*"]\n  resources: ["*"]\n  verbs: ["get", "list", "watch"]\n',
    ),
    case(
        "own group",
        "r.yaml",
        'kind: ClusterRole\nrules:\n- apiGroups: [kubeflow.org]\n  resources: ["*"]\n  verbs: ["*"]\n',
    ),
    case("other binding", "r.yaml", "kind: ClusterRoleBinding\nroleRef:\n  kind: ClusterRole\n  name: view\n"),
    case(
        "subject",
        "r.yaml",
        "kind: ClusterRoleBinding\nroleRef:\n  name: view\nsubjects:\n- kind: User\n  name: cluster-admin\n",
    ),
    case(
        "kubectl view", "a.sh", "kubectl create clusterrolebinding cluster-admin-binding --clusterrole=view --user=x\n"
    ),
    case("kubectl delete", "a.sh", "kubectl delete clusterrolebinding b --clusterrole=cluster-admin\n"),
]

test_statements_flags = flagging("wildcard-iam", STATEMENT_FLAGS)
test_statements_quiet = quiet("wildcard-iam", STATEMENT_QUIET)
test_python_flags = flagging("wildcard-iam", PYTHON_FLAGS)
test_python_quiet = quiet("wildcard-iam", PYTHON_QUIET)
test_grants_flags = flagging("wildcard-iam", GRANT_FLAGS)
test_grants_quiet = quiet("wildcard-iam", GRANT_QUIET)


def severity(path: str, text: str) -> str:
    return next(finding.severity for finding in reported("wildcard-iam", path, text) if finding.rule == "wildcard-iam")


def test_severities() -> None:
    attach = 'iam.attach_role_policy(PolicyArn="arn:aws:iam::aws:policy/{}")\n'
    assert severity("a.py", attach.format("AdministratorAccess")) == "high"
    assert severity("a.py", attach.format("AmazonS3FullAccess")) == "medium"
    assert severity("a.py", attach.format("AmazonSageMakerFullAccess")) == "low"
    assert severity("test_a.py", attach.format("AdministratorAccess")) == "medium"
    role = 'kind: {}\nrules:\n- apiGroups: ["*"]\n  resources: ["*"]\n  verbs: ["*"]\n'
    assert severity("r.yaml", role.format("ClusterRole")) == "high"
    assert severity("r.yaml", role.format("Role")) == "medium"
    rule = '{{"kind": "{}", "rules": [{{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}}]}}\n'
    assert severity("a.py", "r = " + rule.format("ClusterRole")) == "high"
    assert severity("a.py", "r = " + rule.format("Role")) == "medium"
    resource = 'resource "kubernetes_{}" "r" {{\n  rule {{\n    resources = ["*"]\n    verbs = ["*"]\n  }}\n}}\n'
    assert severity("m.tf", resource.format("cluster_role")) == "high"
    assert severity("m.tf", resource.format("role_v1")) == "medium"
    narrowed = '{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"a": "true"}}}'
    assert severity("p.json", policy(narrowed)) == "medium"
