# Three kinds of subnets in every zone: public (load balancer, NAT), private (tasks), data (no way to the internet at all).

locals {
  zones = slice(data.aws_availability_zones.here.names, 0, var.zones)
  # Zone → its number: the block of addresses depends on it, so a zone keeps its addresses.
  index   = { for i, zone in local.zones : zone => i }
  nat     = var.nat_per_zone ? local.index : { (local.zones[0]) = 0 }
  nat_for = { for zone in local.zones : zone => var.nat_per_zone ? zone : local.zones[0] }
}

data "aws_availability_zones" "here" {
  state = "available"
}

data "aws_region" "here" {}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

# Whatever forgets to name its group is in none that lets anything through.
resource "aws_default_security_group" "empty" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-default-empty" }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = var.name }
}

resource "aws_subnet" "public" {
  for_each = local.index

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.cidr, 8, each.value)

  tags = { Name = "${var.name}-public-${each.key}" }
}

resource "aws_subnet" "private" {
  for_each = local.index

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.cidr, 4, each.value + 1)

  tags = { Name = "${var.name}-private-${each.key}" }
}

resource "aws_subnet" "data" {
  for_each = local.index

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.cidr, 8, each.value + 64)

  tags = { Name = "${var.name}-data-${each.key}" }
}
