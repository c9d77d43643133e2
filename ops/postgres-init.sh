#!/bin/sh
# When the database is made: the roles of the application and of the purge (prisma/grants.sql says what they may do), and Temporal's own role
# with its two databases. Nobody reaches a database that is not theirs.
set -eu
psql -v ON_ERROR_STOP=1 -v app="$APP_DATABASE_PASSWORD" -v purge="$PURGE_DATABASE_PASSWORD" -v temporal="$TEMPORAL_DATABASE_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE passerelle_app LOGIN PASSWORD :'app';
CREATE ROLE passerelle_purge LOGIN PASSWORD :'purge';
CREATE ROLE passerelle_temporal LOGIN PASSWORD :'temporal';
CREATE DATABASE temporal OWNER passerelle_temporal;
CREATE DATABASE temporal_visibility OWNER passerelle_temporal;
REVOKE CONNECT, TEMPORARY ON DATABASE passerelle, temporal, temporal_visibility FROM PUBLIC;
GRANT CONNECT ON DATABASE passerelle TO passerelle_app, passerelle_purge;
SQL
