variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "repository" {
  description = "GitHub repository that deploys, as owner/name."
  type        = string
}

variable "github_environment" {
  description = "GitHub environment whose jobs may take the deploy role."
  type        = string
}

variable "repository_arn" {
  description = "Repository of the product's image."
  type        = string
}

variable "mirror_arn" {
  description = "Repositories of images that others publish."
  type        = string
}

variable "log_groups" {
  description = "Log group of each kind of task."
  type        = map(object({ name = string, arn = string }))
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

variable "master_secret_arn" {
  description = "Secret of the database's master user, which RDS keeps."
  type        = string
}

variable "keys" {
  description = "Keys of what roles read and write."
  type        = object({ secrets = string, data = string, backup = string, logs = string })
}

variable "files_bucket_arn" {
  description = "Bucket of people's files."
  type        = string
}

variable "backup_bucket_arn" {
  description = "Bucket of dumps."
  type        = string
}

variable "erasures_bucket_arn" {
  description = "Bucket of the list of erasures."
  type        = string
}

variable "metrics_workspace_arn" {
  description = "Prometheus workspace that metrics are written to."
  type        = string
}

variable "boundary_arn" {
  description = "Permissions boundary of every role."
  type        = string
}
