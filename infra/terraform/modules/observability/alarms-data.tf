locals {
  database_alarms = {
    DB-HighCPU = {
      what       = "The database's processors are busy for more than 80 % of ten minutes."
      severity   = "page"
      runbook    = "latency"
      namespace  = "AWS/RDS"
      metric     = "CPUUtilization"
      dimensions = { DBClusterIdentifier = var.database.identifier }
      statistic  = "Average"
      comparison = ">"
      threshold  = 80
      period     = 300
      periods    = 2
      missing    = "missing"
    }
    DB-HighConnections = {
      what       = "More than 80 % of the database's connections are taken."
      severity   = "page"
      runbook    = "latency"
      namespace  = "AWS/RDS"
      metric     = "DatabaseConnections"
      dimensions = { DBClusterIdentifier = var.database.identifier }
      statistic  = "Maximum"
      comparison = ">"
      threshold  = 0.8 * var.database.max_connections
      period     = 300
      periods    = 2
      missing    = "missing"
    }
    DB-LowLocalStorage = {
      what       = "Less than a tenth of the database's local disk is free: sorts and index builds will fail."
      severity   = "page"
      runbook    = "disk-full"
      namespace  = "AWS/RDS"
      metric     = "FreeLocalStorage"
      dimensions = { DBClusterIdentifier = var.database.identifier }
      statistic  = "Minimum"
      comparison = "<"
      threshold  = 0.1 * var.database.local_storage_gib * 1073741824
      period     = 300
      periods    = 2
      missing    = "missing"
    }
    DB-ReplicaLag = {
      what       = "The reader is more than 30 s behind: a failover would lose nothing, but reads from it are old."
      severity   = "ticket"
      runbook    = "database-failover"
      namespace  = "AWS/RDS"
      metric     = "AuroraReplicaLagMaximum"
      dimensions = { DBClusterIdentifier = var.database.identifier }
      statistic  = "Maximum"
      comparison = ">"
      threshold  = 30000
      period     = 300
      periods    = 1
      missing    = "notBreaching"
    }
    DB-Unreachable = {
      what       = "The database does not report that it is up."
      severity   = "page"
      runbook    = "database-failover"
      namespace  = "AWS/RDS"
      metric     = "EngineUptime"
      dimensions = { DBClusterIdentifier = var.database.identifier }
      statistic  = "SampleCount"
      comparison = "<"
      threshold  = 1
      period     = 60
      periods    = 3
      # A database that sleeps by itself is not down.
      missing = var.database.sleeps ? "notBreaching" : "breaching"
    }
  }

  cache_rules = {
    Cache-MemoryHigh = {
      what       = "The cache is full to more than 90 %: it forgets what is still asked for."
      severity   = "page"
      runbook    = "cache-down"
      namespace  = "AWS/ElastiCache"
      metric     = "DatabaseMemoryUsagePercentage"
      statistic  = "Maximum"
      comparison = ">"
      threshold  = 90
      period     = 300
      periods    = 1
      missing    = "missing"
    }
    Cache-LowHitRate = {
      what       = "Less than half of what is asked for is in the cache, for half an hour."
      severity   = "ticket"
      runbook    = "cache-down"
      namespace  = "AWS/ElastiCache"
      metric     = "CacheHitRate"
      statistic  = "Average"
      comparison = "<"
      threshold  = 50
      period     = 900
      periods    = 2
      missing    = "notBreaching"
    }
  }

  # Each rule for each node; nodes are called NAME-001, NAME-002 …
  cache_nodes = [for i in range(var.cache_nodes) : format("%03d", i + 1)]
  cache_alarms = merge([
    for node in local.cache_nodes : {
      for key, rule in local.cache_rules : "${key}-${node}" => merge(rule, { dimensions = { CacheClusterId = "${var.name}-${node}" } })
    }
  ]...)
}
