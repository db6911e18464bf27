# Values of this environment; none of them is a secret. Account, zone and addresses are examples: put in
# your own, the account in backend.tf too.
account_id  = "222233334444"
region      = "ap-south-1"
owner       = "operations"
cost_center = "rupaya-staging"
repository  = "example/rupaya"
domain      = "staging.rupaya.example"
zone_id     = "Z0123456789ABCDEFGHIJ"
started     = false
alarm_mail  = "operations@example.com"
