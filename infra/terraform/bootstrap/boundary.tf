# The most that a role can do, whatever its policies say. A boundary grants nothing by itself.

resource "aws_iam_policy" "boundary" {
  name        = "boundary"
  path        = "/rupaya/"
  description = "The most that any role of the product can do"
  policy      = data.aws_iam_policy_document.boundary.json
}

data "aws_iam_policy_document" "boundary" {
  statement {
    sid         = "ServicesButNotTheAccount"
    not_actions = ["iam:*", "organizations:*", "account:*", "sts:AssumeRole"]
    resources   = ["*"]
  }

  statement {
    sid       = "HandOurRolesToServices"
    actions   = ["iam:PassRole", "iam:GetRole"]
    resources = ["arn:${data.aws_partition.here.partition}:iam::${var.account_id}:role/rupaya/*"]
  }

  statement {
    sid       = "NeverTheTrailOrTheState"
    effect    = "Deny"
    actions   = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail", "s3:DeleteBucket", "s3:BypassGovernanceRetention"]
    resources = ["*"]
  }
}

# Who applies Terraform makes roles, and may delete buckets; the trail is not theirs either.
resource "aws_iam_policy" "apply_boundary" {
  name        = "apply-boundary"
  path        = "/rupaya/"
  description = "The most that applying Terraform can do"
  policy      = data.aws_iam_policy_document.apply_boundary.json
}

data "aws_iam_policy_document" "apply_boundary" {
  statement {
    sid         = "EverythingButTheAccount"
    not_actions = ["organizations:*", "account:*"]
    resources   = ["*"]
  }

  statement {
    sid       = "NeverTheTrailOrTheLocks"
    effect    = "Deny"
    actions   = ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail", "s3:BypassGovernanceRetention"]
    resources = ["*"]
  }
}
