# API and worker: the same image, two roles.

resource "aws_ecs_task_definition" "api" {
  family                   = "${var.name}-api"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.api.cpu
  memory                   = var.api.memory
  execution_role_arn       = var.roles.api.execution
  task_role_arn            = var.roles.api.task

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

  # No health check of the container: the load balancer decides about the API.
  container_definitions = jsonencode([
    merge(local.product, {
      name             = "rupaya"
      command          = ["serve"]
      environment      = local.environment
      secrets          = concat(local.security, local.database_app, local.cache, local.broker)
      logConfiguration = local.log["api"]
      portMappings     = [{ containerPort = 8080, protocol = "tcp" }]
    }),
    merge(local.certificates_container, { logConfiguration = local.log["api"] }),
    merge(local.collector, {
      logConfiguration = local.log["api"]
      environment      = [{ name = "AOT_CONFIG_CONTENT", value = local.collector_config["api"] }]
    }),
  ])
}

resource "aws_ecs_task_definition" "worker" {
  family                   = "${var.name}-worker"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.worker.cpu
  memory                   = var.worker.memory
  execution_role_arn       = var.roles.worker.execution
  task_role_arn            = var.roles.worker.task

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
      command          = ["work"]
      environment      = concat(local.environment, [{ name = "DOTNET_TieredCompilation", value = "0" }])
      secrets          = concat(local.security, local.database_app, local.cache, local.broker, local.mail)
      logConfiguration = local.log["worker"]
      healthCheck      = { command = ["CMD", "dotnet", "/app/rupaya.dll", "health"], interval = 15, timeout = 10, retries = 4, startPeriod = 60 }
    }),
    merge(local.certificates_container, { logConfiguration = local.log["worker"] }),
    merge(local.collector, {
      logConfiguration = local.log["worker"]
      environment      = [{ name = "AOT_CONFIG_CONTENT", value = local.collector_config["worker"] }]
    }),
  ])
}

# Blue-green by ECS itself: new tasks behind the other target group, the hook on the test listener, all traffic at once,
# fifteen minutes under the alarms, then the old tasks end. An alarm in that time moves the traffic back.
resource "aws_ecs_service" "api" {
  count = var.started ? 1 : 0

  name                              = "api"
  cluster                           = aws_ecs_cluster.this.id
  task_definition                   = aws_ecs_task_definition.api.arn
  desired_count                     = var.api.min
  platform_version                  = "LATEST"
  propagate_tags                    = "SERVICE"
  enable_ecs_managed_tags           = true
  availability_zone_rebalancing     = "ENABLED"
  health_check_grace_period_seconds = 120

  capacity_provider_strategy {
    capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
    weight            = 1
  }

  deployment_configuration {
    strategy             = "BLUE_GREEN"
    bake_time_in_minutes = 15

    lifecycle_hook {
      hook_target_arn  = module.hook.arn
      role_arn         = aws_iam_role.deployment.arn
      lifecycle_stages = ["POST_TEST_TRAFFIC_SHIFT"]
    }
  }

  alarms {
    enable      = true
    rollback    = true
    alarm_names = var.rollback_alarms
  }

  load_balancer {
    target_group_arn = var.target_group_arns.blue
    container_name   = "rupaya"
    container_port   = 8080

    advanced_configuration {
      alternate_target_group_arn = var.target_group_arns.green
      production_listener_rule   = var.rule_arns.production
      test_listener_rule         = var.rule_arns.test
      role_arn                   = aws_iam_role.deployment.arn
    }
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.group_ids.api]
    assign_public_ip = false
  }

  # Releases are deployed by the workflow, which knows their order (migrate, topology, worker, API). The provider would
  # also not alternate the target groups (hashicorp/terraform-provider-aws#45678).
  lifecycle {
    ignore_changes = [task_definition, desired_count, load_balancer]
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.this,
    aws_iam_role_policy_attachment.deployment,
    aws_iam_role_policy.deployment,
  ]
}

resource "aws_ecs_service" "worker" {
  count = var.started ? 1 : 0

  name                               = "worker"
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.worker.arn
  desired_count                      = var.worker.min
  platform_version                   = "LATEST"
  propagate_tags                     = "SERVICE"
  enable_ecs_managed_tags            = true
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200

  capacity_provider_strategy {
    capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
    weight            = 1
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.group_ids.worker]
    assign_public_ip = false
  }

  lifecycle {
    ignore_changes = [task_definition, desired_count]
  }

  depends_on = [aws_ecs_cluster_capacity_providers.this]
}
