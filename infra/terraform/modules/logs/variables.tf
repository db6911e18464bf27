variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "bucket_name" {
  description = "Bucket that keeps old logs."
  type        = string
}

variable "key_arn" {
  description = "Key that encrypts logs."
  type        = string
}

variable "app_days" {
  description = "Days that logs of the product are kept in CloudWatch."
  type        = number
}

variable "backup_days" {
  description = "Days that logs of backups are kept in CloudWatch."
  type        = number
}

variable "boundary_arn" {
  description = "Permissions boundary of every role."
  type        = string
}
