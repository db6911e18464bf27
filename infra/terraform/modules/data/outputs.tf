output "database" {
  description = "Where the database is: identifier, ARN, address, port, subnet group, the master user and the secret that RDS keeps for it."
  value = {
    identifier        = aws_rds_cluster.this.cluster_identifier
    arn               = aws_rds_cluster.this.arn
    endpoint          = aws_rds_cluster.this.endpoint
    port              = aws_rds_cluster.this.port
    subnet_group      = aws_db_subnet_group.this.name
    master_user       = aws_rds_cluster.this.master_username
    master_secret_arn = aws_rds_cluster.this.master_user_secret[0].secret_arn
  }
}

output "cache" {
  description = "Address, identifier and nodes of the cache; null without one."
  value = one([
    for group in aws_elasticache_replication_group.this : {
      host  = group.primary_endpoint_address
      port  = group.port
      nodes = group.member_clusters
    }
  ])
}

output "cache_token" {
  description = "First token of the cache, void once it is rotated; null without a cache."
  value       = one([for token in random_password.cache : token.result])
  sensitive   = true
}
