# Secrets Manager counts no days since a secret changed, so a function does, once a day.

module "ages" {
  source = "../function"

  name         = "${var.name}-secret-ages"
  description  = "Measures how long ago each secret changed"
  source_file  = "${path.module}/ages/ages.mjs"
  timeout      = 60
  environment  = { SECRETS = join(",", var.secret_arns), NAMESPACE = local.namespace }
  policies     = [data.aws_iam_policy_document.ages.json]
  log_days     = var.log_days
  logs_key_arn = var.logs_key_arn
  boundary_arn = var.boundary_arn
}

data "aws_iam_policy_document" "ages" {
  statement {
    sid       = "Dates"
    actions   = ["secretsmanager:DescribeSecret"]
    resources = var.secret_arns
  }

  statement {
    sid       = "Measure"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = [local.namespace]
    }
  }
}

resource "aws_cloudwatch_event_rule" "ages" {
  name                = "${var.name}-secret-ages"
  description         = "Once a day"
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "ages" {
  rule = aws_cloudwatch_event_rule.ages.name
  arn  = module.ages.arn
}

resource "aws_lambda_permission" "ages" {
  statement_id  = "ByTheClock"
  action        = "lambda:InvokeFunction"
  function_name = module.ages.arn
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.ages.arn
}
