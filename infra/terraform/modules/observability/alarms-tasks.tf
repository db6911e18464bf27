locals {
  service_rules = {
    HighCPU = {
      what       = "Tasks use more than 80 % of their processors although scaling adds tasks."
      severity   = "page"
      runbook    = "latency"
      namespace  = "AWS/ECS"
      metric     = "CPUUtilization"
      statistic  = "Average"
      comparison = ">"
      threshold  = 80
      period     = 300
      periods    = 2
      missing    = "missing"
    }
    HighMemory = {
      what       = "Tasks use more than 85 % of their memory."
      severity   = "page"
      runbook    = "latency"
      namespace  = "AWS/ECS"
      metric     = "MemoryUtilization"
      statistic  = "Average"
      comparison = ">"
      threshold  = 85
      period     = 300
      periods    = 2
      missing    = "missing"
    }
  }

  # Each rule for each service.
  services = { API = "api", Worker = "worker" }
  service_alarms = merge([
    for label, service in local.services : {
      for key, rule in local.service_rules : "${label}-${key}" => merge(rule, { dimensions = { ClusterName = var.name, ServiceName = service } })
    }
  ]...)

  worker_alarms = {
    Worker-Absent = {
      what       = "No worker runs: events wait, nothing is lost."
      severity   = "page"
      runbook    = "backlog"
      namespace  = "ECS/ContainerInsights"
      metric     = "RunningTaskCount"
      dimensions = { ClusterName = var.name, ServiceName = "worker" }
      statistic  = "Maximum"
      comparison = "<"
      threshold  = 1
      period     = 60
      periods    = 5
      missing    = "breaching"
    }
  }

  # Memory of a node in GiB. RabbitMQ stops taking messages at two fifths of it; the alarm comes before.
  broker_memory = { "mq.m7g.medium" = 4, "mq.m7g.large" = 8, "mq.m7g.xlarge" = 16 }

  broker_alarms = var.broker == null ? {} : {
    Broker-MemoryHigh = {
      query      = "SELECT MAX(RabbitMQMemUsed) FROM SCHEMA(\"AWS/AmazonMQ\", Broker, Node) WHERE Broker = '${var.name}'"
      comparison = "GreaterThanThreshold"
      threshold  = 0.36 * lookup(local.broker_memory, var.broker.instance_type, 4) * 1073741824
      what       = "A node of the broker is close to its memory alarm, where it takes no more messages."
    }
    Broker-DiskLow = {
      query      = "SELECT MIN(RabbitMQDiskFree) FROM SCHEMA(\"AWS/AmazonMQ\", Broker, Node) WHERE Broker = '${var.name}'"
      comparison = "LessThanThreshold"
      threshold  = 6 * 1073741824
      what       = "A node of the broker is close to its disk alarm, where it takes no more messages."
    }
  }
}

# Nodes have names that nobody knows before, so the alarm asks for the worst of them.
resource "aws_cloudwatch_metric_alarm" "broker" {
  for_each = local.broker_alarms

  alarm_name          = "${var.name}-${each.key}"
  actions_enabled     = !var.quiet
  alarm_description   = "${each.value.what} Runbook: docs/runbooks/broker-down.md"
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  evaluation_periods  = 2
  treat_missing_data  = "breaching"
  alarm_actions       = [var.topic_arns.page]
  ok_actions          = [var.topic_arns.page]

  metric_query {
    id          = "worst"
    expression  = each.value.query
    period      = 300
    return_data = true
  }
}
