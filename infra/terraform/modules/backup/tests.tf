# Once a month AWS restores the newest copy by itself, keeps it for a few hours and reports. Whether the books in it are
# exact, a person asks `rupaya verify` in that time (docs/checklists/first-apply.md has the command).

resource "aws_backup_restore_testing_plan" "this" {
  name                         = replace(var.name, "-", "_")
  schedule_expression          = "cron(0 21 ? * SUN#1 *)"
  schedule_expression_timezone = "Etc/UTC"
  start_window_hours           = 4

  recovery_point_selection {
    algorithm             = "LATEST_WITHIN_WINDOW"
    include_vaults        = [aws_backup_vault.this.arn]
    recovery_point_types  = ["SNAPSHOT"]
    selection_window_days = 7
  }
}

resource "aws_backup_restore_testing_selection" "this" {
  name                      = "database"
  restore_testing_plan_name = aws_backup_restore_testing_plan.this.name
  protected_resource_type   = "Aurora"
  protected_resource_arns   = [var.database_arn]
  iam_role_arn              = aws_iam_role.this.arn
  validation_window_hours   = 8

  restore_metadata_overrides = {
    dbSubnetGroupName   = var.subnet_group
    vpcSecurityGroupIds = jsonencode([var.database_group_id])
  }
}
