# RabbitMQ, where an environment has a broker. Without one events go through PostgreSQL and are as durable (ADR 23).

locals {
  brokers = var.broker == null ? {} : { this = var.broker }
  user    = "rupaya"
}

resource "aws_mq_configuration" "this" {
  for_each = local.brokers

  name           = var.name
  description    = "What the broker limits; limits of deliveries are the product's own, per queue"
  engine_type    = "RabbitMQ"
  engine_version = each.value.version

  # An import of 100 000 rows is one message: half an hour until the broker takes it back.
  data = "consumer_timeout = 1800000\n"
}

# The provider has no write-only argument for this password, so this first one is in the state. It is replaced right
# after the first apply (docs/checklists/first-apply.md), outside of Terraform.
resource "random_password" "user" {
  for_each = local.brokers

  length  = 48
  special = false
}

resource "aws_mq_broker" "this" {
  for_each = local.brokers

  broker_name                = var.name
  engine_type                = "RabbitMQ"
  engine_version             = each.value.version
  deployment_mode            = each.value.cluster ? "CLUSTER_MULTI_AZ" : "SINGLE_INSTANCE"
  host_instance_type         = each.value.instance_type
  publicly_accessible        = false
  auto_minor_version_upgrade = true
  apply_immediately          = false
  subnet_ids                 = each.value.cluster ? var.subnet_ids : slice(var.subnet_ids, 0, 1)
  security_groups            = [var.group_id]

  configuration {
    id       = aws_mq_configuration.this[each.key].id
    revision = aws_mq_configuration.this[each.key].latest_revision
  }

  encryption_options {
    kms_key_id        = var.key_arn
    use_aws_owned_key = false
  }

  # Amazon MQ makes the log group itself, under an id that nobody knows before: the first apply gives it its end by hand.
  logs {
    general = true
  }

  maintenance_window_start_time {
    day_of_week = "SUNDAY"
    time_of_day = "06:30"
    time_zone   = "UTC"
  }

  user {
    username = local.user
    password = random_password.user[each.key].result
  }

  lifecycle {
    ignore_changes = [user, engine_version]
  }
}
