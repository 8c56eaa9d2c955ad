#!/usr/bin/env bash
# The gate as a step of GitHub Actions: annotations and the full log here, a summary on the job's page, SARIF in a file.
set -euo pipefail

arguments=(--format github --format "sarif=$QA_SARIF" --answers "$RUNNER_TEMP/qa-translate-answers")
if [[ -n "${GITHUB_STEP_SUMMARY:-}" ]]; then
  arguments+=(--format "markdown=$GITHUB_STEP_SUMMARY")
fi
[[ -z "${QA_CHANGED_SINCE:-}" ]] || arguments+=(--changed-since "$QA_CHANGED_SINCE")
[[ -z "${QA_FAIL_ON:-}" ]] || arguments+=(--fail-on "$QA_FAIL_ON")
[[ -z "${QA_MAX_PER_1000_WORDS:-}" ]] || arguments+=(--max-per-1000-words "$QA_MAX_PER_1000_WORDS")
[[ -z "${QA_CONFIG:-}" ]] || arguments+=(--config "$QA_CONFIG")
arguments+=(--)
while IFS= read -r path; do
  [[ -z "$path" ]] || arguments+=("$path")
done <<< "${QA_PATHS:-}"

exec qa-translate gate "${arguments[@]}"
