# What processes themselves may do. Each statement names what it is about.

data "aws_region" "here" {}

data "aws_caller_identity" "here" {}

data "aws_partition" "here" {}

locals {
  cluster_arn  = "arn:${data.aws_partition.here.partition}:ecs:${data.aws_region.here.region}:${data.aws_caller_identity.here.account_id}:cluster/${var.name}"
  service_arns = [for service in ["api", "worker"] : "arn:${data.aws_partition.here.partition}:ecs:${data.aws_region.here.region}:${data.aws_caller_identity.here.account_id}:service/${var.name}/${service}"]
}

data "aws_iam_policy_document" "telemetry" {
  statement {
    sid       = "Metrics"
    actions   = ["aps:RemoteWrite"]
    resources = [var.metrics_workspace_arn]
  }

  statement {
    sid       = "Traces"
    actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "files" {
  statement {
    sid       = "Files"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
    resources = ["${var.files_bucket_arn}/files/*"]
  }

  statement {
    sid       = "ListFiles"
    actions   = ["s3:ListBucket"]
    resources = [var.files_bucket_arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["files/*"]
    }
  }

  statement {
    sid       = "EncryptFiles"
    actions   = ["kms:GenerateDataKey", "kms:Decrypt"]
    resources = [var.keys.data]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${data.aws_region.here.region}.amazonaws.com"]
    }
  }
}

# Erasures outlive a restore: they are added, and can be neither changed nor deleted.
data "aws_iam_policy_document" "erasures" {
  statement {
    sid       = "AddErasures"
    actions   = ["s3:PutObject"]
    resources = ["${var.erasures_bucket_arn}/erasures/*"]
  }

  statement {
    sid       = "EncryptErasures"
    actions   = ["kms:GenerateDataKey"]
    resources = [var.keys.backup]
  }
}

data "aws_iam_policy_document" "api" {
  source_policy_documents = [
    data.aws_iam_policy_document.telemetry.json,
    data.aws_iam_policy_document.files.json,
  ]
}

data "aws_iam_policy_document" "worker" {
  source_policy_documents = [
    data.aws_iam_policy_document.telemetry.json,
    data.aws_iam_policy_document.files.json,
    data.aws_iam_policy_document.erasures.json,
  ]
}

# A restore repeats the erasures that the list knows.
data "aws_iam_policy_document" "command" {
  source_policy_documents = [data.aws_iam_policy_document.files.json]

  statement {
    sid       = "ReadErasures"
    actions   = ["s3:GetObject"]
    resources = ["${var.erasures_bucket_arn}/erasures/*"]
  }

  statement {
    sid       = "ListErasures"
    actions   = ["s3:ListBucket"]
    resources = [var.erasures_bucket_arn]
  }

  statement {
    sid       = "DecryptErasures"
    actions   = ["kms:Decrypt"]
    resources = [var.keys.backup]
  }
}

data "aws_iam_policy_document" "operator" {
  statement {
    sid       = "Shell"
    actions   = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]
    resources = ["*"]
  }

  statement {
    sid       = "RecordTheShell"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
    resources = ["${var.log_groups.operator.arn}:*"]
  }

  statement {
    sid       = "FindTheLog"
    actions   = ["logs:DescribeLogGroups"]
    resources = ["*"]
  }

  statement {
    sid       = "EncryptTheShell"
    actions   = ["kms:Decrypt"]
    resources = [var.keys.logs]
  }
}

data "aws_iam_policy_document" "dump" {
  statement {
    sid       = "AddDumps"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = ["${var.backup_bucket_arn}/dumps/*"]
  }

  statement {
    sid       = "EncryptDumps"
    actions   = ["kms:GenerateDataKey", "kms:Decrypt"]
    resources = [var.keys.backup]
  }
}

data "aws_iam_policy_document" "rotation" {
  statement {
    sid       = "Rotate"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"]
    resources = [var.secrets.security]
  }

  statement {
    sid       = "EncryptSecrets"
    actions   = ["kms:GenerateDataKey", "kms:Decrypt"]
    resources = [var.keys.secrets]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${data.aws_region.here.region}.amazonaws.com"]
    }
  }

  statement {
    sid       = "StartProcessesAnew"
    actions   = ["ecs:UpdateService"]
    resources = local.service_arns
  }
}
