output "arns" {
  description = "ARN of each key."
  value = {
    data     = aws_kms_key.this["data"].arn
    secrets  = aws_kms_key.this["secrets"].arn
    images   = aws_kms_key.this["images"].arn
    backup   = aws_kms_key.this["backup"].arn
    logs     = aws_kms_key.this["logs"].arn
    messages = aws_kms_key.this["messages"].arn
  }
}
