variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets without a way to the internet."
  type        = list(string)
}

variable "database_group_id" {
  description = "Security group of the database."
  type        = string
}

variable "cache_group_id" {
  description = "Security group of the cache."
  type        = string
}

variable "data_key_arn" {
  description = "Key that encrypts database and cache."
  type        = string
}

variable "secrets_key_arn" {
  description = "Key that encrypts the master user's password, which RDS makes and rotates."
  type        = string
}

variable "logs_key_arn" {
  description = "Key that encrypts log groups."
  type        = string
}

variable "topic_arn" {
  description = "Where failovers and maintenance are announced."
  type        = string
}

variable "log_days" {
  description = "Days that the database's log is kept."
  type        = number
}

variable "deletion_protection" {
  description = "The cluster cannot be deleted until this is off."
  type        = bool
}

variable "database" {
  description = "PostgreSQL: version such as 17.5, class (db.serverless or an instance class), instances, capacity in ACU for db.serverless, connections."
  type = object({
    version         = string
    class           = string
    instances       = number
    capacity        = optional(object({ min = number, max = number }))
    max_connections = number
  })

  validation {
    condition     = tonumber(split(".", var.database.version)[0]) >= 15
    error_message = "PostgreSQL 15 or newer."
  }

  validation {
    condition     = (var.database.class == "db.serverless") == (var.database.capacity != null)
    error_message = "capacity belongs to db.serverless, and only there."
  }
}

variable "cache" {
  description = "Valkey: version, node type, nodes; null is none (each process then has its own cache)."
  type = object({
    version   = string
    node_type = string
    nodes     = number
  })
}

variable "processes" {
  description = "Most processes that run at once, with the API twice."
  type        = number
}

variable "pool_size" {
  description = "Connections of one process."
  type        = number
}
