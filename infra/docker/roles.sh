#!/bin/sh
# Run once by the PostgreSQL image: the owner migrates, the application serves.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
create role rupaya_owner login createdb password :'owner';
create role rupaya_app login password :'app';
create database rupaya owner rupaya_owner;
SQL
