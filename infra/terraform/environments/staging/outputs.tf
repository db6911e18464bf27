# docs/deployment.md says what each of these is for.

output "url" {
  description = "Where clients call."
  value       = module.rupaya.url
}

output "image_repository" {
  description = "Where the image is pushed to."
  value       = module.rupaya.image_repository
}

output "deploy_role_arn" {
  description = "Role that a deployment from GitHub takes."
  value       = module.rupaya.deploy_role_arn
}

output "run" {
  description = "What aws ecs run-task needs: cluster, subnets, group."
  value       = module.rupaya.run
}

output "services" {
  description = "Names of the two services."
  value       = module.rupaya.services
}

output "smtp_user" {
  description = "User whose access key becomes the SMTP password; null without mail."
  value       = module.rupaya.smtp_user
}

output "broker_id" {
  description = "Id of the broker, part of the names of its log groups; null without one."
  value       = module.rupaya.broker_id
}

output "budget" {
  description = "Name of the budget."
  value       = module.rupaya.budget
}
