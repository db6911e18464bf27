# The product's own metrics, with the very rules that promtool tests (infra/observability/prometheus).

resource "aws_cloudwatch_log_group" "prometheus" {
  name              = "/${var.name}/prometheus"
  retention_in_days = var.log_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_prometheus_workspace" "this" {
  alias       = var.name
  kms_key_arn = var.logs_key_arn

  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.prometheus.arn}:*"
  }
}

# Rules for machines of one's own lie in folders below and are not meant here.
resource "aws_prometheus_rule_group_namespace" "this" {
  for_each = fileset(var.rules_folder, "*.yml")

  name         = trimsuffix(each.value, ".yml")
  workspace_id = aws_prometheus_workspace.this.id
  data         = file("${var.rules_folder}/${each.value}")
}

# Its alert manager knows SNS only: the same routes as everywhere, led to our two topics.
resource "aws_prometheus_alert_manager_definition" "this" {
  workspace_id = aws_prometheus_workspace.this.id
  definition = templatefile(var.routes_file, {
    page   = var.topic_arns.page
    ticket = var.topic_arns.ticket
    region = data.aws_region.here.region
  })
}

data "aws_region" "here" {}

# What goes to X-Ray was chosen by the collector already.
resource "aws_xray_sampling_rule" "this" {
  rule_name      = var.name
  priority       = 1000
  version        = 1
  reservoir_size = 1
  fixed_rate     = 0.1
  service_name   = "rupaya*"
  service_type   = "*"
  host           = "*"
  http_method    = "*"
  url_path       = "*"
  resource_arn   = "*"
}

resource "aws_xray_encryption_config" "this" {
  type   = "KMS"
  key_id = var.logs_key_arn
}

resource "aws_grafana_workspace" "this" {
  count = var.grafana ? 1 : 0

  name                     = var.name
  account_access_type      = "CURRENT_ACCOUNT"
  authentication_providers = ["AWS_SSO"]
  permission_type          = "SERVICE_MANAGED"
  data_sources             = ["PROMETHEUS", "CLOUDWATCH", "XRAY"]
}
