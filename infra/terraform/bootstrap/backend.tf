terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
  }

  # The state of what makes the bucket of states lies here first, and is copied into the bucket (README.md).
  backend "local" {}
}
