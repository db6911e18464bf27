# Every alarm stands in one of the tables of the files beside this one. A row says what is measured, when that is too
# much, how bad it is (page wakes somebody, ticket waits for the morning) and which runbook says what to do.

locals {
  alarms = merge(local.edge_alarms, local.database_alarms, local.cache_alarms, local.service_alarms, local.worker_alarms, local.product_alarms)

  comparisons = {
    ">" = "GreaterThanThreshold"
    "<" = "LessThanThreshold"
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  actions_enabled     = !var.quiet
  alarm_description   = "${each.value.what} Runbook: docs/runbooks/${each.value.runbook}.md"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = local.comparisons[each.value.comparison]
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = [var.topic_arns[each.value.severity]]
  ok_actions          = [var.topic_arns[each.value.severity]]
}
