# Links, runbooks and checklists. What runs the runbooks' commands is ./rupaya alarms.

check_papers() {
  check_node papers || return 0
  local status=0
  node --test --test-reporter dot "$ROOT/infra/check/test/papers.test.mjs" || status=1
  node "$ROOT/infra/check/papers.mjs" || status=1
  return "$status"
}
