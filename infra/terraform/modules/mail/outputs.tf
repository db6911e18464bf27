output "host" {
  description = "SMTP server."
  value       = "email-smtp.${data.aws_region.here.region}.amazonaws.com"
}

output "smtp_user" {
  description = "User whose access key becomes the SMTP password, made by hand."
  value       = aws_iam_user.smtp.name
}
