#!/usr/bin/env bash
# Runs the commands of README and docs as they are written, each once, in a scratch folder. Those that train, evaluate,
# measure, build or run a scenario for minutes, and those that need a file or a host of yours, are listed and not run;
# --long runs the scenarios too. Exits 1 where one fails or takes longer than ten minutes (with --long an hour).
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
long='^([A-Z_]+=[^ ]+ )?\./eds (setup|build|test|bench|clean|train|eval|channel selftest)|TorchBackend|--errors 100'
[[ ${1:-} == --long ]] || long+='|^\./eds run scenarios/'
yours='(^| )(FILE|RUN|RUN_A|A|FILE\.pt)( |$)|report results|CelebA|me\.png|runs/(own|foreign)|worker --join|cluster status'
endless='^\./eds serve'    # ended by an interrupt after some seconds

# Lines of code blocks with their continuations, and code spans, which may go on in the next line.
commands() {
  local call='([A-Z_]+=[^ ]+ |echo .*\| )?\./eds ' texts=("$root"/README.md "$root"/docs/*.md)
  {
    cat "${texts[@]}" | sed -z 's/\\\n */ /g' | grep -aE "^ {4}$call" | sed -E 's/^ +//; s/ +#.*//'
    cat "${texts[@]}" | grep -avE '^ {4}' | tr '\n' ' ' | grep -aoE "\`$call[^\`]+\`" | tr -d '`'
  } | awk '!seen[$0]++'
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
ln -s "$root"/{scenarios,weights,artifacts} "$scratch"
printf '#!/bin/sh\nexec "%s/eds" "$@"\n' "$root" >"$scratch/eds"
chmod +x "$scratch/eds"
cd "$scratch" || exit 1
"$root/eds" build || exit 1

failed=0
while read -r command; do
  if [[ $command =~ $yours ]]; then echo "needs what is yours    $command"; continue; fi
  if [[ $command =~ $long ]]; then echo "takes longer           $command"; continue; fi
  # A code span may only name a verb: what it needs is missing, and that is all.
  limit=600; [[ ${1:-} == --long ]] && limit=3600
  started=$SECONDS
  if [[ $command =~ $endless ]]; then
    timeout --signal INT 20 bash -c "exec $command" >log 2>&1 </dev/null; code=$?
    [[ $code -eq 124 || $code -eq 130 ]] && code=0
  else
    timeout "$limit" bash -c "$command" >log 2>&1 </dev/null; code=$?
  fi
  if [[ $code -eq 2 ]] && grep -qE 'is required|was not provided|Required (command|argument)' log; then
    echo "names a verb           $command"
  elif [[ $code -eq 0 ]]; then
    echo "ok, $((SECONDS - started)) s  $command"
  else
    echo "FAILED, exit code $code  $command"; tail -3 log; failed=1
  fi
done < <(commands)
exit "$failed"
