output "groups" {
  description = "Name and ARN of the log group of each kind of task."
  value = {
    api       = { name = aws_cloudwatch_log_group.task["api"].name, arn = aws_cloudwatch_log_group.task["api"].arn }
    worker    = { name = aws_cloudwatch_log_group.task["worker"].name, arn = aws_cloudwatch_log_group.task["worker"].arn }
    command   = { name = aws_cloudwatch_log_group.task["command"].name, arn = aws_cloudwatch_log_group.task["command"].arn }
    bootstrap = { name = aws_cloudwatch_log_group.task["bootstrap"].name, arn = aws_cloudwatch_log_group.task["bootstrap"].arn }
    operator  = { name = aws_cloudwatch_log_group.task["operator"].name, arn = aws_cloudwatch_log_group.task["operator"].arn }
    rotation  = { name = aws_cloudwatch_log_group.task["rotation"].name, arn = aws_cloudwatch_log_group.task["rotation"].arn }
    dump      = { name = aws_cloudwatch_log_group.task["dump"].name, arn = aws_cloudwatch_log_group.task["dump"].arn }
  }
}
