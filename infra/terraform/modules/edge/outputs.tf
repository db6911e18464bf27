output "url" {
  description = "Where clients call."
  value       = "https://${aws_route53_record.this.name}"
}

output "test_url" {
  description = "Where the hook calls the new version."
  value       = "https://${aws_route53_record.this.name}:${aws_lb_listener.test.port}"
}

output "target_group_arns" {
  description = "The two target groups."
  value = {
    blue  = aws_lb_target_group.this["blue"].arn
    green = aws_lb_target_group.this["green"].arn
  }
}

output "rule_arns" {
  description = "Rules that a deployment moves traffic with, known once the listeners forward."
  value = {
    production = aws_lb_listener_rule.forward["production"].arn
    test       = aws_lb_listener_rule.forward["test"].arn
  }
}

output "metrics" {
  description = "What CloudWatch calls load balancer, target groups, health check and certificate."
  value = {
    balancer        = aws_lb.this.arn_suffix
    blue            = aws_lb_target_group.this["blue"].arn_suffix
    green           = aws_lb_target_group.this["green"].arn_suffix
    health_check    = aws_route53_health_check.this.id
    certificate_arn = aws_acm_certificate.this.arn
  }
}
