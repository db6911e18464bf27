# A log group for each kind of task, made before the first line is written: encrypted, and with an end. What is older
# lies in a bucket for a year.

locals {
  days = merge(
    { for kind in ["api", "worker", "command", "bootstrap", "operator", "rotation"] : kind => var.app_days },
    { dump = var.backup_days },
  )
  # What a year's question is about: requests, effects, commands. The others are short lived.
  exported = toset(["api", "worker", "command"])
}

resource "aws_cloudwatch_log_group" "task" {
  for_each = local.days

  name              = "/${var.name}/${each.key}"
  retention_in_days = each.value
  kms_key_id        = var.key_arn
}

module "archive" {
  source = "../bucket"

  name                  = var.bucket_name
  key_arn               = var.key_arn
  infrequent_after_days = 30
  expire_after_days     = 365
  old_versions_days     = 7
}

resource "aws_kinesis_firehose_delivery_stream" "archive" {
  name        = "${var.name}-logs"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn            = aws_iam_role.archive.arn
    bucket_arn          = module.archive.arn
    prefix              = "logs/!{timestamp:yyyy/MM/dd}/"
    error_output_prefix = "errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/"
    buffering_size      = 64
    buffering_interval  = 900
    # What CloudWatch hands over is compressed already.
    compression_format = "UNCOMPRESSED"
    kms_key_arn        = var.key_arn
  }

  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = var.key_arn
  }
}

resource "aws_cloudwatch_log_subscription_filter" "archive" {
  for_each = local.exported

  name            = "archive"
  log_group_name  = aws_cloudwatch_log_group.task[each.key].name
  filter_pattern  = ""
  destination_arn = aws_kinesis_firehose_delivery_stream.archive.arn
  role_arn        = aws_iam_role.subscription.arn
  distribution    = "ByLogStream"
}
