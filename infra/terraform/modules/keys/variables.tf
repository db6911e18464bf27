variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,24}$", var.name))
    error_message = "Lower-case letters, digits and dashes, at most 25 characters."
  }
}
