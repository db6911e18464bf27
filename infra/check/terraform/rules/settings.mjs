// What certain resources must say: encryption, no public address, ages after which things go. A value is the text that
// must stand there; '*' is any but null and false.
import { at, find } from "../values.mjs";

export const MUST = {
  aws_rds_cluster: {
    storage_encrypted: "true",
    kms_key_id: "*",
    backup_retention_period: "*",
    deletion_protection: "*",
    skip_final_snapshot: "false",
    manage_master_user_password: "true",
    enabled_cloudwatch_logs_exports: "*",
  },
  aws_rds_cluster_instance: { publicly_accessible: "false", performance_insights_kms_key_id: "*" },
  aws_elasticache_replication_group: {
    at_rest_encryption_enabled: "true",
    transit_encryption_enabled: "true",
    transit_encryption_mode: '"required"',
    kms_key_id: "*",
    auth_token: "*",
  },
  aws_mq_broker: { publicly_accessible: "false", "encryption_options.kms_key_id": "*", "logs.general": "true" },
  aws_kms_key: { enable_key_rotation: "true", deletion_window_in_days: "30", policy: "*" },
  aws_cloudwatch_log_group: { retention_in_days: "*", kms_key_id: "*" },
  aws_sns_topic: { kms_master_key_id: "*" },
  aws_ecr_repository: {
    "encryption_configuration.kms_key": "*",
    image_tag_mutability: '"IMMUTABLE"',
    "image_scanning_configuration.scan_on_push": "true",
  },
  aws_ecr_repository_creation_template: {
    "encryption_configuration.kms_key": "*",
    image_tag_mutability: '"IMMUTABLE"',
  },
  aws_secretsmanager_secret: { kms_key_id: "*", description: "*" },
  aws_backup_vault: { kms_key_arn: "*" },
  aws_backup_vault_lock_configuration: { max_retention_days: "35" },
  aws_cloudtrail: { kms_key_id: "*", enable_log_file_validation: "true", is_multi_region_trail: "true" },
  aws_kinesis_firehose_delivery_stream: {
    "server_side_encryption.enabled": "true",
    "extended_s3_configuration.kms_key_arn": "*",
  },
  aws_lambda_function: { kms_key_arn: "*" },
  aws_prometheus_workspace: { kms_key_arn: "*" },
  aws_scheduler_schedule: { kms_key_arn: "*" },
  aws_lb: { drop_invalid_header_fields: "true", enable_deletion_protection: "*", "access_logs.enabled": "true" },
  aws_ecs_service: { "network_configuration.assign_public_ip": "false" },
  aws_ecs_cluster: { "configuration.execute_command_configuration.kms_key_id": "*" },
  aws_s3_bucket_public_access_block: {
    block_public_acls: "true",
    block_public_policy: "true",
    ignore_public_acls: "true",
    restrict_public_buckets: "true",
  },
  aws_s3_bucket_versioning: { "versioning_configuration.status": '"Enabled"' },
  aws_iam_role: { permissions_boundary: "*", path: '"/rupaya/"' },
  aws_iam_user: { permissions_boundary: "*", path: '"/rupaya/"' },
};

/** What must stand beside every bucket. */
const BUCKET = [
  "aws_s3_bucket_versioning",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_ownership_controls",
];

export async function* check(context) {
  for (const module of context.modules.values()) {
    for (const block of module.blocks.filter((b) => b.type === "resource")) {
      const address = block.labels.join(".");
      for (const [path, wanted] of Object.entries(MUST[block.labels[0]] ?? {})) {
        const problem = judge(find(block.body, path), wanted, path);
        if (problem) yield { ...at(block), address, text: `${address}: ${problem}` };
      }
      if (block.labels[0] === "aws_s3_bucket") yield* beside(module, block);
    }
  }
}

function judge(found, wanted, path) {
  if (found === undefined) return `${path} is missing`;
  if (wanted === "*") return ["null", "false", '""'].includes(found) ? `${path} is ${found}` : null;
  return found === wanted ? null : `${path} is ${found}, not ${wanted}`;
}

function* beside(module, block) {
  const types = new Set(module.blocks.filter((b) => b.type === "resource").map((b) => b.labels[0]));
  for (const type of BUCKET.filter((t) => !types.has(t)))
    yield { ...at(block), text: `a bucket without ${type}: use modules/bucket` };
}
