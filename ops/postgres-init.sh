#!/bin/sh
# When the database is made: the roles of the application and of the purge (prisma/grants.sql says what they may do), that of the backup, which copies the
# server and writes nothing but that it did, and Temporal's own role with its two databases. Nobody reaches a database that is not theirs.
set -eu
psql -v ON_ERROR_STOP=1 -v app="$APP_DATABASE_PASSWORD" -v purge="$PURGE_DATABASE_PASSWORD" -v backup="$BACKUP_DATABASE_PASSWORD" -v temporal="$TEMPORAL_DATABASE_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE passerelle_app LOGIN PASSWORD :'app';
CREATE ROLE passerelle_purge LOGIN PASSWORD :'purge';
CREATE ROLE passerelle_backup LOGIN REPLICATION PASSWORD :'backup';
CREATE ROLE passerelle_temporal LOGIN PASSWORD :'temporal';
CREATE DATABASE temporal OWNER passerelle_temporal;
CREATE DATABASE temporal_visibility OWNER passerelle_temporal;
REVOKE CONNECT, TEMPORARY ON DATABASE passerelle, temporal, temporal_visibility FROM PUBLIC;
GRANT CONNECT ON DATABASE passerelle TO passerelle_app, passerelle_purge, passerelle_backup;
SQL
echo 'host replication passerelle_backup all scram-sha-256' >>"$PGDATA/pg_hba.conf"
