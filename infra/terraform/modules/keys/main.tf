# One key for each kind of thing, so that a role which reads one kind cannot decrypt another.

locals {
  # The services that use a key in their own name; everybody else needs it in their own policy.
  services = {
    data    = []
    secrets = []
    images  = []
    backup  = []
    logs    = ["logs.${data.aws_region.here.region}.amazonaws.com"]
    messages = [
      "cloudwatch.amazonaws.com",
      "events.amazonaws.com",
      "budgets.amazonaws.com",
      "costalerts.amazonaws.com",
      "rds.amazonaws.com",
      "aps.amazonaws.com",
    ]
  }
}

data "aws_region" "here" {}

data "aws_caller_identity" "here" {}

data "aws_partition" "here" {}

data "aws_iam_policy_document" "key" {
  for_each = local.services

  statement {
    sid       = "AccountDecidesByItsPolicies"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.here.partition}:iam::${data.aws_caller_identity.here.account_id}:root"]
    }
  }

  dynamic "statement" {
    for_each = length(each.value) > 0 ? [each.value] : []

    content {
      sid       = "Services"
      actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = statement.value
      }

      # Who may publish to a topic is the topic's policy; not every service says there whose it is.
      dynamic "condition" {
        for_each = each.key == "logs" ? [local.log_groups] : []

        content {
          test     = "ArnLike"
          variable = "kms:EncryptionContext:aws:logs:arn"
          values   = [condition.value]
        }
      }
    }
  }
}

locals {
  log_groups = "arn:${data.aws_partition.here.partition}:logs:${data.aws_region.here.region}:${data.aws_caller_identity.here.account_id}:*"
}

resource "aws_kms_key" "this" {
  for_each = local.services

  description             = "${var.name}: ${each.key}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key[each.key].json
}

resource "aws_kms_alias" "this" {
  for_each = local.services

  name          = "alias/${var.name}-${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}
