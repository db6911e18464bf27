variable "name" {
  description = "Name of the function, its role and its log."
  type        = string
}

variable "description" {
  description = "What it does, in one sentence."
  type        = string
}

variable "source_file" {
  description = "The file with the handler, a module of JavaScript without packages."
  type        = string

  validation {
    condition     = endswith(var.source_file, ".mjs")
    error_message = "A .mjs file."
  }
}

variable "timeout" {
  description = "Seconds it may take."
  type        = number
}

variable "environment" {
  description = "Its settings; no secrets."
  type        = map(string)
}

variable "network" {
  description = "Subnets and group, for a function that must come from our own addresses; null is none."
  type        = object({ subnet_ids = list(string), group_id = string })
  default     = null
}

variable "policies" {
  description = "What it may do, as JSON documents."
  type        = list(string)
  default     = []
}

variable "log_days" {
  description = "Days that its log is kept."
  type        = number
}

variable "logs_key_arn" {
  description = "Key that encrypts its log and settings."
  type        = string
}

variable "boundary_arn" {
  description = "Permissions boundary of its role."
  type        = string
}
