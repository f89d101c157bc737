#!/usr/bin/env bash
# Installs what this machine lacks, builds the native part and chooses the engine. A second run changes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(g++ libturbojpeg0 libspng0)
[[ -n ${LIBTORCH:-} ]] || packages+=(libtorch-dev libopenblas0-pthread)

if ! command -v dotnet >/dev/null; then
  echo "eds: the .NET SDK is missing: install version 10 from https://dotnet.microsoft.com/download" >&2
  exit 2
fi

missing=()
for package in "${packages[@]}"; do
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done
if [[ ${#missing[@]} -gt 0 ]]; then
  if [[ $EUID -ne 0 ]]; then
    echo "eds: some packages are missing; as root: apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 2
  fi
  echo "installing ${missing[*]}"
  mkdir -p artifacts
  if ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${missing[@]}"; } \
      >artifacts/apt.log 2>&1; then
    grep -qE 'Could not (resolve|connect)|Temporary failure|Unable to connect' artifacts/apt.log &&
      echo "eds: Debian's package source cannot be reached; is there a network?" >&2
    echo "eds: installing ${missing[*]} failed; see artifacts/apt.log" >&2
    exit 2
  fi
fi

eng/native.sh
[[ -e engine.props ]] || eng/choose-engine.sh
sed -n 's/.*<!-- \(.*\) -->.*/\1/p' engine.props
printf %s "${LIBTORCH:-}" >artifacts/setup.stamp
