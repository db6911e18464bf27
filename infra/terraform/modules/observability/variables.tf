variable "name" {
  description = "Prefix of every name, such as rupaya-prod; cluster and broker are called so."
  type        = string
}

variable "topic_arns" {
  description = "Topic of each severity."
  type        = object({ page = string, ticket = string })
}

variable "mail" {
  description = "Address that is told when the API does not answer from outside."
  type        = string
}

variable "edge" {
  description = "What CloudWatch calls load balancer, target groups, health check and certificate."
  type        = object({ balancer = string, blue = string, green = string, health_check = string, certificate_arn = string })
}

variable "database" {
  description = "Identifier of the cluster, its connections, its local disk, and whether it sleeps when nobody asks."
  type        = object({ identifier = string, max_connections = number, local_storage_gib = number, sleeps = bool })
}

variable "cache_nodes" {
  description = "Nodes of the cache; 0 without one."
  type        = number
}

variable "broker" {
  description = "Instance type of the broker; null without one."
  type        = object({ instance_type = string })
}

variable "cluster_arn" {
  description = "ARN of the cluster."
  type        = string
}

variable "backup_vault" {
  description = "Vault of the daily backups."
  type        = string
}

variable "secret_arns" {
  description = "Secrets whose age is measured."
  type        = list(string)
}

variable "rules_folder" {
  description = "Folder with Prometheus rules, one file for each area."
  type        = string
}

variable "quiet" {
  description = "Alarms are shown and not sent: an environment that rests would ring every evening."
  type        = bool
}

variable "routes_file" {
  description = "Template of the alert manager's routes, with the topics and the region to be filled in."
  type        = string
}

variable "grafana" {
  description = "A Grafana workspace, signed in to by IAM Identity Center."
  type        = bool
}

variable "log_groups" {
  description = "Log group of each kind of task."
  type        = object({ api = object({ name = string }), worker = object({ name = string }), command = object({ name = string }) })
}

variable "log_days" {
  description = "Days that logs of Prometheus and functions are kept."
  type        = number
}

variable "logs_key_arn" {
  description = "Key that encrypts logs, metrics and traces."
  type        = string
}

variable "boundary_arn" {
  description = "Permissions boundary of every role."
  type        = string
}
