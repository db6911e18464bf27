output "roles" {
  description = "Execution and task role of each kind of task."
  value       = local.roles
}

output "deploy_role_arn" {
  description = "Role that a deployment from GitHub takes."
  value       = aws_iam_role.deploy.arn
}
