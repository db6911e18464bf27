# Everything of one environment. Environments differ in what they pass here, and in nothing else.

locals {
  name      = "rupaya-${var.environment}"
  account   = data.aws_caller_identity.here.account_id
  buckets   = { files = "${local.name}-files-${local.account}", logs = "${local.name}-logs-${local.account}", alb = "${local.name}-alb-${local.account}" }
  boundary  = "arn:${data.aws_partition.here.partition}:iam::${local.account}:policy/rupaya/boundary"
  ca_file   = "/certs/database.pem"
  clustered = try(var.broker.cluster, false)

  # Most processes at once: in a blue-green switch the API is there twice, and a rolling worker too.
  processes = 2 * (var.api.max + var.worker.max) + 2
}

data "aws_caller_identity" "here" {}

data "aws_partition" "here" {}

data "aws_region" "here" {}

module "keys" {
  source = "../keys"

  name = local.name
}

module "topics" {
  source = "../topics"

  name         = local.name
  key_arn      = module.keys.arns.messages
  mail         = var.alarm_mail
  slack        = var.slack
  pager_url    = var.pager_url
  boundary_arn = local.boundary
}

module "network" {
  source = "../network"

  name          = local.name
  cidr          = var.cidr
  zones         = local.clustered ? 3 : 2
  nat_per_zone  = var.nat_per_zone
  endpoints     = var.endpoints
  flow_log_days = 30
  logs_key_arn  = module.keys.arns.logs
  boundary_arn  = local.boundary
}

module "registry" {
  source = "../registry"

  name         = local.name
  key_arn      = module.keys.arns.images
  boundary_arn = local.boundary
}

module "logs" {
  source = "../logs"

  name         = local.name
  bucket_name  = local.buckets.logs
  key_arn      = module.keys.arns.logs
  app_days     = var.log_days
  backup_days  = 90
  boundary_arn = local.boundary
}

module "files" {
  source = "../bucket"

  name              = local.buckets.files
  key_arn           = module.keys.arns.data
  expire_after_days = null
  old_versions_days = 35
}

module "data" {
  source = "../data"

  name                = local.name
  subnet_ids          = module.network.data_subnet_ids
  database_group_id   = module.network.group_ids.database
  cache_group_id      = module.network.group_ids.cache
  data_key_arn        = module.keys.arns.data
  secrets_key_arn     = module.keys.arns.secrets
  logs_key_arn        = module.keys.arns.logs
  topic_arn           = module.topics.arns.ticket
  log_days            = 30
  deletion_protection = var.protected
  database            = var.database
  cache               = var.cache
  processes           = local.processes
  pool_size           = var.pool_size
}

module "messaging" {
  source = "../messaging"

  name       = local.name
  broker     = var.broker
  subnet_ids = module.network.data_subnet_ids
  group_id   = module.network.group_ids.broker
  key_arn    = module.keys.arns.data
}

module "mail" {
  source = "../mail"
  count  = var.mail ? 1 : 0

  name         = local.name
  domain       = var.mail_domain
  zone_id      = var.zone_id
  boundary_arn = local.boundary
}

module "secrets" {
  source = "../secrets"

  name            = local.name
  key_arn         = module.keys.arns.secrets
  ca_file         = local.ca_file
  database        = module.data.database
  has_cache       = var.cache != null
  cache           = module.data.cache
  cache_token     = module.data.cache_token
  has_broker      = var.broker != null
  broker          = module.messaging.broker
  broker_password = module.messaging.password
  has_mail        = var.mail
}

module "backup" {
  source = "../backup"

  name              = local.name
  bucket_prefix     = local.name
  key_arn           = module.keys.arns.backup
  copy_region       = var.copy_region
  database_arn      = module.data.database.arn
  database_group_id = module.network.group_ids.database
  subnet_group      = module.data.database.subnet_group
  strict            = var.strict_backups
  boundary_arn      = local.boundary
}

module "budget" {
  source = "../budget"

  name        = local.name
  monthly_usd = var.monthly_usd
  topic_arn   = module.topics.arns.ticket
}
