# A database sleeps only when nobody is connected, and a running task always is. An environment that rests stops its
# tasks in the evening and starts them on workdays in the morning; an apply in between starts them, until the evening.

resource "aws_appautoscaling_scheduled_action" "rest" {
  for_each = var.rests ? local.scaled : {}

  name               = "rest"
  service_namespace  = aws_appautoscaling_target.this[each.key].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id
  schedule           = "cron(0 20 * * ? *)"
  timezone           = "Asia/Kolkata"

  scalable_target_action {
    min_capacity = 0
    max_capacity = 0
  }
}

resource "aws_appautoscaling_scheduled_action" "work" {
  for_each = var.rests ? local.scaled : {}

  name               = "work"
  service_namespace  = aws_appautoscaling_target.this[each.key].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id
  schedule           = "cron(0 9 ? * MON-FRI *)"
  timezone           = "Asia/Kolkata"

  scalable_target_action {
    min_capacity = each.value.min
    max_capacity = each.value.max
  }

  # One target takes one change at a time.
  depends_on = [aws_appautoscaling_scheduled_action.rest]
}
