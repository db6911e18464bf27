output "arns" {
  description = "Topic of each severity, known once services may publish to it."
  value = {
    page   = aws_sns_topic_policy.this["page"].arn
    ticket = aws_sns_topic_policy.this["ticket"].arn
  }
}
