# Two buckets: dumps, which age, and the list of erasures, which outlives every restore.

module "dumps" {
  source = "../bucket"

  name                  = "${var.bucket_prefix}-backups-${data.aws_caller_identity.here.account_id}"
  key_arn               = var.key_arn
  infrequent_after_days = 30
  expire_after_days     = 90
  old_versions_days     = 35
  lock                  = { mode = "GOVERNANCE", days = 35 }
}

module "erasures" {
  source = "../bucket"

  name              = "${var.bucket_prefix}-erasures-${data.aws_caller_identity.here.account_id}"
  key_arn           = var.key_arn
  expire_after_days = null
  old_versions_days = 3650
  lock              = { mode = var.strict ? "COMPLIANCE" : "GOVERNANCE", days = var.strict ? 3650 : 1 }
}

data "aws_caller_identity" "here" {}
