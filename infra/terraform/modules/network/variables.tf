variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "cidr" {
  description = "Addresses of the network, a /16."
  type        = string

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && endswith(var.cidr, "/16")
    error_message = "A network such as 10.0.0.0/16."
  }
}

variable "zones" {
  description = "Availability zones to use; a broker that is a cluster needs three."
  type        = number

  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "Two or three zones."
  }
}

variable "nat_per_zone" {
  description = "One NAT in every zone, so that losing a zone does not silence the others; else one for all."
  type        = bool
}

variable "endpoints" {
  description = "Services that are reached without the NAT, such as secretsmanager or ecr.api; each costs by the hour."
  type        = set(string)
}

variable "flow_log_days" {
  description = "Days that flow logs are kept."
  type        = number
}

variable "logs_key_arn" {
  description = "Key that encrypts log groups."
  type        = string
}

variable "boundary_arn" {
  description = "Permissions boundary of every role."
  type        = string
}
