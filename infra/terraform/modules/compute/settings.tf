# Settings of the product (README.md, Configuration). Secrets come by name from Secrets Manager; the lists per kind of
# task are those of modules/iam.

locals {
  settings = merge(
    {
      Messaging__Transport    = var.has_broker ? "RabbitMq" : "InProcess"
      Cache__Provider         = var.has_cache ? "Redis" : "Memory"
      Database__MaxPoolSize   = tostring(var.pool_size)
      Files__Provider         = "S3"
      Files__Bucket           = var.files_bucket
      Files__Prefix           = "files/"
      Backup__ErasureBucket   = var.erasures_bucket
      Mail__From              = "Rupaya <no-reply@${var.mail_domain}>"
      Mail__AppUrl            = var.app_url
      Web__TrustedProxies__0  = var.trusted_proxies
      Telemetry__OtlpEndpoint = "http://127.0.0.1:4318"
    },
    var.mail_host == null ? {} : { Mail__Host = var.mail_host },
    var.settings,
  )

  # A command has no collector beside it, and no use for a cache.
  command_settings = merge(
    { for name, value in local.settings : name => value if name != "Telemetry__OtlpEndpoint" },
    { Cache__Provider = "Memory" },
  )

  environment         = [for name, value in local.settings : { name = name, value = value }]
  command_environment = [for name, value in local.command_settings : { name = name, value = value }]

  # The predecessors are there from the first day on, as secrets that never sealed anything: a task cannot start when a
  # member that it is given does not exist (docs/checklists/first-apply.md has the command).
  security = [
    { name = "Security__MasterKey", valueFrom = "${var.secrets.security}:Security__MasterKey::" },
    { name = "Security__TokenSecret", valueFrom = "${var.secrets.security}:Security__TokenSecret::" },
    { name = "Security__PreviousMasterKeys__0", valueFrom = "${var.secrets.security}:Security__PreviousMasterKeys__0::" },
    { name = "Security__PreviousTokenSecrets__0", valueFrom = "${var.secrets.security}:Security__PreviousTokenSecrets__0::" },
  ]

  database_app = [
    { name = "ConnectionStrings__Postgres", valueFrom = "${var.secrets.database_app}:ConnectionStrings__Postgres::" },
  ]

  database_owner = [
    { name = "ConnectionStrings__PostgresOwner", valueFrom = "${var.secrets.database_owner}:ConnectionStrings__PostgresOwner::" },
  ]

  cache = var.has_cache ? [
    { name = "ConnectionStrings__Redis", valueFrom = "${var.secrets.cache}:ConnectionStrings__Redis::" },
  ] : []

  broker = var.has_broker ? [
    { name = "ConnectionStrings__RabbitMq", valueFrom = "${var.secrets.broker}:ConnectionStrings__RabbitMq::" },
    { name = "ConnectionStrings__RabbitMqManagement", valueFrom = "${var.secrets.broker}:ConnectionStrings__RabbitMqManagement::" },
  ] : []

  mail = var.mail_host == null ? [] : [
    { name = "Mail__User", valueFrom = "${var.secrets.mail}:Mail__User::" },
    { name = "Mail__Password", valueFrom = "${var.secrets.mail}:Mail__Password::" },
  ]
}
