output "url" {
  description = "Where clients call."
  value       = module.edge.url
}

output "github" {
  description = "Variables of the GitHub environment, by the names that the workflow of a deployment reads."
  value = {
    AWS_REGION          = data.aws_region.here.region
    AWS_DEPLOY_ROLE_ARN = module.iam.deploy_role_arn
    DEPLOY_NAME         = module.compute.cluster.name
    DEPLOY_REPOSITORY   = module.registry.url
    DEPLOY_SUBNETS      = join(",", module.network.private_subnet_ids)
    DEPLOY_GROUP        = module.network.group_ids.tasks
    DEPLOY_BALANCER     = module.edge.metrics.balancer
    DEPLOY_URL          = module.edge.url
    DEPLOY_TRANSPORT    = var.broker == null ? "InProcess" : "RabbitMq"
  }
}

output "services" {
  description = "Names of the two services; null until they are started."
  value       = module.compute.services
}

output "smtp_user" {
  description = "User whose access key becomes the SMTP password; null without mail."
  value       = one(module.mail[*].smtp_user)
}

output "broker_id" {
  description = "Id of the broker, part of the names of its log groups; null without one."
  value       = try(module.messaging.broker.id, null)
}

output "budget" {
  description = "Name of the budget."
  value       = module.budget.name
}
