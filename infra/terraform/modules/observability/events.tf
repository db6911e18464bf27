# What AWS tells by itself: a task that ended badly, a deployment that was taken back, a backup that failed.

locals {
  events = {
    task-failed = {
      severity = "ticket"
      text     = "A task ended with an error."
      pattern = {
        source        = ["aws.ecs"]
        "detail-type" = ["ECS Task State Change"]
        detail = {
          clusterArn = [var.cluster_arn]
          lastStatus = ["STOPPED"]
          group      = [{ prefix = "family:${var.name}-" }]
          containers = { exitCode = [{ numeric = [">", 0] }] }
        }
      }
    }
    deployment-failed = {
      severity = "page"
      text     = "A deployment failed and was taken back."
      pattern = {
        source        = ["aws.ecs"]
        "detail-type" = ["ECS Deployment State Change"]
        resources     = [{ prefix = replace(var.cluster_arn, ":cluster/", ":service/") }]
        detail        = { eventName = ["SERVICE_DEPLOYMENT_FAILED"] }
      }
    }
    backup-failed = {
      severity = "page"
      text     = "A backup or its copy failed."
      pattern = {
        source        = ["aws.backup"]
        "detail-type" = ["Backup Job State Change", "Copy Job State Change"]
        detail        = { state = ["FAILED", "ABORTED", "EXPIRED"] }
      }
    }
    # The report of the monthly test; what failed pages.
    restore-test-passed = {
      severity = "ticket"
      text     = "A restore was completed: verify it while it stands."
      pattern = {
        source        = ["aws.backup"]
        "detail-type" = ["Restore Job State Change"]
        detail        = { status = ["COMPLETED"] }
      }
    }
    restore-test-failed = {
      severity = "page"
      text     = "The monthly restore test failed."
      pattern = {
        source        = ["aws.backup"]
        "detail-type" = ["Restore Job State Change"]
        detail        = { status = ["FAILED", "ABORTED"] }
      }
    }
  }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = local.events

  name          = "${var.name}-${each.key}"
  description   = each.value.text
  event_pattern = jsonencode(each.value.pattern)
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = local.events

  rule = aws_cloudwatch_event_rule.this[each.key].name
  arn  = each.value.severity == "page" ? var.topic_arns.page : var.topic_arns.ticket
}
