terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
  }

  # The bucket carries the account, so it is named when the folder is set up:
  # terraform init -backend-config=bucket=rupaya-state-ACCOUNT
  backend "s3" {
    key          = "staging/terraform.tfstate"
    region       = "ap-south-1"
    encrypt      = true
    kms_key_id   = "alias/rupaya-state"
    use_lockfile = true
  }
}
