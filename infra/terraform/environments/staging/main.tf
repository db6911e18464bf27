provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Project     = "rupaya"
      Environment = "staging"
      Owner       = var.owner
      CostCenter  = var.cost_center
    }
  }
}

# Every part that production has, in its smallest size. The single broker is for tests only, says AWS.
module "rupaya" {
  source = "../../modules/stack"

  environment        = "staging"
  repository         = var.repository
  github_environment = "staging"
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

  cidr         = "10.1.0.0/16"
  nat_per_zone = false
  endpoints    = []
  waf          = true
  mail         = true

  database          = { version = "17.5", class = "db.serverless", instances = 1, capacity = { min = 0.5, max = 2 }, max_connections = 300 }
  local_storage_gib = 20
  cache             = { version = "8.2", node_type = "cache.t4g.micro", nodes = 1 }
  # 4.2 once the chaos catalogue is green on it; there is no way to it in place, the broker is replaced then.
  broker = { version = "3.13", instance_type = "mq.m7g.medium", cluster = false }

  api               = { cpu = 512, memory = 1024, min = 1, max = 2 }
  worker            = { cpu = 512, memory = 1024, min = 1, max = 2 }
  spot              = false
  rests             = false
  requests_per_task = 3000
  pool_size         = 20
  dump_gib          = 30

  log_days       = 30
  grafana        = false
  strict_backups = false
  protected      = true
  monthly_usd    = 500
}
