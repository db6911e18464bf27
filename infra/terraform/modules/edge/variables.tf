variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "host" {
  description = "Name that clients call, such as api.rupaya.example."
  type        = string
}

variable "zone_id" {
  description = "Route 53 zone of the name."
  type        = string
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "Public subnets."
  type        = list(string)
}

variable "group_id" {
  description = "Security group of the load balancer."
  type        = string
}

variable "waf" {
  description = "A web application firewall in front."
  type        = bool
}

variable "deletion_protection" {
  description = "The load balancer cannot be deleted until this is off."
  type        = bool
}

variable "log_bucket_name" {
  description = "Bucket of access logs."
  type        = string
}

variable "log_days" {
  description = "Days that the firewall's log is kept."
  type        = number
}

variable "logs_key_arn" {
  description = "Key that encrypts log groups."
  type        = string
}
