#!/usr/bin/env bash
# What needs a fresh installation, for each npm named (10 and 11 if none is): the README's commands in a fresh clone, and the
# packed package in an empty folder. Nothing but the package registry answers, and caches are fresh. Ten minutes or more.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

prefix=$(node -p 'require("path").dirname(require("path").dirname(process.execPath))')
if [ -f "$prefix/include/node/node.h" ]; then export npm_config_nodedir="${npm_config_nodedir:-$prefix}"; fi
registry=$(node -p "new URL('$(npm config get registry)').hostname")

# Another npm than the machine's, first on the PATH: $1 its major version.
use_npm() {
  local place="$work/npm-$1"
  mkdir -p "$place/bin"
  (cd "$place" && npm pack --silent "npm@$1" >/dev/null && tar xzf npm-*.tgz)
  printf '#!/bin/sh\nexec node "%s/package/bin/npm-cli.js" "$@"\n' "$place" >"$place/bin/npm"
  printf '#!/bin/sh\nexec node "%s/package/bin/npx-cli.js" "$@"\n' "$place" >"$place/bin/npx"
  chmod +x "$place/bin/npm" "$place/bin/npx"
  PATH="$place/bin:$PATH"
}

# Every host but the registry is refused from here on.
refuse_other_hosts() {
  export HTTP_PROXY=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 NO_PROXY="$registry,127.0.0.1"
  export http_proxy=$HTTP_PROXY https_proxy=$HTTPS_PROXY no_proxy=$NO_PROXY
}

try_clone() {
  git clone --quiet "$root" clone && cd clone
  make build
  npx tsx packaging/readme/run-readme.ts
}

try_package() {
  local package="$1"
  npm install --no-audit --no-fund "$package"
  local chartsift="npx --no-install chartsift"
  time $chartsift --version
  $chartsift synth --patients 1 --out cohort
  $chartsift index cohort
  $chartsift select cohort --strategies bm25,hybrid,sift --budgets 500 --out contexts.jsonl
  $chartsift init cohort --out experiment.yaml
  $chartsift run experiment.yaml --quiet | tail -3
  if [ -d node_modules/sharp ]; then echo 'expected no image library, found sharp' && return 1; fi
}

for npm in "${@:-10 11}"; do
  for version in $npm; do
    echo "== npm $version"
    (
      mkdir -p "$work/run-$version/empty" && cd "$work/run-$version"
      use_npm "$version"
      export npm_config_cache="$work/run-$version/cache"
      refuse_other_hosts
      npm --version
      (try_clone)
      (cd clone && npm pack --silent --pack-destination ..)
      cd empty
      try_package "$(ls "$work/run-$version"/chartsift-*.tgz)"
    )
  done
done
echo 'both ways of installing work'
