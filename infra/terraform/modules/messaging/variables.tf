variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "broker" {
  description = "RabbitMQ: version, instance type, whether it is a cluster over three zones; null is none."
  type = object({
    version       = string
    instance_type = string
    cluster       = bool
  })

  validation {
    condition     = var.broker == null || !startswith(try(var.broker.version, ""), "4.") || startswith(try(var.broker.instance_type, ""), "mq.m7g.")
    error_message = "RabbitMQ 4 runs on mq.m7g only, and there is no way to it in place from 3.13."
  }
}

variable "subnet_ids" {
  description = "Subnets without a way to the internet; a cluster takes one in each of three zones."
  type        = list(string)
}

variable "group_id" {
  description = "Security group of the broker."
  type        = string
}

variable "key_arn" {
  description = "Key that encrypts the broker's disk."
  type        = string
}
