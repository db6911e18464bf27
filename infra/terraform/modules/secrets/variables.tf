variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "key_arn" {
  description = "Key that encrypts secrets."
  type        = string
}

variable "ca_file" {
  description = "Where tasks find the certificate of the database's authority."
  type        = string
}

variable "database" {
  description = "Address of the database."
  type        = object({ endpoint = string, port = number })
}

variable "has_cache" {
  description = "There is a cache of its own."
  type        = bool
}

variable "cache" {
  description = "Address of the cache; null without one."
  type        = object({ host = string, port = number })
}

variable "cache_token" {
  description = "First token of the cache; null without one."
  type        = string
  sensitive   = true
}

variable "has_broker" {
  description = "There is a broker."
  type        = bool
}

variable "broker" {
  description = "Host and user of the broker; null without one."
  type        = object({ host = string, user = string })
}

variable "broker_password" {
  description = "First password of the broker; null without one."
  type        = string
  sensitive   = true
}

variable "has_mail" {
  description = "Mails leave by SMTP; else each one is only logged."
  type        = bool
}
