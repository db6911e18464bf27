terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
  }

  # The bucket carries the account of terraform.tfvars: a backend takes no variables.
  backend "s3" {
    bucket       = "rupaya-state-333344445555"
    key          = "prod/terraform.tfstate"
    region       = "ap-south-1"
    encrypt      = true
    kms_key_id   = "alias/rupaya-state"
    use_lockfile = true
  }
}
