variable "name" {
  description = "Prefix of the two roles, such as rupaya-prod-api."
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

variable "log_group_arn" {
  description = "Log group of this kind of task."
  type        = string
}

variable "has_secrets" {
  description = "The task is given secrets."
  type        = bool
  default     = true
}

variable "secret_arns" {
  description = "Secrets that the task is given; no others can be read."
  type        = list(string)
}

variable "secrets_key_arn" {
  description = "Key that encrypts the secrets."
  type        = string
}

variable "has_policy" {
  description = "The process itself calls AWS."
  type        = bool
}

variable "policy" {
  description = "What the process itself may do, as a JSON document."
  type        = string
  default     = null
}

variable "boundary_arn" {
  description = "Permissions boundary of every role."
  type        = string
}
