# Values of this environment; none of them is a secret. Account, zone and addresses are examples: put in
# your own, the account in backend.tf too.
account_id  = "111122223333"
region      = "ap-south-1"
owner       = "operations"
cost_center = "rupaya-dev"
repository  = "example/rupaya"
domain      = "dev.rupaya.example"
zone_id     = "Z0123456789ABCDEFGHIJ"
started     = false
alarm_mail  = "operations@example.com"
