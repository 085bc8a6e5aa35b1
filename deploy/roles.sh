#!/bin/sh
# The two roles of the database: one owns the tables, the other is the site's and owns nothing.
# Runs once, as superuser, on an empty database server. Passwords come from files, and no list of processes shows them.
set -eu
OWNER_FILE=${OWNER_FILE:-/run/secrets/owner_password}
SITE_FILE=${SITE_FILE:-/run/secrets/site_password}
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<SQL
\set owner_password \`cat "$OWNER_FILE"\`
\set site_password \`cat "$SITE_FILE"\`
CREATE ROLE quartierwerk_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE quartierwerk_site LOGIN PASSWORD :'site_password';
CREATE DATABASE quartierwerk OWNER quartierwerk_owner;
REVOKE ALL ON DATABASE quartierwerk FROM PUBLIC;
GRANT CONNECT ON DATABASE quartierwerk TO quartierwerk_site;
SQL
