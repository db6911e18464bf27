variable "name" {
  description = "Name of budget and monitor, such as rupaya-prod."
  type        = string
}

variable "monthly_usd" {
  description = "What a month may cost, in US dollars (docs/cost.md)."
  type        = number

  validation {
    condition     = var.monthly_usd >= 20
    error_message = "At least 20."
  }
}

variable "topic_arn" {
  description = "Where it is said."
  type        = string
}
