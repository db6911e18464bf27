# What people notice. The numbers with a name of the seeds (docs/deployment.md) are theirs.

locals {
  edge_alarms = {
    API-HighErrorRate = {
      what       = "More than 100 answers with 5xx in five minutes, twice."
      severity   = "page"
      runbook    = "errors"
      namespace  = "AWS/ApplicationELB"
      metric     = "HTTPCode_Target_5XX_Count"
      dimensions = { LoadBalancer = var.edge.balancer }
      statistic  = "Sum"
      comparison = ">"
      threshold  = 100
      period     = 300
      periods    = 2
      missing    = "notBreaching"
    }
    API-BalancerErrors = {
      what       = "The load balancer itself answers 5xx: nobody behind it takes requests in time."
      severity   = "page"
      runbook    = "api-down"
      namespace  = "AWS/ApplicationELB"
      metric     = "HTTPCode_ELB_5XX_Count"
      dimensions = { LoadBalancer = var.edge.balancer }
      statistic  = "Sum"
      comparison = ">"
      threshold  = 100
      period     = 300
      periods    = 2
      missing    = "notBreaching"
    }
    API-Slow = {
      what       = "One answer in twenty takes longer than a second."
      severity   = "ticket"
      runbook    = "latency"
      namespace  = "AWS/ApplicationELB"
      metric     = "TargetResponseTime"
      dimensions = { LoadBalancer = var.edge.balancer }
      statistic  = "p95"
      comparison = ">"
      threshold  = 1
      period     = 300
      periods    = 2
      missing    = "notBreaching"
    }
    Certificate-Expires = {
      what       = "The certificate ends within three weeks, so its renewal does not work."
      severity   = "ticket"
      runbook    = "certificate"
      namespace  = "AWS/CertificateManager"
      metric     = "DaysToExpiry"
      dimensions = { CertificateArn = var.edge.certificate_arn }
      statistic  = "Minimum"
      comparison = "<"
      threshold  = 21
      period     = 86400
      periods    = 1
      missing    = "ignore"
    }
  }
}

# One percent of the answers, whatever their number.
resource "aws_cloudwatch_metric_alarm" "error_ratio" {
  alarm_name          = "${var.name}-API-ErrorRatio"
  actions_enabled     = !var.quiet
  alarm_description   = "More than one answer in a hundred is 5xx. Runbook: docs/runbooks/errors.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arns.page]
  ok_actions          = [var.topic_arns.page]

  metric_query {
    id          = "ratio"
    label       = "answers with 5xx, in percent"
    expression  = "IF(requests > 20, 100 * (FILL(errors, 0) + FILL(balancer, 0)) / requests, 0)"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { requests = "RequestCount", errors = "HTTPCode_Target_5XX_Count", balancer = "HTTPCode_ELB_5XX_Count" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value
        dimensions  = { LoadBalancer = var.edge.balancer }
        stat        = "Sum"
        period      = 60
      }
    }
  }
}

# Between two deployments one of the target groups is empty, so both count together.
resource "aws_cloudwatch_metric_alarm" "unavailable" {
  alarm_name          = "${var.name}-API-Unavailable"
  actions_enabled     = !var.quiet
  alarm_description   = "No API task is healthy. Runbook: docs/runbooks/api-down.md"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  evaluation_periods  = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.topic_arns.page]
  ok_actions          = [var.topic_arns.page]

  metric_query {
    id          = "healthy"
    label       = "healthy API tasks"
    expression  = "FILL(blue, 0) + FILL(green, 0)"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { blue = var.edge.blue, green = var.edge.green }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = "HealthyHostCount"
        dimensions  = { LoadBalancer = var.edge.balancer, TargetGroup = metric_query.value }
        stat        = "Maximum"
        period      = 60
      }
    }
  }
}
