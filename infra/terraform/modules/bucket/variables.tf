variable "name" {
  description = "Name of the bucket; unique in the world, so it carries the account."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "3 to 63 lower-case letters, digits and dashes."
  }
}

variable "key_arn" {
  description = "Key that encrypts objects; null is S3's own, which logs of load balancers need."
  type        = string
}

variable "infrequent_after_days" {
  description = "Days after which objects move to the cheaper class; null is never."
  type        = number
  default     = null
}

variable "expire_after_days" {
  description = "Days after which objects go; null is never."
  type        = number
}

variable "old_versions_days" {
  description = "Days that overwritten and deleted versions are kept."
  type        = number
}

variable "lock" {
  description = "Objects cannot be changed or deleted for so many days: GOVERNANCE yields to a special permission, COMPLIANCE to nobody."
  type        = object({ mode = string, days = number })
  default     = null

  validation {
    condition     = var.lock == null || contains(["GOVERNANCE", "COMPLIANCE"], try(var.lock.mode, ""))
    error_message = "GOVERNANCE or COMPLIANCE."
  }
}

variable "policies" {
  description = "Further statements of the bucket's policy, as JSON documents."
  type        = list(string)
  default     = []
}
