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

variable "domain" {
  description = "Domain of the names; the API is api.DOMAIN, the app app.DOMAIN, and mails come from it."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9.-]+\\.[a-z]{2,}$", var.domain))
    error_message = "A domain such as rupaya.example."
  }
}

variable "zone_id" {
  description = "Route 53 zone of the domain, made by hand: its name servers stand elsewhere."
  type        = string

  validation {
    condition     = can(regex("^Z[A-Z0-9]+$", var.zone_id))
    error_message = "An id such as Z0123456789ABCDEFGHIJ."
  }
}

variable "alarm_mail" {
  description = "Address that gets every alarm."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.alarm_mail))
    error_message = "A mail address."
  }
}

variable "slack" {
  description = "Slack workspace and channel for alarms; null is none."
  type        = object({ team_id = string, channel_id = string })
  default     = null

  validation {
    condition     = var.slack == null || can(regex("^T[A-Z0-9]+$", var.slack.team_id))
    error_message = "The workspace's id begins with T."
  }
}

variable "pager_url" {
  description = "Address that pages somebody; given as TF_VAR_pager_url, never in a file. Null is none."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.pager_url == null || startswith(coalesce(var.pager_url, "-"), "https://")
    error_message = "An https address."
  }
}

variable "image_digest" {
  description = "Digest of the first image; null before one is pushed. Later images come by deployments."
  type        = string
  default     = null

  validation {
    condition     = var.image_digest == null || can(regex("^sha256:[0-9a-f]{64}$", var.image_digest))
    error_message = "A digest such as sha256:…, not a tag."
  }
}

variable "started" {
  description = "API, worker and schedules run; false for the first apply (docs/checklists/first-apply.md)."
  type        = bool

  validation {
    condition     = !var.started || var.image_digest != null
    error_message = "Nothing can be started without image_digest."
  }
}

variable "size" {
  description = "small (up to a thousand people) or medium (up to fifty thousand)."
  type        = string

  validation {
    condition     = contains(["small", "medium"], var.size)
    error_message = "small or medium."
  }
}

variable "grafana" {
  description = "A Grafana workspace; it needs IAM Identity Center."
  type        = bool

  validation {
    condition     = var.grafana != null
    error_message = "true or false."
  }
}
