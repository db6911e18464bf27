output "state_bucket" {
  description = "Bucket of states, for terraform init."
  value       = module.state.name
}

output "plan_role_arn" {
  description = "Role of terraform plan in pull requests."
  value       = aws_iam_role.plan.arn
}

output "apply_role_arn" {
  description = "Role of terraform apply, after people approved."
  value       = aws_iam_role.apply.arn
}
