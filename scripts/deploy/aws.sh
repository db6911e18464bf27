# The steps of a deployment on AWS, by its command line. An environment's names come from its variables on GitHub, which are Terraform's outputs:
# DEPLOY_NAME (rupaya-prod: the cluster, the database and the prefix of the task families), DEPLOY_SUBNETS and DEPLOY_GROUP (where one-off tasks
# run), DEPLOY_BALANCER (app/…, as CloudWatch calls it), DEPLOY_URL, DEPLOY_TRANSPORT (InProcess where there is no broker).
# None of this was run yet: it needs an account. infra/check/deploy has its test with a stand-in for the command line.
# shellcheck disable=SC2016 # backquotes are part of AWS's query language

cloud_url() { say "$DEPLOY_URL"; }

cloud_image() { # environment: what the API runs now
  local definition
  definition="$(aws ecs describe-services --cluster "$DEPLOY_NAME" --services api --query 'services[0].taskDefinition' --output text)" || return
  aws ecs describe-task-definition --task-definition "$definition" --query 'taskDefinition.containerDefinitions[?name==`rupaya`].image | [0]' --output text
}

# Point-in-time recovery usually lags five minutes. Where it lags more, a snapshot is the way back.
cloud_restorable() { # environment
  local latest
  latest="$(aws rds describe-db-clusters --db-cluster-identifier "$DEPLOY_NAME" --query 'DBClusters[0].LatestRestorableTime' --output text)" || return
  (($(date +%s) - $(date -d "$latest" +%s) <= 600)) && return
  local snapshot
  snapshot="before-$(date -u +%Y%m%dT%H%M%SZ)"
  aws rds create-db-cluster-snapshot --db-cluster-identifier "$DEPLOY_NAME" --db-cluster-snapshot-identifier "$snapshot" >/dev/null \
    && aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier "$snapshot"
}

cloud_register() { # api|worker|command image: a new revision of the task definition with this image
  aws ecs describe-task-definition --task-definition "$DEPLOY_NAME-$1" --query taskDefinition \
    | jq --arg image "$2" '
        del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt)
        | .containerDefinitions |= map(if .name == "rupaya" then .image = $image else . end)' \
    | aws ecs register-task-definition --cli-input-json file:///dev/stdin --query 'taskDefinition.taskDefinitionArn' --output text
}

cloud_command() { # environment image command...: runs it to its end in a task of its own
  local definition task code overrides
  definition="$(cloud_register command "$2")" || return
  shift 2
  overrides="$(jq -cn '{containerOverrides: [{name: "rupaya", command: $ARGS.positional}]}' --args -- "$@")"
  task="$(aws ecs run-task --cluster "$DEPLOY_NAME" --task-definition "$definition" --launch-type FARGATE \
    --network-configuration "awsvpcConfiguration={subnets=[$DEPLOY_SUBNETS],securityGroups=[$DEPLOY_GROUP],assignPublicIp=DISABLED}" \
    --overrides "$overrides" --query 'tasks[0].taskArn' --output text)" || return
  until aws ecs wait tasks-stopped --cluster "$DEPLOY_NAME" --tasks "$task" 2>/dev/null; do
    # The waiter gives up after ten minutes; a long verify does not.
    [[ "$(aws ecs describe-tasks --cluster "$DEPLOY_NAME" --tasks "$task" --query 'tasks[0].lastStatus' --output text)" != None ]] || return
  done
  code="$(aws ecs describe-tasks --cluster "$DEPLOY_NAME" --tasks "$task" --query 'tasks[0].containers[?name==`rupaya`].exitCode | [0]' --output text)"
  [[ "$code" == 0 ]] || { say "    $1 ended with $code; its log is in the group of $DEPLOY_NAME-command"; return 1; }
}

cloud_workers() { # environment image: one after the other, with ECS's own circuit breaker
  local definition
  definition="$(cloud_register worker "$2")" || return
  aws ecs update-service --cluster "$DEPLOY_NAME" --service worker --task-definition "$definition" >/dev/null \
    && aws ecs wait services-stable --cluster "$DEPLOY_NAME" --services worker \
    && [[ "$(aws ecs describe-services --cluster "$DEPLOY_NAME" --services worker --query 'services[0].taskDefinition' --output text)" == "$definition" ]]
}

# ECS starts the new tasks beside the old ones, shifts the traffic, bakes under the alarms and goes back by itself when one of them rings.
cloud_api() { # environment image
  local definition deployment status
  definition="$(cloud_register api "$2")" || return
  aws ecs update-service --cluster "$DEPLOY_NAME" --service api --task-definition "$definition" >/dev/null || return
  deployment="$(aws ecs list-service-deployments --cluster "$DEPLOY_NAME" --service api --query 'serviceDeployments[0].serviceDeploymentArn' --output text)" || return
  while sleep "${DEPLOY_POLL_SECONDS:-10}"; do
    status="$(aws ecs describe-service-deployments --service-deployment-arns "$deployment" --query 'serviceDeployments[0].status' --output text)" || return
    case "$status" in
      SUCCESSFUL) return 0 ;;
      PENDING | IN_PROGRESS) ;;
      *) say "    ECS says $status"; return 1 ;;
    esac
  done
}

# Of the last fifteen minutes, as the balancer saw them.
cloud_measure() { # environment: share of errors, p95 in ms
  local balancer="[{Name: LoadBalancer, Value: '$DEPLOY_BALANCER'}]"
  local of="Namespace: AWS/ApplicationELB, Dimensions: $balancer"
  aws cloudwatch get-metric-data --start-time "$(date -u -d '15 minutes ago' +%FT%TZ)" --end-time "$(date -u +%FT%TZ)" --cli-input-yaml "
MetricDataQueries:
  - {Id: requests, MetricStat: {Period: 900, Stat: Sum, Metric: {MetricName: RequestCount, $of}}}
  - {Id: errors, MetricStat: {Period: 900, Stat: Sum, Metric: {MetricName: HTTPCode_Target_5XX_Count, $of}}}
  - {Id: slow, MetricStat: {Period: 900, Stat: p95, Metric: {MetricName: TargetResponseTime, $of}}}
" | jq -r '[.MetricDataResults[] | {(.Id): (.Values[0] // 0)}] | add | "\(if .requests > 0 then .errors / .requests else 0 end) \(.slow * 1000)"'
}
