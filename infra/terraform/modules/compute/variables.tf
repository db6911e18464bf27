variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "repository_url" {
  description = "Where the product's image is pulled from."
  type        = string
}

variable "image_digest" {
  description = "Digest of the first image, sha256:…; null before one is pushed. Later images come by deployments."
  type        = string
}

variable "started" {
  description = "API, worker and schedules run; before, the first image is pushed and the database is migrated."
  type        = bool

  validation {
    condition     = !var.started || var.image_digest != null
    error_message = "Nothing can be started without image_digest."
  }
}

variable "mirror" {
  description = "Prefix of images that others publish."
  type        = string
}

variable "api" {
  description = "API tasks: processor (1024 is one core), memory in MiB, fewest and most."
  type        = object({ cpu = number, memory = number, min = number, max = number })

  validation {
    condition     = var.api.min >= 1 && var.api.max >= var.api.min
    error_message = "At least one, and no more at least than at most."
  }
}

variable "worker" {
  description = "Worker tasks: processor, memory in MiB, fewest and most."
  type        = object({ cpu = number, memory = number, min = number, max = number })

  validation {
    condition     = var.worker.min >= 1 && var.worker.max >= var.worker.min
    error_message = "At least one, and no more at least than at most."
  }
}

variable "spot" {
  description = "Tasks may be taken away at two minutes' notice, for a third of the price."
  type        = bool
}

variable "rests" {
  description = "Tasks run from 9 to 20 o'clock on workdays only, so that the database can sleep."
  type        = bool
}

variable "requests_per_task" {
  description = "Requests a minute that one API task should have."
  type        = number
}

variable "pool_size" {
  description = "Connections of one process."
  type        = number
}

variable "dump_gib" {
  description = "Disk of the task that dumps the database, in GiB (21 to 200)."
  type        = number

  validation {
    condition     = var.dump_gib >= 21 && var.dump_gib <= 200
    error_message = "21 to 200."
  }
}

variable "subnet_ids" {
  description = "Private subnets."
  type        = list(string)
}

variable "group_ids" {
  description = "Security groups of tasks and hook."
  type        = object({ api = string, worker = string, tasks = string, hook = string })
}

variable "trusted_proxies" {
  description = "Network of the load balancer, whose forwarded headers count."
  type        = string
}

variable "roles" {
  description = "Execution and task role of each kind of task."
  type        = map(object({ execution = string, task = string }))
}

variable "secrets" {
  description = "ARN of each secret; null for those that this environment does not have."
  type = object({
    security       = string
    database_app   = string
    database_owner = string
    cache          = string
    broker         = string
    mail           = string
  })
}

variable "database" {
  description = "Address of the database, its master user and the secret with that user's password."
  type        = object({ endpoint = string, port = number, master_user = string, master_secret_arn = string })
}

variable "database_ca" {
  description = "Certificates of the database's authority, PEM."
  type        = string

  validation {
    condition     = startswith(var.database_ca, "-----BEGIN CERTIFICATE-----") && length(var.database_ca) < 16384
    error_message = "Certificates in PEM, at most 16 KiB: a region's bundle, not the global one."
  }
}

variable "ca_file" {
  description = "Where tasks find these certificates."
  type        = string
}

variable "has_cache" {
  description = "There is a cache of its own."
  type        = bool
}

variable "has_broker" {
  description = "There is a broker."
  type        = bool
}

variable "broker_name" {
  description = "Name of the broker; null without one."
  type        = string
}

variable "mail_host" {
  description = "SMTP server; null is none."
  type        = string
}

variable "mail_domain" {
  description = "Domain that mails come from."
  type        = string
}

variable "app_url" {
  description = "Where the app's pages are; links in mails lead there."
  type        = string
}

variable "files_bucket" {
  description = "Bucket of people's files."
  type        = string
}

variable "erasures_bucket" {
  description = "Bucket of the list of erasures."
  type        = string
}

variable "backup_bucket" {
  description = "Bucket of dumps."
  type        = string
}

variable "target_group_arns" {
  description = "The two target groups of the API."
  type        = object({ blue = string, green = string })
}

variable "rule_arns" {
  description = "The rules that a deployment moves traffic with."
  type        = object({ production = string, test = string })
}

variable "balancer" {
  description = "What CloudWatch calls the load balancer."
  type        = string
}

variable "test_url" {
  description = "Where the hook calls the new version."
  type        = string
}

variable "rollback_alarms" {
  description = "Alarms that take a deployment back."
  type        = list(string)
}

variable "metrics_endpoint" {
  description = "Address of the Prometheus workspace, with a slash at its end."
  type        = string
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of metrics that come from the product's log."
  type        = string
}

variable "settings" {
  description = "Further settings of the product, such as RateLimits__User__Limit; no secrets."
  type        = map(string)
  default     = {}
}

variable "log_groups" {
  description = "Log group of each kind of task."
  type        = map(object({ name = string, arn = string }))
}

variable "log_days" {
  description = "Days that the hook's log is kept."
  type        = number
}

variable "logs_key_arn" {
  description = "Key that encrypts logs."
  type        = string
}

variable "boundary_arn" {
  description = "Permissions boundary of every role."
  type        = string
}
