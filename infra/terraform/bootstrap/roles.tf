# Whom GitHub may be here. A pull request may look (plan); the environment of that name, which people approve, may change
# (apply). No key of AWS lies at GitHub.

locals {
  github = "token.actions.githubusercontent.com"

  subjects = {
    plan  = "repo:${var.repository}:pull_request"
    apply = "repo:${var.repository}:environment:${var.github_environment}"
  }
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://${local.github}"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  for_each = local.subjects

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.github}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.github}:sub"
      values   = [each.value]
    }
  }
}

resource "aws_iam_role" "plan" {
  name                 = "rupaya-plan"
  path                 = "/rupaya/"
  permissions_boundary = aws_iam_policy.apply_boundary.arn
  assume_role_policy   = data.aws_iam_policy_document.trust["plan"].json
}

resource "aws_iam_role_policy_attachment" "plan" {
  role       = aws_iam_role.plan.name
  policy_arn = "arn:${data.aws_partition.here.partition}:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role_policy" "plan" {
  name   = "state"
  role   = aws_iam_role.plan.id
  policy = data.aws_iam_policy_document.plan.json
}

data "aws_iam_policy_document" "plan" {
  source_policy_documents = [data.aws_iam_policy_document.lock.json]

  statement {
    sid       = "RandomForEphemeralPasswords"
    actions   = ["secretsmanager:GetRandomPassword"]
    resources = ["*"]
  }

  # ReadOnlyAccess reads every object of every bucket. A pull request has no business in people's files.
  statement {
    sid           = "NoObjectsButTheState"
    effect        = "Deny"
    actions       = ["s3:GetObject", "s3:GetObjectVersion"]
    not_resources = ["${module.state.arn}/*"]
  }
}

data "aws_iam_policy_document" "lock" {
  statement {
    sid       = "ReadTheState"
    actions   = ["s3:GetObject"]
    resources = ["${module.state.arn}/${var.environment}/*"]
  }

  statement {
    sid       = "Lock"
    actions   = ["s3:PutObject", "s3:DeleteObject"]
    resources = ["${module.state.arn}/${var.environment}/*.tflock"]
  }

  statement {
    sid       = "FindTheState"
    actions   = ["s3:ListBucket"]
    resources = [module.state.arn]
  }

  statement {
    sid       = "DecryptTheState"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.state.arn]
  }
}

resource "aws_iam_role" "apply" {
  name                 = "rupaya-apply"
  path                 = "/rupaya/"
  assume_role_policy   = data.aws_iam_policy_document.trust["apply"].json
  max_session_duration = 7200
  permissions_boundary = aws_iam_policy.apply_boundary.arn
}

# Everything but users, roles and the organization …
resource "aws_iam_role_policy_attachment" "apply" {
  role       = aws_iam_role.apply.name
  policy_arn = "arn:${data.aws_partition.here.partition}:iam::aws:policy/PowerUserAccess"
}

resource "aws_iam_role_policy" "apply" {
  name   = "roles"
  role   = aws_iam_role.apply.id
  policy = data.aws_iam_policy_document.apply.json
}

# … and of roles only ours, each with the boundary.
data "aws_iam_policy_document" "apply" {
  source_policy_documents = [data.aws_iam_policy_document.lock.json]

  statement {
    sid       = "WriteTheState"
    actions   = ["s3:PutObject"]
    resources = ["${module.state.arn}/${var.environment}/*"]
  }

  statement {
    sid = "MakeOurRolesWithTheBoundary"
    actions = [
      "iam:CreateRole", "iam:CreateUser", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:AttachRolePolicy", "iam:DetachRolePolicy",
      "iam:DeleteRolePolicy", "iam:DeleteUserPolicy", "iam:PutRolePermissionsBoundary", "iam:PutUserPermissionsBoundary",
    ]
    resources = local.ours

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = [aws_iam_policy.boundary.arn]
    }
  }

  statement {
    sid = "KeepOurRoles"
    actions = [
      "iam:DeleteRole", "iam:DeleteUser", "iam:GetRole", "iam:GetRolePolicy", "iam:GetUser", "iam:GetUserPolicy", "iam:ListAttachedRolePolicies",
      "iam:ListGroupsForUser", "iam:ListInstanceProfilesForRole", "iam:ListRolePolicies", "iam:PassRole", "iam:TagRole", "iam:TagUser",
      "iam:UntagRole", "iam:UntagUser", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole",
    ]
    resources = local.ours
  }

  statement {
    sid       = "NotThisRoleItself"
    effect    = "Deny"
    actions   = ["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:DeleteRole", "iam:PutRolePermissionsBoundary"]
    resources = [for name in ["rupaya-plan", "rupaya-apply"] : "arn:${data.aws_partition.here.partition}:iam::${var.account_id}:role/rupaya/${name}"]
  }
}

locals {
  ours = [
    "arn:${data.aws_partition.here.partition}:iam::${var.account_id}:role/rupaya/*",
    "arn:${data.aws_partition.here.partition}:iam::${var.account_id}:user/rupaya/*",
  ]
}
