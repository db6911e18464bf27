#!/usr/bin/env bash
# comment-plan.sh ENVIRONMENT DIRECTORY: puts plan.txt and cost.txt on the pull request, in the place of what was said there before.
set -euo pipefail
mark="<!-- plan of $1 -->"
{
  printf '%s\n### Terraform: %s\n\n' "$mark" "$1"
  printf '%s\n' "$(grep -E '^(Plan:|No changes)' "$2/plan.txt" || echo 'See the plan.')"
  # GitHub refuses comments of more than 65 536 characters.
  printf '\n<details><summary>The plan</summary>\n\n```\n%s\n```\n</details>\n' "$(head -c 50000 "$2/plan.txt")"
  [[ ! -f "$2/cost.txt" ]] || printf '\n<details><summary>What it costs</summary>\n\n```\n%s\n```\n</details>\n' "$(head -c 10000 "$2/cost.txt")"
} >comment.md
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
old="$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | head -1)"
if [[ -n "$old" ]]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$old" --field body=@comment.md >/dev/null
else
  gh api --method POST "$comments" --field body=@comment.md >/dev/null
fi
