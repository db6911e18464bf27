variable "environment" {
  description = "dev, staging or prod; every name carries it."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "dev, staging or prod."
  }
}

variable "repository" {
  description = "GitHub repository that deploys, as owner/name."
  type        = string
}

variable "github_environment" {
  description = "GitHub environment whose jobs may deploy here."
  type        = string
}

variable "host" {
  description = "Name that clients call."
  type        = string
}

variable "zone_id" {
  description = "Route 53 zone of the names."
  type        = string
}

variable "app_url" {
  description = "Where the app's pages are."
  type        = string
}

variable "mail" {
  description = "Mails leave by SES; else each one is only logged."
  type        = bool
}

variable "mail_domain" {
  description = "Domain that mails come from."
  type        = string
}

variable "alarm_mail" {
  description = "Address that gets every alarm."
  type        = string
}

variable "slack" {
  description = "Slack workspace and channel for alarms; null is none."
  type        = object({ team_id = string, channel_id = string })
}

variable "pager_url" {
  description = "Address that pages somebody; null is none."
  type        = string
  sensitive   = true
}

variable "cidr" {
  description = "Addresses of the network, a /16."
  type        = string
}

variable "nat_per_zone" {
  description = "One NAT in every zone, else one for all."
  type        = bool
}

variable "endpoints" {
  description = "Services that are reached without the NAT; each costs by the hour."
  type        = set(string)
}

variable "database" {
  description = "PostgreSQL: version, class, instances, capacity in ACU for db.serverless, connections."
  type = object({
    version         = string
    class           = string
    instances       = number
    capacity        = optional(object({ min = number, max = number }))
    max_connections = number
  })
}

variable "local_storage_gib" {
  description = "Local disk of a database instance, in GiB; it comes with the class."
  type        = number
}

variable "cache" {
  description = "Valkey: version, node type, nodes; null is a cache in each process."
  type        = object({ version = string, node_type = string, nodes = number })
}

variable "broker" {
  description = "RabbitMQ: version, instance type, cluster; null carries events through PostgreSQL."
  type        = object({ version = string, instance_type = string, cluster = bool })
}

variable "api" {
  description = "API tasks: processor, memory, fewest and most."
  type        = object({ cpu = number, memory = number, min = number, max = number })
}

variable "worker" {
  description = "Worker tasks: processor, memory, fewest and most."
  type        = object({ cpu = number, memory = number, min = number, max = number })
}

variable "spot" {
  description = "Tasks may be taken away at two minutes' notice, for a third of the price."
  type        = bool
}

variable "rests" {
  description = "Tasks run on workdays only, and alarms are shown without being sent."
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
  description = "Disk of the task that dumps the database, in GiB."
  type        = number
}

variable "image_digest" {
  description = "Digest of the first image; null before one is pushed."
  type        = string
}

variable "started" {
  description = "API, worker and schedules run."
  type        = bool
}

variable "settings" {
  description = "Further settings of the product; no secrets."
  type        = map(string)
  default     = {}
}

variable "waf" {
  description = "A web application firewall in front."
  type        = bool
}

variable "log_days" {
  description = "Days that logs of the product are kept in CloudWatch."
  type        = number
}

variable "grafana" {
  description = "A Grafana workspace."
  type        = bool
}

variable "copy_region" {
  description = "Region that gets a copy of every backup."
  type        = string
}

variable "strict_backups" {
  description = "Nobody can delete backups or erasures before their time."
  type        = bool
}

variable "protected" {
  description = "Database and load balancer cannot be deleted until this is off."
  type        = bool
}

variable "monthly_usd" {
  description = "What a month may cost, in US dollars."
  type        = number
}
