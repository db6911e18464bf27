output "cluster" {
  description = "Name and ARN of the cluster."
  value       = { name = aws_ecs_cluster.this.name, arn = aws_ecs_cluster.this.arn }
}

output "services" {
  description = "Names of the two services; null until they are started."
  value       = { api = one(aws_ecs_service.api[*].name), worker = one(aws_ecs_service.worker[*].name) }
}
