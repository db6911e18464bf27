# What ECS itself needs in a blue-green deployment: to move the weights of the two rules, and to call the hook.

module "hook" {
  source = "../function"

  name         = "${var.name}-hook"
  description  = "Looks at the new version before it gets the traffic"
  source_file  = "${path.module}/hook/smoke.mjs"
  timeout      = 120
  environment  = { URL = var.test_url }
  network      = { subnet_ids = var.subnet_ids, group_id = var.group_ids.hook }
  log_days     = var.log_days
  logs_key_arn = var.logs_key_arn
  boundary_arn = var.boundary_arn
}

resource "aws_iam_role" "deployment" {
  name                 = "${var.name}-deployment"
  path                 = "/rupaya/"
  permissions_boundary = var.boundary_arn
  assume_role_policy   = data.aws_iam_policy_document.deployment_trust.json
}

data "aws_iam_policy_document" "deployment_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "deployment" {
  role       = aws_iam_role.deployment.name
  policy_arn = "arn:${data.aws_partition.here.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

resource "aws_iam_role_policy" "deployment" {
  name   = "hook"
  role   = aws_iam_role.deployment.id
  policy = data.aws_iam_policy_document.deployment.json
}

data "aws_iam_policy_document" "deployment" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [module.hook.arn]
  }
}
