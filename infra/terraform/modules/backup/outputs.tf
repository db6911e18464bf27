output "vault" {
  description = "Vault of the daily backups."
  value       = aws_backup_vault.this.name
}

output "dumps" {
  description = "Bucket of dumps."
  value       = { name = module.dumps.name, arn = module.dumps.arn }
}

output "erasures" {
  description = "Bucket of the list of erasures."
  value       = { name = module.erasures.name, arn = module.erasures.arn }
}
