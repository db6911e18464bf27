# Who may speak to whom, in one table. Inside the network a rule names a group, never addresses. Each row becomes two
# rules: out of the one and into the other.

locals {
  groups = {
    alb       = "load balancer"
    api       = "API tasks"
    worker    = "worker tasks"
    tasks     = "tasks that run once: commands, operator, dump"
    hook      = "functions that look at the new version before it gets the traffic"
    database  = "PostgreSQL"
    cache     = "Valkey"
    broker    = "RabbitMQ"
    endpoints = "interface endpoints of AWS services"
  }

  paths = {
    api-from-alb          = { to = "api", from = "alb", port = 8080 }
    database-from-api     = { to = "database", from = "api", port = 5432 }
    database-from-worker  = { to = "database", from = "worker", port = 5432 }
    database-from-tasks   = { to = "database", from = "tasks", port = 5432 }
    cache-from-api        = { to = "cache", from = "api", port = 6379 }
    cache-from-worker     = { to = "cache", from = "worker", port = 6379 }
    broker-from-api       = { to = "broker", from = "api", port = 5671 }
    broker-from-worker    = { to = "broker", from = "worker", port = 5671 }
    broker-from-tasks     = { to = "broker", from = "tasks", port = 5671 }
    counts-from-api       = { to = "broker", from = "api", port = 443 }
    counts-from-worker    = { to = "broker", from = "worker", port = 443 }
    counts-from-tasks     = { to = "broker", from = "tasks", port = 443 }
    endpoints-from-api    = { to = "endpoints", from = "api", port = 443 }
    endpoints-from-worker = { to = "endpoints", from = "worker", port = 443 }
    endpoints-from-tasks  = { to = "endpoints", from = "tasks", port = 443 }
    endpoints-from-hook   = { to = "endpoints", from = "hook", port = 443 }
  }

  # What leaves the network: AWS's services and receivers of webhooks (443), mail (587), the test listener (8443).
  outward = {
    api-https    = { from = "api", port = 443 }
    worker-https = { from = "worker", port = 443 }
    worker-mail  = { from = "worker", port = 587 }
    tasks-https  = { from = "tasks", port = 443 }
    hook-https   = { from = "hook", port = 443 }
    hook-test    = { from = "hook", port = 8443 }
  }
}

resource "aws_security_group" "this" {
  for_each = local.groups

  name        = "${var.name}-${each.key}"
  description = each.value
  vpc_id      = aws_vpc.this.id

  tags = { Name = "${var.name}-${each.key}" }
}

resource "aws_vpc_security_group_ingress_rule" "path" {
  for_each = local.paths

  security_group_id            = aws_security_group.this[each.value.to].id
  referenced_security_group_id = aws_security_group.this[each.value.from].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  description                  = each.key
}

resource "aws_vpc_security_group_egress_rule" "path" {
  for_each = local.paths

  security_group_id            = aws_security_group.this[each.value.from].id
  referenced_security_group_id = aws_security_group.this[each.value.to].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  description                  = each.key
}

#trivy:ignore:AVD-AWS-0104 webhooks and mails go wherever people say, on these ports only
resource "aws_vpc_security_group_egress_rule" "outward" {
  for_each = local.outward

  security_group_id = aws_security_group.this[each.value.from].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  description       = each.key
}

#trivy:ignore:AVD-AWS-0107 this is the way in
resource "aws_vpc_security_group_ingress_rule" "world" {
  for_each = { https = 443, http = 80 }

  security_group_id = aws_security_group.this["alb"].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  description       = "${each.key} from the world"
}

# A load balancer that faces the internet has public addresses only: the hook reaches it through the NAT, so a rule that
# names the hook's group would never match.
resource "aws_vpc_security_group_ingress_rule" "test" {
  for_each = aws_eip.nat

  security_group_id = aws_security_group.this["alb"].id
  cidr_ipv4         = "${each.value.public_ip}/32"
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443
  description       = "test listener, from our own NAT"
}
