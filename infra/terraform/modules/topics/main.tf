# Where alarms go: page wakes somebody, ticket is read in the morning. Both come by mail and, where set, in Slack.

locals {
  severities = toset(["page", "ticket"])
}

data "aws_caller_identity" "here" {}

data "aws_partition" "here" {}

resource "aws_sns_topic" "this" {
  for_each = local.severities

  name              = "${var.name}-${each.key}"
  kms_master_key_id = var.key_arn
}

resource "aws_sns_topic_policy" "this" {
  for_each = local.severities

  arn    = aws_sns_topic.this[each.key].arn
  policy = data.aws_iam_policy_document.this[each.key].json
}

data "aws_iam_policy_document" "this" {
  for_each = local.severities

  statement {
    sid       = "ServicesOfThisAccount"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.this[each.key].arn]

    principals {
      type = "Service"
      identifiers = [
        "cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com", "rds.amazonaws.com", "aps.amazonaws.com",
      ]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.here.account_id]
    }
  }

  # Rules do not say whose they are; one can only name a topic of its own account.
  statement {
    sid       = "Rules"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.this[each.key].arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = local.severities

  topic_arn = aws_sns_topic.this[each.key].arn
  protocol  = "email"
  endpoint  = var.mail
}

# The address carries the key of the pager's integration. It stays in the state, which is encrypted; with it somebody could
# wake us, and do nothing else.
resource "aws_sns_topic_subscription" "pager" {
  count = nonsensitive(var.pager_url == null) ? 0 : 1

  topic_arn              = aws_sns_topic.this["page"].arn
  protocol               = "https"
  endpoint               = var.pager_url
  endpoint_auto_confirms = true
}

resource "aws_chatbot_slack_channel_configuration" "this" {
  count = var.slack == null ? 0 : 1

  configuration_name    = var.name
  slack_team_id         = var.slack.team_id
  slack_channel_id      = var.slack.channel_id
  iam_role_arn          = aws_iam_role.slack[0].arn
  sns_topic_arns        = [for topic in aws_sns_topic.this : topic.arn]
  guardrail_policy_arns = ["arn:${data.aws_partition.here.partition}:iam::aws:policy/CloudWatchReadOnlyAccess"]
  logging_level         = "ERROR"
}

resource "aws_iam_role" "slack" {
  count = var.slack == null ? 0 : 1

  name                 = "${var.name}-slack"
  path                 = "/rupaya/"
  permissions_boundary = var.boundary_arn
  assume_role_policy   = data.aws_iam_policy_document.slack_trust.json
}

data "aws_iam_policy_document" "slack_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["chatbot.amazonaws.com"]
    }
  }
}
