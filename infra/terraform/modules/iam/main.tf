# Which kind of task may read which secret and do what. The lists of secrets are the same as in the task definitions
# (modules/compute); the check compares them.

module "api" {
  source = "../task-role"

  name            = "${var.name}-api"
  repository_arn  = var.repository_arn
  mirror_arn      = var.mirror_arn
  log_group_arn   = var.log_groups.api.arn
  secret_arns     = compact([var.secrets.security, var.secrets.database_app, var.secrets.cache, var.secrets.broker])
  secrets_key_arn = var.keys.secrets
  has_policy      = true
  policy          = data.aws_iam_policy_document.api.json
  boundary_arn    = var.boundary_arn
}

module "worker" {
  source = "../task-role"

  name            = "${var.name}-worker"
  repository_arn  = var.repository_arn
  mirror_arn      = var.mirror_arn
  log_group_arn   = var.log_groups.worker.arn
  secret_arns     = compact([var.secrets.security, var.secrets.database_app, var.secrets.cache, var.secrets.broker, var.secrets.mail])
  secrets_key_arn = var.keys.secrets
  has_policy      = true
  policy          = data.aws_iam_policy_document.worker.json
  boundary_arn    = var.boundary_arn
}

# migrate, topology, verify, keys, admin, restored …: everything that runs once.
module "command" {
  source = "../task-role"

  name            = "${var.name}-command"
  repository_arn  = var.repository_arn
  mirror_arn      = var.mirror_arn
  log_group_arn   = var.log_groups.command.arn
  secret_arns     = compact([var.secrets.security, var.secrets.database_app, var.secrets.database_owner, var.secrets.broker])
  secrets_key_arn = var.keys.secrets
  has_policy      = true
  policy          = data.aws_iam_policy_document.command.json
  boundary_arn    = var.boundary_arn
}

# Makes the database and its two roles: the only task that is given the master user's password.
module "bootstrap" {
  source = "../task-role"

  name            = "${var.name}-bootstrap"
  repository_arn  = var.repository_arn
  mirror_arn      = var.mirror_arn
  log_group_arn   = var.log_groups.bootstrap.arn
  secret_arns     = [var.master_secret_arn, var.secrets.database_app, var.secrets.database_owner]
  secrets_key_arn = var.keys.secrets
  has_policy      = false
  boundary_arn    = var.boundary_arn
}

# A PostgreSQL client that a person enters through Systems Manager: the application's role, so no DDL.
module "operator" {
  source = "../task-role"

  name            = "${var.name}-operator"
  repository_arn  = var.repository_arn
  mirror_arn      = var.mirror_arn
  log_group_arn   = var.log_groups.operator.arn
  secret_arns     = [var.secrets.database_app]
  secrets_key_arn = var.keys.secrets
  has_policy      = true
  policy          = data.aws_iam_policy_document.operator.json
  boundary_arn    = var.boundary_arn
}

module "dump" {
  source = "../task-role"

  name            = "${var.name}-dump"
  repository_arn  = var.repository_arn
  mirror_arn      = var.mirror_arn
  log_group_arn   = var.log_groups.dump.arn
  secret_arns     = [var.secrets.database_owner]
  secrets_key_arn = var.keys.secrets
  has_policy      = true
  policy          = data.aws_iam_policy_document.dump.json
  boundary_arn    = var.boundary_arn
}

# Reads and writes the secret as a whole, by its own role: no member of it is given to a container.
module "rotation" {
  source = "../task-role"

  name            = "${var.name}-rotation"
  repository_arn  = var.repository_arn
  mirror_arn      = var.mirror_arn
  log_group_arn   = var.log_groups.rotation.arn
  secret_arns     = [var.secrets.database_app]
  secrets_key_arn = var.keys.secrets
  has_policy      = true
  policy          = data.aws_iam_policy_document.rotation.json
  boundary_arn    = var.boundary_arn
}
