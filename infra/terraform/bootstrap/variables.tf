variable "account_id" {
  description = "The environment's own account; nothing is applied in another one."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "Twelve digits."
  }
}

variable "region" {
  description = "Region of everything but the copies of backups."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-[0-9]$", var.region))
    error_message = "A region such as ap-south-1."
  }
}

variable "owner" {
  description = "Who answers for what runs here; a tag."
  type        = string

  validation {
    condition     = length(var.owner) > 0
    error_message = "Somebody."
  }
}

variable "cost_center" {
  description = "Who pays; a tag."
  type        = string

  validation {
    condition     = length(var.cost_center) > 0
    error_message = "Somebody."
  }
}

variable "repository" {
  description = "GitHub repository that deploys, as owner/name."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "A repository such as example/rupaya."
  }
}

variable "environment" {
  description = "dev, staging or prod; each has an account of its own."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "dev, staging or prod."
  }
}

variable "github_environment" {
  description = "GitHub environment whose jobs may apply and deploy here: development, staging or production."
  type        = string

  validation {
    condition     = contains(["development", "staging", "production"], var.github_environment)
    error_message = "development, staging or production."
  }
}
