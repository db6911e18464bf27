# Our own image, and a mirror of those that others publish: tasks start when the public registry is away.

resource "aws_ecr_repository" "this" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.key_arn
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  repository = aws_ecr_repository.this.name

  # Releases (v1.2.3) stay, of the others thirty. A rule with a lower number decides first.
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "all releases"
        selection    = { tagStatus = "tagged", tagPatternList = ["v*"], countType = "imageCountMoreThan", countNumber = 10000 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "thirty of the others"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 30 }
        action       = { type = "expire" }
      },
    ]
  })
}

resource "aws_ecr_registry_scanning_configuration" "this" {
  scan_type = "BASIC"

  rule {
    scan_frequency = "SCAN_ON_PUSH"

    repository_filter {
      filter      = "*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_ecr_pull_through_cache_rule" "public" {
  ecr_repository_prefix = "ecr-public"
  upstream_registry_url = "public.ecr.aws"
}

# What the mirror makes by itself looks like our own repository.
resource "aws_ecr_repository_creation_template" "public" {
  prefix               = aws_ecr_pull_through_cache_rule.public.ecr_repository_prefix
  description          = "Images that others publish"
  applied_for          = ["PULL_THROUGH_CACHE"]
  image_tag_mutability = "IMMUTABLE"
  custom_role_arn      = aws_iam_role.mirror.arn

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.key_arn
  }
}

resource "aws_iam_role" "mirror" {
  name                 = "${var.name}-mirror"
  path                 = "/rupaya/"
  permissions_boundary = var.boundary_arn
  assume_role_policy   = data.aws_iam_policy_document.mirror_trust.json
}

data "aws_iam_policy_document" "mirror_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecr.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "mirror" {
  name   = "create"
  role   = aws_iam_role.mirror.id
  policy = data.aws_iam_policy_document.mirror.json
}

data "aws_iam_policy_document" "mirror" {
  statement {
    actions   = ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"]
    resources = [local.mirror_arn]
  }

  statement {
    actions   = ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"]
    resources = [var.key_arn]
  }
}

data "aws_region" "here" {}

data "aws_caller_identity" "here" {}

data "aws_partition" "here" {}

locals {
  registry   = "${data.aws_caller_identity.here.account_id}.dkr.ecr.${data.aws_region.here.region}.amazonaws.com"
  mirror     = "${local.registry}/${aws_ecr_pull_through_cache_rule.public.ecr_repository_prefix}"
  mirror_arn = "arn:${data.aws_partition.here.partition}:ecr:${data.aws_region.here.region}:${data.aws_caller_identity.here.account_id}:repository/ecr-public/*"
}
