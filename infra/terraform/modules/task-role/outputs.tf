output "execution_arn" {
  description = "Role that starts the task."
  value       = aws_iam_role.execution.arn
}

output "task_arn" {
  description = "Role of the process."
  value       = aws_iam_role.task.arn
}
