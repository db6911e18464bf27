# One secret for each circle of readers. A task is given members of a secret by name; its execution role may read exactly
# the secrets that it is given (the check follows both). No value is in the state: passwords of the database are made
# here and written without being kept, those that people bring are put in by hand.

resource "aws_secretsmanager_secret" "security" {
  name        = "${var.name}/security"
  description = "Master key and token secret, with their predecessors; made by rupaya keys new"
  kms_key_id  = var.key_arn
}

resource "aws_secretsmanager_secret" "database_app" {
  name        = "${var.name}/database-app"
  description = "The role that serves: no DDL"
  kms_key_id  = var.key_arn
}

resource "aws_secretsmanager_secret" "database_owner" {
  name        = "${var.name}/database-owner"
  description = "The role that migrates"
  kms_key_id  = var.key_arn
}

resource "aws_secretsmanager_secret" "cache" {
  count = var.has_cache ? 1 : 0

  name        = "${var.name}/cache"
  description = "Address and token of the cache"
  kms_key_id  = var.key_arn
}

resource "aws_secretsmanager_secret" "broker" {
  count = var.has_broker ? 1 : 0

  name        = "${var.name}/broker"
  description = "Addresses, user and password of the broker"
  kms_key_id  = var.key_arn
}

resource "aws_secretsmanager_secret" "mail" {
  count = var.has_mail ? 1 : 0

  name        = "${var.name}/mail"
  description = "User and password of the mail server; put in by hand"
  kms_key_id  = var.key_arn
}
