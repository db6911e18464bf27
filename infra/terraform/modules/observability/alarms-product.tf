# What the product says about itself: one line of gauges a minute and one line for each refused request, counted here.

locals {
  product_alarms = {
    Auth-HighFailureRate = {
      what       = "More than 50 sign-ins failed in five minutes."
      severity   = "page"
      runbook    = "attack"
      namespace  = local.namespace
      metric     = "FailedAuthAttempts"
      dimensions = {}
      statistic  = "Sum"
      comparison = ">"
      threshold  = 50
      period     = 300
      periods    = 1
      missing    = "notBreaching"
    }
    Events-Backlog = {
      what       = "The oldest event has waited in the outbox for more than 30 s, for five minutes."
      severity   = "page"
      runbook    = "backlog"
      namespace  = local.namespace
      metric     = "OutboxOldestSeconds"
      dimensions = {}
      statistic  = "Maximum"
      comparison = ">"
      threshold  = 30
      period     = 60
      periods    = 5
      missing    = "notBreaching"
    }
    Events-DeadLetters = {
      what       = "Messages were put aside as dead."
      severity   = "ticket"
      runbook    = "dead-letters"
      namespace  = local.namespace
      metric     = "DeadLetters"
      dimensions = {}
      statistic  = "Maximum"
      comparison = ">"
      threshold  = 0
      period     = 300
      periods    = 1
      missing    = "notBreaching"
    }
    Books-VerifyDiffers = {
      what       = "A recomputation found a difference: stop deployments."
      severity   = "page"
      runbook    = "verify-differs"
      namespace  = local.namespace
      metric     = "VerifyDifferences"
      dimensions = {}
      statistic  = "Maximum"
      comparison = ">"
      threshold  = 0
      period     = 300
      periods    = 1
      missing    = "notBreaching"
    }
    Metrics-Missing = {
      what       = "No line of gauges for a quarter of an hour: the alarms above are blind."
      severity   = "ticket"
      runbook    = "metrics-missing"
      namespace  = local.namespace
      metric     = "OutboxPending"
      dimensions = {}
      statistic  = "SampleCount"
      comparison = "<"
      threshold  = 1
      period     = 300
      periods    = 3
      missing    = "breaching"
    }
    SecretOlderThan100Days = {
      what       = "A secret was not rotated in its quarter."
      severity   = "ticket"
      runbook    = "secrets-leaked"
      namespace  = local.namespace
      metric     = "SecretAgeDays"
      dimensions = {}
      statistic  = "Maximum"
      comparison = ">"
      threshold  = 100
      period     = 86400
      periods    = 1
      missing    = "breaching"
    }
    Backup-Missing = {
      what       = "No backup was completed in a day."
      severity   = "page"
      runbook    = "backup-failing"
      namespace  = "AWS/Backup"
      metric     = "NumberOfBackupJobsCompleted"
      dimensions = { BackupVaultName = var.backup_vault }
      statistic  = "Sum"
      comparison = "<"
      threshold  = 1
      period     = 86400
      periods    = 1
      missing    = "breaching"
    }
  }

  namespace = "Rupaya/${var.name}"

  gauges = {
    OutboxPending       = "outboxPending"
    OutboxOldestSeconds = "outboxOldestSeconds"
    DeadLetters         = "deadLetters"
  }
}

resource "aws_cloudwatch_log_metric_filter" "gauges" {
  for_each = local.gauges

  name           = each.key
  log_group_name = var.log_groups.worker.name
  pattern        = "{ $.event = \"gauges\" && $.context.${each.value} = * }"

  metric_transformation {
    namespace = local.namespace
    name      = each.key
    value     = "$.context.${each.value}"
  }
}

# A wrong password or code, and whoever is locked out after five of them.
resource "aws_cloudwatch_log_metric_filter" "failed_auth" {
  name           = "FailedAuthAttempts"
  log_group_name = var.log_groups.api.name
  pattern        = "{ ($.endpoint = \"*/auth/signin\" || $.endpoint = \"*/auth/mfa/verify\") && ($.statusCode = 401 || $.statusCode = 423) }"

  metric_transformation {
    namespace     = local.namespace
    name          = "FailedAuthAttempts"
    value         = "1"
    default_value = "0"
  }
}

# The last line of `rupaya verify` where something differs: "3 differences, at most …".
resource "aws_cloudwatch_log_metric_filter" "differences" {
  name           = "VerifyDifferences"
  log_group_name = var.log_groups.command.name
  pattern        = "[count, word = \"differences,\", ...]"

  metric_transformation {
    namespace = local.namespace
    name      = "VerifyDifferences"
    value     = "$count"
  }
}
