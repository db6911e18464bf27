# Tasks that run once. A person or a workflow starts one with `aws ecs run-task` and says which command.

# migrate, topology, verify, keys, admin, audit …
resource "aws_ecs_task_definition" "command" {
  family                   = "${var.name}-command"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = var.roles.command.execution
  task_role_arn            = var.roles.command.task

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }

  volume {
    name = "tmp"
  }

  volume {
    name = "certs"
  }

  container_definitions = jsonencode([
    merge(local.product, {
      name             = "rupaya"
      command          = ["verify"]
      environment      = local.command_environment
      secrets          = concat(local.security, local.database_app, local.database_owner, local.broker)
      logConfiguration = local.log["command"]
    }),
    merge(local.certificates_container, { logConfiguration = local.log["command"] }),
  ])
}

# Makes database and roles, and changes their passwords to what the secrets say. Safe to run again.
resource "aws_ecs_task_definition" "bootstrap" {
  family                   = "${var.name}-bootstrap"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = var.roles.bootstrap.execution
  task_role_arn            = var.roles.bootstrap.task

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }

  volume {
    name = "tmp"
  }

  volume {
    name = "certs"
  }

  container_definitions = jsonencode([
    merge(local.product, {
      name             = "rupaya"
      command          = ["bootstrap"]
      logConfiguration = local.log["bootstrap"]
      # The master user's password is a secret of its own: PostgreSQL's client takes it from PGPASSWORD.
      environment = [
        { name = "ConnectionStrings__PostgresAdmin", value = "Host=${var.database.endpoint};Port=${var.database.port};Database=postgres;Username=${var.database.master_user};SSL Mode=VerifyFull;Root Certificate=${var.ca_file}" },
      ]
      secrets = concat(local.database_app, local.database_owner, [
        { name = "PGPASSWORD", valueFrom = "${var.database.master_secret_arn}:password::" },
      ])
    }),
    merge(local.certificates_container, { logConfiguration = local.log["bootstrap"] }),
  ])
}

# A PostgreSQL client behind Systems Manager: no bastion, no open port, over after an hour, recorded.
resource "aws_ecs_task_definition" "operator" {
  family                   = "${var.name}-operator"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = var.roles.operator.execution
  task_role_arn            = var.roles.operator.task

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }

  volume {
    name = "certs"
  }

  container_definitions = jsonencode([
    {
      name            = "operator"
      image           = local.tools.client
      essential       = true
      command         = ["sleep", "3600"]
      linuxParameters = { initProcessEnabled = true }
      mountPoints     = [local.certificates]
      dependsOn       = local.product.dependsOn
      environment     = local.client_environment
      secrets = [
        { name = "PGUSER", valueFrom = "${var.secrets.database_app}:PGUSER::" },
        { name = "PGPASSWORD", valueFrom = "${var.secrets.database_app}:PGPASSWORD::" },
      ]
      logConfiguration = local.log["operator"]
    },
    merge(local.certificates_container, { logConfiguration = local.log["operator"] }),
  ])
}

locals {
  client_environment = [
    { name = "PGHOST", value = var.database.endpoint },
    { name = "PGPORT", value = tostring(var.database.port) },
    { name = "PGDATABASE", value = "rupaya" },
    { name = "PGSSLMODE", value = "verify-full" },
    { name = "PGSSLROOTCERT", value = var.ca_file },
  ]
}
