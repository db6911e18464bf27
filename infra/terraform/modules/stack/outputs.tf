output "url" {
  description = "Where clients call."
  value       = module.edge.url
}

output "image_repository" {
  description = "Where the image is pushed to."
  value       = module.registry.url
}

output "deploy_role_arn" {
  description = "Role that a deployment from GitHub takes."
  value       = module.iam.deploy_role_arn
}

output "run" {
  description = "What `aws ecs run-task` needs: cluster, subnets, group."
  value = {
    cluster = module.compute.cluster.name
    subnets = join(",", module.network.private_subnet_ids)
    group   = module.network.group_ids.tasks
  }
}

output "smtp_user" {
  description = "User whose access key becomes the SMTP password; null without mail."
  value       = one(module.mail[*].smtp_user)
}

output "broker_id" {
  description = "Id of the broker, part of the names of its log groups; null without one."
  value       = try(module.messaging.broker.id, null)
}

output "services" {
  description = "Names of the two services."
  value       = module.compute.services
}

output "budget" {
  description = "Name of the budget."
  value       = module.budget.name
}
