# What the containers of all task definitions share.

locals {
  # Before the first image is pushed there is nothing to name.
  image = var.image_digest == null ? "${var.repository_url}:none" : "${var.repository_url}@${var.image_digest}"

  tools = {
    shell     = "${var.mirror}/docker/library/busybox:1.37.0"
    client    = "${var.mirror}/docker/library/postgres:17.5-alpine"
    aws       = "${var.mirror}/aws-cli/aws-cli:2.27.50"
    collector = "${var.mirror}/aws-observability/aws-otel-collector:v0.43.3"
  }

  # A log that cannot be written in time is dropped; no request waits for it.
  log = {
    for kind, group in var.log_groups : kind => {
      logDriver = "awslogs"
      options = {
        awslogs-group         = group.name
        awslogs-region        = data.aws_region.here.region
        awslogs-stream-prefix = kind
        mode                  = "non-blocking"
        max-buffer-size       = "25m"
      }
    }
  }

  certificates = { sourceVolume = "certs", containerPath = "/certs", readOnly = true }

  # The product: no shell, nobody's user, nothing to write to but /tmp.
  product = {
    image                  = local.image
    essential              = true
    user                   = "1654"
    readonlyRootFilesystem = true
    stopTimeout            = 30
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp" }, local.certificates]
    dependsOn              = [{ containerName = "certificates", condition = "SUCCESS" }]
  }

  # The image knows the world's authorities, not the database's own: this puts its certificate where the connection
  # string looks for it.
  certificates_container = {
    name                   = "certificates"
    image                  = local.tools.shell
    essential              = false
    readonlyRootFilesystem = true
    command                = ["sh", "-c", "printf '%s' \"$DATABASE_CA\" >${var.ca_file}"]
    environment            = [{ name = "DATABASE_CA", value = var.database_ca }]
    mountPoints            = [{ sourceVolume = "certs", containerPath = "/certs" }]
  }

  # Metrics to Prometheus, traces to X-Ray. When it fails it is started again, and the product goes on without it. Rules
  # and dashboards know a service by its job.
  collector = {
    name                   = "collector"
    image                  = local.tools.collector
    essential              = false
    restartPolicy          = { enabled = true }
    readonlyRootFilesystem = true
  }

  collector_config = {
    for job in ["api", "worker"] : job => templatefile("${path.module}/collector.yaml.tftpl", {
      job         = job
      region      = data.aws_region.here.region
      endpoint    = "${var.metrics_endpoint}api/v1/remote_write"
      environment = var.name
    })
  }
}
