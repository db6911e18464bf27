# The health check from outside reports in us-east-1 only, and an alarm needs a topic in its own region.

locals {
  outside_region = "us-east-1"
}

#trivy:ignore:AVD-AWS-0095 its text says only that the API does not answer (infra/check/allowed.json)
resource "aws_sns_topic" "outside" {
  region = local.outside_region

  name = "${var.name}-outside"
}

resource "aws_sns_topic_subscription" "outside" {
  region = local.outside_region

  topic_arn = aws_sns_topic.outside.arn
  protocol  = "email"
  endpoint  = var.mail
}

resource "aws_cloudwatch_metric_alarm" "outside" {
  region = local.outside_region

  alarm_name          = "${var.name}-API-UnavailableFromOutside"
  actions_enabled     = !var.quiet
  alarm_description   = "The API does not answer from outside. Runbook: docs/runbooks/api-down.md"
  namespace           = "AWS/Route53"
  metric_name         = "HealthCheckStatus"
  dimensions          = { HealthCheckId = var.edge.health_check }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 2
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.outside.arn]
  ok_actions          = [aws_sns_topic.outside.arn]
}
