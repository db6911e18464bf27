provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Project     = "rupaya"
      Environment = "prod"
      Owner       = var.owner
      CostCenter  = var.cost_center
    }
  }
}

# Two sizes (docs/cost.md). What belongs together stands together: a pool of connections fits the database's limit, the
# alarm fits the class.
locals {
  sizes = {
    # Up to a thousand people: no broker (ADR 23), one NAT, a database that grows and shrinks.
    small = {
      nat_per_zone      = false
      endpoints         = []
      database          = { version = "17.5", class = "db.serverless", instances = 1, capacity = { min = 0.5, max = 2 }, max_connections = 400 }
      local_storage_gib = 20
      cache             = { version = "8.2", node_type = "cache.t4g.micro", nodes = 1 }
      broker            = null
      api               = { cpu = 512, memory = 1024, min = 2, max = 4 }
      worker            = { cpu = 512, memory = 1024, min = 1, max = 2 }
      requests_per_task = 3000
      pool_size         = 20
      dump_gib          = 30
      monthly_usd       = 300
    }
    # Up to fifty thousand: three zones, each part at least twice.
    medium = {
      nat_per_zone      = true
      endpoints         = ["secretsmanager", "ecr.api", "ecr.dkr", "logs", "kms"]
      database          = { version = "17.5", class = "db.r7g.large", instances = 2, capacity = null, max_connections = 1800 }
      local_storage_gib = 32
      cache             = { version = "8.2", node_type = "cache.t4g.medium", nodes = 2 }
      # 4.2 once the chaos catalogue is green on it; there is no way to it in place, the broker is replaced then.
      broker            = { version = "3.13", instance_type = "mq.m7g.large", cluster = true }
      api               = { cpu = 1024, memory = 2048, min = 4, max = 10 }
      worker            = { cpu = 1024, memory = 2048, min = 2, max = 6 }
      requests_per_task = 6000
      pool_size         = 40
      dump_gib          = 100
      monthly_usd       = 2000
    }
  }

  size = local.sizes[var.size]
}

module "rupaya" {
  source = "../../modules/stack"

  environment        = "prod"
  repository         = var.repository
  github_environment = "production"
  host               = "api.${var.domain}"
  zone_id            = var.zone_id
  app_url            = "https://app.${var.domain}"
  mail_domain        = var.domain
  alarm_mail         = var.alarm_mail
  slack              = var.slack
  pager_url          = var.pager_url
  image_digest       = var.image_digest
  started            = var.started
  copy_region        = "ap-southeast-1"

  cidr         = "10.2.0.0/16"
  nat_per_zone = local.size.nat_per_zone
  endpoints    = local.size.endpoints
  waf          = true
  mail         = true

  database          = local.size.database
  local_storage_gib = local.size.local_storage_gib
  cache             = local.size.cache
  broker            = local.size.broker

  api               = local.size.api
  worker            = local.size.worker
  spot              = false
  rests             = false
  requests_per_task = local.size.requests_per_task
  pool_size         = local.size.pool_size
  dump_gib          = local.size.dump_gib

  log_days       = 30
  grafana        = var.grafana
  strict_backups = true
  protected      = true
  monthly_usd    = local.size.monthly_usd
}
