output "arns" {
  description = "ARN of each secret; null for those that this environment does not have."
  value = {
    security       = aws_secretsmanager_secret.security.arn
    database_app   = aws_secretsmanager_secret.database_app.arn
    database_owner = aws_secretsmanager_secret.database_owner.arn
    cache          = one(aws_secretsmanager_secret.cache[*].arn)
    broker         = one(aws_secretsmanager_secret.broker[*].arn)
    mail           = one(aws_secretsmanager_secret.mail[*].arn)
  }
}
