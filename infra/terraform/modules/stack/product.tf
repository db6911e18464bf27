# The product itself: who it may be, the way in, what runs, who watches.

module "iam" {
  source = "../iam"

  name                  = local.name
  repository            = var.repository
  github_environment    = var.github_environment
  repository_arn        = module.registry.arn
  mirror_arn            = module.registry.mirror_arn
  log_groups            = module.logs.groups
  secrets               = module.secrets.arns
  master_secret_arn     = module.data.database.master_secret_arn
  keys                  = module.keys.arns
  files_bucket_arn      = module.files.arn
  backup_bucket_arn     = module.backup.dumps.arn
  erasures_bucket_arn   = module.backup.erasures.arn
  metrics_workspace_arn = module.observability.workspace_arn
  boundary_arn          = local.boundary
}

module "edge" {
  source = "../edge"

  name                = local.name
  host                = var.host
  zone_id             = var.zone_id
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.public_subnet_ids
  group_id            = module.network.group_ids.alb
  waf                 = var.waf
  deletion_protection = var.protected
  log_bucket_name     = local.buckets.alb
  log_days            = var.log_days
  logs_key_arn        = module.keys.arns.logs
}

# The authority of the region's databases. Its certificate is public; AWS changes it once in many years.
data "http" "database_ca" {
  url = "https://truststore.pki.rds.amazonaws.com/${data.aws_region.here.region}/${data.aws_region.here.region}-bundle.pem"

  lifecycle {
    postcondition {
      condition     = self.status_code == 200
      error_message = "The certificates of the database's authority could not be fetched."
    }
  }
}

module "compute" {
  source = "../compute"

  name              = local.name
  repository_url    = module.registry.url
  image_digest      = var.image_digest
  started           = var.started
  mirror            = module.registry.mirror
  api               = var.api
  worker            = var.worker
  spot              = var.spot
  rests             = var.rests
  requests_per_task = var.requests_per_task
  pool_size         = var.pool_size
  dump_gib          = var.dump_gib
  subnet_ids        = module.network.private_subnet_ids
  group_ids         = module.network.group_ids
  trusted_proxies   = module.network.cidr
  roles             = module.iam.roles
  secrets           = module.secrets.arns
  database          = module.data.database
  database_ca       = trimspace(data.http.database_ca.response_body)
  ca_file           = local.ca_file
  has_cache         = var.cache != null
  has_broker        = var.broker != null
  broker_name       = try(module.messaging.broker.name, null)
  mail_host         = one(module.mail[*].host)
  mail_domain       = var.mail_domain
  app_url           = var.app_url
  files_bucket      = module.files.name
  erasures_bucket   = module.backup.erasures.name
  backup_bucket     = module.backup.dumps.name
  target_group_arns = module.edge.target_group_arns
  rule_arns         = module.edge.rule_arns
  balancer          = module.edge.metrics.balancer
  test_url          = module.edge.test_url
  rollback_alarms   = module.observability.rollback_alarms
  metrics_endpoint  = module.observability.metrics_endpoint
  metrics_namespace = module.observability.metrics_namespace
  settings          = var.settings
  log_groups        = module.logs.groups
  log_days          = var.log_days
  logs_key_arn      = module.keys.arns.logs
  boundary_arn      = local.boundary
}

module "observability" {
  source = "../observability"

  name       = local.name
  topic_arns = module.topics.arns
  mail       = var.alarm_mail
  edge       = module.edge.metrics
  database = {
    identifier        = module.data.database.identifier
    max_connections   = var.database.max_connections
    local_storage_gib = var.local_storage_gib
    sleeps            = try(var.database.capacity.min, 1) == 0
  }
  cache_nodes  = try(var.cache.nodes, 0)
  broker       = var.broker
  cluster_arn  = module.compute.cluster.arn
  backup_vault = module.backup.vault
  secret_arns  = compact(values(module.secrets.arns))
  rules_folder = "${path.module}/../../../observability/prometheus/rules"
  routes_file  = "${path.module}/../../../observability/alertmanager/amp.yml"
  grafana      = var.grafana
  quiet        = var.rests
  log_groups   = module.logs.groups
  log_days     = var.log_days
  logs_key_arn = module.keys.arns.logs
  boundary_arn = local.boundary
}
