# What a deployment from GitHub may do: push the image, register task definitions with our own roles, run commands, update
# the two services, and look. Who may take the role is the repository's environment of that name, and nobody else.

locals {
  roles = {
    api       = { execution = module.api.execution_arn, task = module.api.task_arn }
    worker    = { execution = module.worker.execution_arn, task = module.worker.task_arn }
    command   = { execution = module.command.execution_arn, task = module.command.task_arn }
    bootstrap = { execution = module.bootstrap.execution_arn, task = module.bootstrap.task_arn }
    operator  = { execution = module.operator.execution_arn, task = module.operator.task_arn }
    dump      = { execution = module.dump.execution_arn, task = module.dump.task_arn }
    rotation  = { execution = module.rotation.execution_arn, task = module.rotation.task_arn }
  }

  github = "token.actions.githubusercontent.com"
}

resource "aws_iam_role" "deploy" {
  name                 = "${var.name}-deploy"
  path                 = "/rupaya/"
  permissions_boundary = var.boundary_arn
  assume_role_policy   = data.aws_iam_policy_document.deploy_trust.json
  max_session_duration = 7200
}

data "aws_iam_policy_document" "deploy_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:${data.aws_partition.here.partition}:iam::${data.aws_caller_identity.here.account_id}:oidc-provider/${local.github}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.github}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.github}:sub"
      values   = ["repo:${var.repository}:environment:${var.github_environment}"]
    }
  }
}

resource "aws_iam_role_policy" "deploy" {
  name   = "deploy"
  role   = aws_iam_role.deploy.id
  policy = data.aws_iam_policy_document.deploy.json
}

data "aws_iam_policy_document" "deploy" {
  statement {
    sid       = "LogIn"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid = "Push"
    actions = [
      "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
      "ecr:DescribeImageScanFindings", "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
    ]
    resources = [var.repository_arn]
  }

  statement {
    sid       = "Register"
    actions   = ["ecs:RegisterTaskDefinition", "ecs:DescribeTaskDefinition", "ecs:TagResource"]
    resources = ["*"]
  }

  statement {
    sid       = "Update"
    actions   = ["ecs:UpdateService", "ecs:DescribeServices", "ecs:ListServiceDeployments", "ecs:DescribeServiceDeployments", "ecs:StopServiceDeployment"]
    resources = concat(local.service_arns, [for arn in local.service_arns : "${replace(arn, ":service/", ":service-deployment/")}/*"])
  }

  statement {
    sid       = "RunCommands"
    actions   = ["ecs:RunTask"]
    resources = ["arn:${data.aws_partition.here.partition}:ecs:${data.aws_region.here.region}:${data.aws_caller_identity.here.account_id}:task-definition/${var.name}-command:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [local.cluster_arn]
    }
  }

  statement {
    sid       = "WatchCommands"
    actions   = ["ecs:DescribeTasks", "ecs:StopTask"]
    resources = ["arn:${data.aws_partition.here.partition}:ecs:${data.aws_region.here.region}:${data.aws_caller_identity.here.account_id}:task/${var.name}/*"]
  }

  statement {
    sid     = "PassOurRoles"
    actions = ["iam:PassRole"]
    resources = [
      local.roles.api.execution, local.roles.api.task, local.roles.worker.execution, local.roles.worker.task,
      local.roles.command.execution, local.roles.command.task,
    ]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  statement {
    sid       = "ReadLogs"
    actions   = ["logs:GetLogEvents", "logs:FilterLogEvents"]
    resources = ["${var.log_groups.command.arn}:*", "${var.log_groups.api.arn}:*", "${var.log_groups.worker.arn}:*"]
  }

  statement {
    sid       = "LookBeforeAndAfter"
    actions   = ["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData", "rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots"]
    resources = ["*"]
  }

  # Where continuous backup lags, a snapshot is the way back.
  statement {
    sid     = "SnapshotBefore"
    actions = ["rds:CreateDBClusterSnapshot", "rds:AddTagsToResource"]
    resources = [
      "arn:${data.aws_partition.here.partition}:rds:${data.aws_region.here.region}:${data.aws_caller_identity.here.account_id}:cluster:${var.name}",
      "arn:${data.aws_partition.here.partition}:rds:${data.aws_region.here.region}:${data.aws_caller_identity.here.account_id}:cluster-snapshot:before-*",
    ]
  }
}
