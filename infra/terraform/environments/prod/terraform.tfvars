# Values of this environment; none of them is a secret. Account, zone and addresses are examples: put in
# your own, the account in backend.tf too.
account_id  = "333344445555"
region      = "ap-south-1"
owner       = "operations"
cost_center = "rupaya-prod"
repository  = "example/rupaya"
domain      = "rupaya.example"
zone_id     = "Z0123456789ABCDEFGHIJ"
started     = false
alarm_mail  = "operations@example.com"
size        = "medium"
grafana     = false
