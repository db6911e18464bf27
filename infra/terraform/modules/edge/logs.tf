# Access logs of the load balancer. Its service can write to buckets that S3 encrypts with its own key only.

data "aws_caller_identity" "here" {}

data "aws_partition" "here" {}

data "aws_elb_service_account" "here" {}

module "logs" {
  source = "../bucket"

  name              = var.log_bucket_name
  key_arn           = null
  expire_after_days = 90
  old_versions_days = 7
  policies          = [data.aws_iam_policy_document.logs.json]
}

data "aws_iam_policy_document" "logs" {
  statement {
    sid       = "LoadBalancerWrites"
    actions   = ["s3:PutObject"]
    resources = ["arn:${data.aws_partition.here.partition}:s3:::${var.log_bucket_name}/alb/AWSLogs/${data.aws_caller_identity.here.account_id}/*"]

    principals {
      type        = "Service"
      identifiers = ["logdelivery.elasticloadbalancing.amazonaws.com"]
    }

    # In regions older than 2022 the service comes as this account.
    principals {
      type        = "AWS"
      identifiers = [data.aws_elb_service_account.here.arn]
    }
  }
}
