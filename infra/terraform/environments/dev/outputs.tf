# docs/deployment.md says what each of these is for.

output "url" {
  description = "Where clients call."
  value       = module.rupaya.url
}

output "github" {
  description = "Variables of the GitHub environment."
  value       = module.rupaya.github
}

output "services" {
  description = "Names of the two services; null until they are started."
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
