#!/bin/bash
# Builds the Dockerfile without a registry or a daemon and runs the result: Debian from debootstrap, with this machine's
# Node and npm in it, stands in for the base image. Needs root, debootstrap and buildah; leaves nothing behind.
# Usage: test/docker/build.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

for program in debootstrap buildah npm; do
  command -v "$program" >/dev/null || { echo "$program is not installed" >&2; exit 2; }
done
if [ "$(id -u)" != 0 ]; then echo 'only root can run debootstrap' >&2; exit 2; fi

# A path inside of which buildah puts sockets: keep it short.
work=$(mktemp -d /tmp/pstat-image-XXXXXX)
storage=(--root "$work/root" --runroot "$work/run" --storage-driver vfs)
finish() {
  buildah "${storage[@]}" rm --all >/dev/null 2>&1 || true
  rm -rf --one-file-system "$work"
}
trap finish EXIT

echo '== the base image'
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME) $(COMPONENT) $(CREATED_BY)' |
  awk -v suite="$suite" '$2 == suite && $3 == "main" && $4 == "Packages" && !found { print $1; found = 1 }')
debootstrap --variant=minbase --include=libstdc++6,ca-certificates "$suite" "$work/base" "$mirror" >"$work/debootstrap.log" ||
  { cat "$work/debootstrap.log"; exit 1; }
prefix=$(npm prefix --global --silent)
mkdir -p "$work/base$prefix"/{bin,lib/node_modules,etc}
cp "$(readlink -f "$(command -v node)")" "$work/base$prefix/bin/node"
cp -R "$prefix/lib/node_modules/npm" "$work/base$prefix/lib/node_modules/"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/base$prefix/bin/npm"
# How this machine reaches its registry: npm's global settings and the authorities that it trusts.
if [ -f "$prefix/etc/npmrc" ]; then cp "$prefix/etc/npmrc" "$work/base$prefix/etc/npmrc"; fi
cp /etc/ssl/certs/ca-certificates.crt "$work/base/etc/ssl/certs/ca-certificates.crt"
base=$(buildah "${storage[@]}" from scratch)
buildah "${storage[@]}" add --quiet "$base" "$work/base" / >/dev/null
buildah "${storage[@]}" commit --quiet "$base" localhost/base >/dev/null
buildah "${storage[@]}" rm "$base" >/dev/null
rm -rf --one-file-system "$work/base"

echo '== the image'
secret=()
if [ -f ~/.npmrc ]; then secret=(--secret "id=npmrc,src=$HOME/.npmrc"); fi
buildah "${storage[@]}" bud --isolation chroot --build-arg BASE=localhost/base "${secret[@]}" --tag localhost/pstat .

echo '== what it does'
container=$(buildah "${storage[@]}" from localhost/pstat)
inside() { buildah "${storage[@]}" run --isolation chroot "$container" -- "$@"; }
expect() { # NAME EXPECTED ACTUAL
  if [ "$2" != "$3" ]; then echo "FAILED: $1: expected '$2', got '$3'"; exit 1; fi
  echo "ok: $1"
}
version=$(node -p 'require("./package.json").version')
expect 'the program runs by its name' "$version" "$(inside rsyslog-pstat --version)"
expect 'it is not root' '65532:65532' "$(inside sh -c 'echo "$(id -u):$(id -g)"')"
expect 'its entry point' '[rsyslog-pstat]' "$(buildah "${storage[@]}" inspect --format '{{.OCIv1.Config.Entrypoint}}' "$container")"
expect 'no development dependency is in it' 'no' "$(inside sh -c '[ -e /opt/rsyslog-pstat/node_modules/typescript ] && echo yes || echo no')"
expect 'no npm settings of the builder are in it' 'no' "$(inside sh -c '[ -s /root/.npmrc ] && echo yes || echo no')"
expect 'it cannot write its own files' 'no' "$(inside sh -c 'touch /opt/rsyslog-pstat/dist/x 2>/dev/null && echo yes || echo no')"
stats='{ "name": "main Q", "origin": "core.queue", "size": 7 }'
series='rsyslog_pstat_size{name="main Q",origin="core.queue"} 7'
expect 'textfile runs in it' "$series" "$(inside sh -c "echo '$stats' | rsyslog-pstat textfile --output /tmp/x.prom 2>/dev/null && grep '^rsyslog_pstat_size' /tmp/x.prom")"
expect 'serve runs in it' 'msg=serving' "$(inside sh -c "echo '$stats' | rsyslog-pstat serve --web.listen-address 127.0.0.1:0 2>&1 | grep -o 'msg=serving'")"
