output "vpc_id" {
  description = "The network."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Addresses of the network: the load balancer's are among them, so the API believes its forwarded headers."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets of the load balancer."
  value       = [for zone in local.zones : aws_subnet.public[zone].id]
}

output "private_subnet_ids" {
  description = "Subnets of tasks."
  value       = [for zone in local.zones : aws_subnet.private[zone].id]
}

output "data_subnet_ids" {
  description = "Subnets of database, cache and broker."
  value       = [for zone in local.zones : aws_subnet.data[zone].id]
}

output "group_ids" {
  description = "Security groups by what stands in them."
  value = {
    alb      = aws_security_group.this["alb"].id
    api      = aws_security_group.this["api"].id
    worker   = aws_security_group.this["worker"].id
    tasks    = aws_security_group.this["tasks"].id
    hook     = aws_security_group.this["hook"].id
    database = aws_security_group.this["database"].id
    cache    = aws_security_group.this["cache"].id
    broker   = aws_security_group.this["broker"].id
  }
}
