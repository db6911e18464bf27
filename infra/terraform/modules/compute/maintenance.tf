# Tasks of several containers, one after the other, that hand a file on.

# Once a week everything as a dump that any PostgreSQL can read: the way out when AWS's own backups are of no use.
resource "aws_ecs_task_definition" "dump" {
  family                   = "${var.name}-dump"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 1024
  memory                   = 2048
  execution_role_arn       = var.roles.dump.execution
  task_role_arn            = var.roles.dump.task

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }

  ephemeral_storage {
    size_in_gib = var.dump_gib
  }

  volume {
    name = "certs"
  }

  volume {
    name = "dump"
  }

  container_definitions = jsonencode([
    merge(local.certificates_container, { logConfiguration = local.log["dump"] }),
    {
      name             = "dump"
      image            = local.tools.client
      essential        = false
      command          = ["sh", "-c", file("${path.module}/scripts/dump.sh")]
      mountPoints      = [local.certificates, { sourceVolume = "dump", containerPath = "/dump" }]
      dependsOn        = local.product.dependsOn
      environment      = concat(local.client_environment, [{ name = "PGUSER", value = "rupaya_owner" }])
      secrets          = [{ name = "PGPASSWORD", valueFrom = "${var.secrets.database_owner}:PGPASSWORD::" }]
      logConfiguration = local.log["dump"]
    },
    {
      name             = "upload"
      image            = local.tools.aws
      essential        = true
      entryPoint       = ["sh", "-c"]
      command          = [file("${path.module}/scripts/upload.sh")]
      mountPoints      = [{ sourceVolume = "dump", containerPath = "/dump" }]
      dependsOn        = [{ containerName = "dump", condition = "SUCCESS" }]
      environment      = [{ name = "TARGET", value = "s3://${var.backup_bucket}/dumps" }]
      logConfiguration = local.log["dump"]
    },
  ])
}

# Every 90 days: fetch the secret, let the product make the new one, put it back, start the processes anew.
resource "aws_ecs_task_definition" "rotation" {
  family                   = "${var.name}-rotation"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = var.roles.rotation.execution
  task_role_arn            = var.roles.rotation.task

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

  volume {
    name = "store"
  }

  container_definitions = jsonencode([
    merge(local.certificates_container, { logConfiguration = local.log["rotation"] }),
    {
      name             = "fetch"
      image            = local.tools.aws
      essential        = false
      entryPoint       = ["sh", "-c"]
      command          = [file("${path.module}/scripts/fetch-secret.sh")]
      mountPoints      = [{ sourceVolume = "store", containerPath = "/store" }]
      environment      = [{ name = "SECRET", value = var.secrets.security }, { name = "STORE", value = "/store/secrets.env" }]
      logConfiguration = local.log["rotation"]
    },
    merge(local.product, {
      name             = "rupaya"
      essential        = false
      command          = ["secrets", "rotate", "token", "--store", "/store/secrets.env"]
      mountPoints      = concat(local.product.mountPoints, [{ sourceVolume = "store", containerPath = "/store" }])
      dependsOn        = concat(local.product.dependsOn, [{ containerName = "fetch", condition = "SUCCESS" }])
      environment      = local.command_environment
      secrets          = local.database_app
      logConfiguration = local.log["rotation"]
    }),
    {
      name        = "put"
      image       = local.tools.aws
      essential   = true
      entryPoint  = ["sh", "-c"]
      command     = [file("${path.module}/scripts/put-secret.sh")]
      mountPoints = [{ sourceVolume = "store", containerPath = "/store" }]
      dependsOn   = [{ containerName = "rupaya", condition = "SUCCESS" }]
      environment = [
        { name = "SECRET", value = var.secrets.security },
        { name = "STORE", value = "/store/secrets.env" },
        { name = "CLUSTER", value = aws_ecs_cluster.this.name },
      ]
      logConfiguration = local.log["rotation"]
    },
  ])
}
