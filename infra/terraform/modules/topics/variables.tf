variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "key_arn" {
  description = "Key that encrypts messages."
  type        = string
}

variable "mail" {
  description = "Address that gets every alarm; it must be confirmed once."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.mail))
    error_message = "A mail address."
  }
}

variable "slack" {
  description = "Slack workspace and channel, once the workspace is connected by hand; null is none."
  type        = object({ team_id = string, channel_id = string })
}

variable "pager_url" {
  description = "Address that pages somebody, such as PagerDuty's for CloudWatch; null is none."
  type        = string
  sensitive   = true
}

variable "boundary_arn" {
  description = "Permissions boundary of every role."
  type        = string
}
