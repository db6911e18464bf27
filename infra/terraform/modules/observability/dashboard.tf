# One page for the first look; the product's own dashboards are Grafana's.

locals {
  charts = [
    { title = "Requests and errors", metrics = [
      ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.edge.balancer, { stat              = "Sum" }],
      ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.edge.balancer, { stat = "Sum" }],
    ] },
    { title = "Time to answer (s)", metrics = [
      for stat in ["p50", "p95", "p99"] : ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.edge.balancer, { stat = stat }]
    ] },
    { title = "Tasks (% of their processors and memory)", metrics = [
      for pair in setproduct(["CPUUtilization", "MemoryUtilization"], ["api", "worker"]) :
      ["AWS/ECS", pair[0], "ClusterName", var.name, "ServiceName", pair[1]]
    ] },
    { title = "Database", metrics = [
      ["AWS/RDS", "CPUUtilization", "DBClusterIdentifier", var.database.identifier],
      ["AWS/RDS", "DatabaseConnections", "DBClusterIdentifier", var.database.identifier, { yAxis = "right" }],
    ] },
    { title = "Events", metrics = [
      [local.namespace, "OutboxPending"],
      [local.namespace, "OutboxOldestSeconds", { yAxis = "right" }],
      [local.namespace, "DeadLetters", { yAxis         = "right" }],
    ] },
    { title = "Sign-ins that failed", metrics = [[local.namespace, "FailedAuthAttempts", { stat = "Sum" }]] },
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = [
      for i, chart in local.charts : {
        type   = "metric"
        x      = 12 * (i % 2)
        y      = 6 * floor(i / 2)
        width  = 12
        height = 6
        properties = {
          title   = chart.title
          region  = data.aws_region.here.region
          period  = 60
          view    = "timeSeries"
          metrics = chart.metrics
        }
      }
    ]
  })
}
