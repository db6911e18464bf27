output "url" {
  description = "Where the product's image is pushed to and pulled from."
  value       = aws_ecr_repository.this.repository_url
}

output "arn" {
  description = "ARN of the repository."
  value       = aws_ecr_repository.this.arn
}

output "mirror" {
  description = "Prefix of images that others publish, as in MIRROR/docker/library/postgres:17-alpine."
  value       = local.mirror
}

output "mirror_arn" {
  description = "ARN pattern of the mirror's repositories."
  value       = local.mirror_arn
}
