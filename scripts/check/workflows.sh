# Workflows by two linters and the house's rules, scripts by shellcheck, YAML by yamllint.

check_workflows() {
  check_node workflows && check_needs workflows shellcheck=shellcheck yamllint=yamllint || return 0
  local status=0
  (cd "$ROOT" && shellcheck -S warning rupaya .ci/run scripts/*.sh scripts/*/*.sh infra/docker/*.sh) || status=1
  (cd "$ROOT" && yamllint --strict .) || status=1
  node --test --test-reporter dot "$ROOT/infra/check/test/workflows.test.mjs" || status=1
  node "$ROOT/infra/check/workflows.mjs" || status=1
  return "$status"
}
