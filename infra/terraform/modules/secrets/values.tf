# First values. The version only says when to write again: rotation goes on outside of Terraform and is not undone here.

locals {
  login_version = 1
  database      = "Host=${var.database.endpoint};Port=${var.database.port};Database=rupaya;SSL Mode=VerifyFull;Root Certificate=${var.ca_file}"
}

ephemeral "aws_secretsmanager_random_password" "app" {
  password_length     = 48
  exclude_punctuation = true
}

ephemeral "aws_secretsmanager_random_password" "owner" {
  password_length     = 48
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret_version" "database_app" {
  secret_id                = aws_secretsmanager_secret.database_app.id
  secret_string_wo_version = local.login_version

  secret_string_wo = jsonencode({
    ConnectionStrings__Postgres = "${local.database};Username=rupaya_app;Password=${ephemeral.aws_secretsmanager_random_password.app.random_password}"
    PGUSER                      = "rupaya_app"
    PGPASSWORD                  = ephemeral.aws_secretsmanager_random_password.app.random_password
  })
}

resource "aws_secretsmanager_secret_version" "database_owner" {
  secret_id                = aws_secretsmanager_secret.database_owner.id
  secret_string_wo_version = local.login_version

  secret_string_wo = jsonencode({
    ConnectionStrings__PostgresOwner = "${local.database};Username=rupaya_owner;Password=${ephemeral.aws_secretsmanager_random_password.owner.random_password}"
    PGPASSWORD                       = ephemeral.aws_secretsmanager_random_password.owner.random_password
  })
}

resource "aws_secretsmanager_secret_version" "cache" {
  count = var.has_cache ? 1 : 0

  secret_id                = aws_secretsmanager_secret.cache[0].id
  secret_string_wo_version = 1

  secret_string_wo = jsonencode({
    ConnectionStrings__Redis = "${var.cache.host}:${var.cache.port},password=${var.cache_token},ssl=true"
  })
}

resource "aws_secretsmanager_secret_version" "broker" {
  count = var.has_broker ? 1 : 0

  secret_id                = aws_secretsmanager_secret.broker[0].id
  secret_string_wo_version = 1

  secret_string_wo = jsonencode({
    ConnectionStrings__RabbitMq           = "amqps://${var.broker.user}:${var.broker_password}@${var.broker.host}:5671/"
    ConnectionStrings__RabbitMqManagement = "https://${var.broker.user}:${var.broker_password}@${var.broker.host}"
  })
}
