output "workspace_arn" {
  description = "Prometheus workspace that metrics are written to."
  value       = aws_prometheus_workspace.this.arn
}

output "metrics_endpoint" {
  description = "Address of the workspace, with a slash at its end."
  value       = aws_prometheus_workspace.this.prometheus_endpoint
}

output "metrics_namespace" {
  description = "CloudWatch namespace of metrics that come from the product's log."
  value       = local.namespace
}

output "rollback_alarms" {
  description = "Alarms that take a deployment back."
  value       = [aws_cloudwatch_metric_alarm.error_ratio.alarm_name, aws_cloudwatch_metric_alarm.unavailable.alarm_name]
}
