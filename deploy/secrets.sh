#!/bin/sh
# Makes the files of secrets that compose.yaml names, each once; what is there stays.
set -eu
umask 077
here=$(dirname "$0")/secrets
mkdir -p "$here"
for name in superuser_password owner_password site_password metrics_token; do
  [ -e "$here/$name" ] || head -c 33 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$here/$name"
done
for role in owner site; do
  [ -e "$here/${role}_url" ] || printf 'postgresql://quartierwerk_%s:%s@database/quartierwerk?connect_timeout=5' "$role" "$(cat "$here/${role}_password")" >"$here/${role}_url"
done
# Inside the containers the product runs as 10001 and PostgreSQL as 999; a file nobody else may read must be theirs.
if [ "$(id -u)" = 0 ]; then
  chown 10001 "$here/owner_url" "$here/site_url" "$here/metrics_token"
  chown 999 "$here/superuser_password" "$here/owner_password" "$here/site_password"
else
  echo "Run this as root: the containers cannot read files of yours." >&2
fi
