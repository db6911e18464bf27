variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "domain" {
  description = "Domain that mails are sent from."
  type        = string
}

variable "zone_id" {
  description = "Route 53 zone of the domain."
  type        = string
}

variable "boundary_arn" {
  description = "Permissions boundary of the user."
  type        = string
}
