# Aurora PostgreSQL: the only system of record. No RDS Proxy (ADR 23): a few long-lived pools with prepared statements and
# settings of their own would pin its connections one by one.

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_rds_cluster_parameter_group" "this" {
  name        = "${var.name}-${local.family}"
  family      = local.family
  description = "TLS only, slow statements in the log, no transaction that idles for ever"

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = contains(local.static, parameter.key) ? "pending-reboot" : "immediate"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  family = "aurora-postgresql${split(".", var.database.version)[0]}"

  parameters = {
    "rds.force_ssl"                       = "1"
    "log_min_duration_statement"          = "500"
    "idle_in_transaction_session_timeout" = "60000"
    "shared_preload_libraries"            = "pg_stat_statements"
    "max_connections"                     = tostring(var.database.max_connections)
  }
  static = ["shared_preload_libraries", "max_connections"]

  serverless = var.database.class == "db.serverless"
}

# The product's database and roles are made by `rupaya bootstrap`, as everywhere else.
resource "aws_rds_cluster" "this" {
  cluster_identifier = var.name
  engine             = "aurora-postgresql"
  engine_version     = var.database.version

  master_username               = "rupaya_master"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = var.secrets_key_arn

  storage_encrypted = true
  kms_key_id        = var.data_key_arn

  db_subnet_group_name            = aws_db_subnet_group.this.name
  vpc_security_group_ids          = [var.database_group_id]
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.this.name
  port                            = 5432

  backup_retention_period      = 30
  preferred_backup_window      = "03:00-04:00"
  preferred_maintenance_window = "sun:04:30-sun:05:30"
  copy_tags_to_snapshot        = true
  deletion_protection          = var.deletion_protection
  skip_final_snapshot          = false
  # A fixed name: one with the time in it would differ at every plan.
  final_snapshot_identifier = "${var.name}-final"

  enabled_cloudwatch_logs_exports = ["postgresql"]

  dynamic "serverlessv2_scaling_configuration" {
    for_each = local.serverless ? [var.database.capacity] : []

    content {
      min_capacity = serverlessv2_scaling_configuration.value.min
      max_capacity = serverlessv2_scaling_configuration.value.max
      # Only an environment that may take half a minute to answer sleeps.
      seconds_until_auto_pause = serverlessv2_scaling_configuration.value.min == 0 ? 3600 : null
    }
  }

  lifecycle {
    # A newer patch is taken in the maintenance window; the major version is changed by hand (docs/deployment.md).
    ignore_changes = [engine_version]
  }

  depends_on = [aws_cloudwatch_log_group.database]
}

resource "aws_rds_cluster_instance" "this" {
  count = var.database.instances

  identifier         = "${var.name}-${count.index + 1}"
  cluster_identifier = aws_rds_cluster.this.id
  engine             = aws_rds_cluster.this.engine
  engine_version     = aws_rds_cluster.this.engine_version
  instance_class     = var.database.class
  promotion_tier     = count.index

  publicly_accessible             = false
  auto_minor_version_upgrade      = true
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.data_key_arn
  copy_tags_to_snapshot           = true
  ca_cert_identifier              = "rds-ca-rsa2048-g1"

  lifecycle {
    ignore_changes = [engine_version]
  }
}

# Made before the cluster writes to it, so that it is encrypted and does not keep lines for ever.
resource "aws_cloudwatch_log_group" "database" {
  name              = "/aws/rds/cluster/${var.name}/postgresql"
  retention_in_days = var.log_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_db_event_subscription" "this" {
  name             = var.name
  sns_topic        = var.topic_arn
  source_type      = "db-cluster"
  source_ids       = [aws_rds_cluster.this.id]
  event_categories = ["failover", "failure", "maintenance", "notification"]
}

# Every process keeps its pool. In a blue-green switch the API runs twice.
check "connections" {
  assert {
    condition     = var.processes * var.pool_size <= 0.8 * var.database.max_connections
    error_message = "${var.processes} processes with ${var.pool_size} connections are more than 80 % of ${var.database.max_connections}."
  }
}
