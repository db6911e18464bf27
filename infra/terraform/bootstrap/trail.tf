# Who did what in the account, from every region, in a bucket that nobody changes for a year.

locals {
  trail_name   = "rupaya"
  trail_bucket = "rupaya-trail-${var.account_id}"
  trail_arn    = "arn:${data.aws_partition.here.partition}:cloudtrail:${var.region}:${var.account_id}:trail/${local.trail_name}"
}

resource "aws_cloudtrail" "this" {
  name                          = local.trail_name
  s3_bucket_name                = module.trail.name
  kms_key_id                    = aws_kms_key.state.arn
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
}

module "trail" {
  source = "../modules/bucket"

  name                  = local.trail_bucket
  key_arn               = aws_kms_key.state.arn
  infrequent_after_days = 30
  expire_after_days     = 400
  old_versions_days     = 35
  lock                  = { mode = "GOVERNANCE", days = 365 }
  policies              = [data.aws_iam_policy_document.trail.json]
}

data "aws_iam_policy_document" "trail" {
  statement {
    sid       = "TheTrailLooks"
    actions   = ["s3:GetBucketAcl"]
    resources = ["arn:${data.aws_partition.here.partition}:s3:::${local.trail_bucket}"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }

  statement {
    sid       = "TheTrailWrites"
    actions   = ["s3:PutObject"]
    resources = ["arn:${data.aws_partition.here.partition}:s3:::${local.trail_bucket}/AWSLogs/${var.account_id}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }
}
