provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Project     = "rupaya"
      Environment = "dev"
      Owner       = var.owner
      CostCenter  = var.cost_center
    }
  }
}

# The smallest that still is the whole product: it sleeps when nobody asks, and nothing in it is worth keeping.
module "rupaya" {
  source = "../../modules/stack"

  environment        = "dev"
  repository         = var.repository
  github_environment = "development"
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

  cidr         = "10.0.0.0/16"
  nat_per_zone = false
  endpoints    = []
  waf          = false
  mail         = false

  database          = { version = "17.5", class = "db.serverless", instances = 1, capacity = { min = 0, max = 1 }, max_connections = 150 }
  local_storage_gib = 20
  cache             = null
  broker            = null

  api               = { cpu = 256, memory = 512, min = 1, max = 1 }
  worker            = { cpu = 256, memory = 512, min = 1, max = 1 }
  spot              = true
  rests             = true
  requests_per_task = 1500
  pool_size         = 20
  dump_gib          = 21

  log_days       = 7
  grafana        = false
  strict_backups = false
  protected      = false
  monthly_usd    = 130
}
