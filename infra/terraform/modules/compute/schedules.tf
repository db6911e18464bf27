# What runs by the clock, in the region's own time.

locals {
  schedules = {
    verify = { at = "cron(0 2 * * ? *)", family = aws_ecs_task_definition.command.family, container = "rupaya", command = ["verify"] }
    dump   = { at = "cron(0 1 ? * SUN *)", family = aws_ecs_task_definition.dump.family, container = "upload", command = null }
    rotate = { at = "rate(90 days)", family = aws_ecs_task_definition.rotation.family, container = "put", command = null }
  }

  scheduled = {
    families = [aws_ecs_task_definition.command.family, aws_ecs_task_definition.dump.family, aws_ecs_task_definition.rotation.family]
    roles = [
      var.roles.command.execution, var.roles.command.task, var.roles.dump.execution, var.roles.dump.task,
      var.roles.rotation.execution, var.roles.rotation.task,
    ]
  }

  # Without a revision: the newest one, so that a deployment's image is what runs.
  family_arn = "arn:${data.aws_partition.here.partition}:ecs:${data.aws_region.here.region}:${data.aws_caller_identity.here.account_id}:task-definition"
}

data "aws_caller_identity" "here" {}

data "aws_partition" "here" {}

resource "aws_scheduler_schedule_group" "this" {
  name = var.name
}

resource "aws_scheduler_schedule" "this" {
  for_each = local.schedules

  name                         = each.key
  group_name                   = aws_scheduler_schedule_group.this.name
  description                  = "${var.name}: ${each.key}"
  schedule_expression          = each.value.at
  schedule_expression_timezone = "Asia/Kolkata"
  state                        = var.started ? "ENABLED" : "DISABLED"
  kms_key_arn                  = var.logs_key_arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.this.arn
    role_arn = aws_iam_role.scheduler.arn
    input = each.value.command == null ? "{}" : jsonencode({
      containerOverrides = [{ name = each.value.container, command = each.value.command }]
    })

    ecs_parameters {
      task_definition_arn = "${local.family_arn}/${each.value.family}"
      launch_type         = "FARGATE"
      platform_version    = "LATEST"
      propagate_tags      = "TASK_DEFINITION"

      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = [var.group_ids.tasks]
        assign_public_ip = false
      }
    }

    retry_policy {
      maximum_retry_attempts       = 2
      maximum_event_age_in_seconds = 3600
    }
  }
}

resource "aws_iam_role" "scheduler" {
  name                 = "${var.name}-scheduler"
  path                 = "/rupaya/"
  permissions_boundary = var.boundary_arn
  assume_role_policy   = data.aws_iam_policy_document.scheduler_trust.json
}

data "aws_iam_policy_document" "scheduler_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.here.account_id]
    }
  }
}

resource "aws_iam_role_policy" "scheduler" {
  name   = "run"
  role   = aws_iam_role.scheduler.id
  policy = data.aws_iam_policy_document.scheduler.json
}

data "aws_iam_policy_document" "scheduler" {
  statement {
    actions   = ["ecs:RunTask"]
    resources = flatten([for family in local.scheduled.families : ["${local.family_arn}/${family}", "${local.family_arn}/${family}:*"]])

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [aws_ecs_cluster.this.arn]
    }
  }

  statement {
    actions   = ["iam:PassRole"]
    resources = local.scheduled.roles

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  statement {
    actions   = ["ecs:TagResource"]
    resources = [replace("${aws_ecs_cluster.this.arn}/*", ":cluster/", ":task/")]
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [var.logs_key_arn]
  }
}
