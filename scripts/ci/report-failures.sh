#!/usr/bin/env bash
# Opens an issue for each job of RESULTS (a workflow's `needs`, as JSON) that failed, or says in the open one that it failed again.
set -euo pipefail
jq -r 'to_entries[] | select(.value.result == "failure") | .key' <<<"$RESULTS" | while read -r kind; do
  title="Nightly: $kind fails"
  open="$(gh issue list --state open --search "in:title \"$title\"" --json number,title --jq ".[] | select(.title == \"$title\") | .number" | head -1)"
  if [[ -n "$open" ]]; then
    gh issue comment "$open" --body "Again: $RUN"
  else
    gh issue create --title "$title" --body "Since $RUN"
  fi
done
