variable "name" {
  description = "Prefix of every name, such as rupaya-prod."
  type        = string
}

variable "bucket_prefix" {
  description = "Beginning of the buckets' names; the account follows."
  type        = string
}

variable "key_arn" {
  description = "Key that encrypts backups in this region."
  type        = string
}

variable "copy_region" {
  description = "Region that gets a copy of every backup."
  type        = string
}

variable "database_arn" {
  description = "ARN of the database."
  type        = string
}

variable "database_group_id" {
  description = "Security group of a restored database."
  type        = string
}

variable "subnet_group" {
  description = "Subnet group of a restored database."
  type        = string
}

variable "strict" {
  description = "Nobody can delete backups or erasures before their time, not even the account's root: for good, and it costs until then."
  type        = bool
}

variable "boundary_arn" {
  description = "Permissions boundary of the role."
  type        = string
}
