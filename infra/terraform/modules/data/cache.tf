# Valkey speaks Redis's protocol. It holds nothing that cannot be computed again, so it keeps nothing on disk.

locals {
  caches = var.cache == null ? {} : { this = var.cache }
}

resource "aws_elasticache_subnet_group" "this" {
  for_each = local.caches

  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_elasticache_parameter_group" "this" {
  for_each = local.caches

  name        = "${var.name}-valkey${split(".", each.value.version)[0]}"
  family      = "valkey${split(".", each.value.version)[0]}"
  description = "Least recently used entries go first"

  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lru"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# The provider has no write-only argument for the token, so this first one is in the state. It is replaced right after
# the first apply (docs/checklists/first-apply.md), outside of Terraform.
resource "random_password" "cache" {
  for_each = local.caches

  length  = 64
  special = false
}

resource "aws_elasticache_replication_group" "this" {
  for_each = local.caches

  replication_group_id = var.name
  description          = "Cache of ${var.name}"
  engine               = "valkey"
  engine_version       = each.value.version
  node_type            = each.value.node_type
  num_cache_clusters   = each.value.nodes
  port                 = 6379

  automatic_failover_enabled = each.value.nodes > 1
  multi_az_enabled           = each.value.nodes > 1

  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  at_rest_encryption_enabled = true
  kms_key_id                 = var.data_key_arn
  auth_token                 = random_password.cache[each.key].result
  auth_token_update_strategy = "ROTATE"

  subnet_group_name        = aws_elasticache_subnet_group.this[each.key].name
  parameter_group_name     = aws_elasticache_parameter_group.this[each.key].name
  security_group_ids       = [var.cache_group_id]
  snapshot_retention_limit = 0
  maintenance_window       = "sun:05:30-sun:06:30"
  apply_immediately        = false

  lifecycle {
    ignore_changes = [auth_token, engine_version]
  }
}
