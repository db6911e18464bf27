output "broker" {
  description = "Id, name, host and user of the broker; null without one."
  value = one([
    for broker in aws_mq_broker.this : {
      id   = broker.id
      name = broker.broker_name
      user = local.user
      # amqps://HOST:5671 and https://HOST
      host = regex("^amqps://([^:/]+)", broker.instances[0].endpoints[0])[0]
    }
  ])
}

output "password" {
  description = "First password of the broker, void once it is rotated; null without a broker."
  value       = one([for password in random_password.user : password.result])
  sensitive   = true
}
