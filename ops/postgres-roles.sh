#!/bin/sh
# The roles of the application and of the purge (prisma/grants.sql says what they may do), that of the backup, which copies the server and writes nothing
# but that it did, and Temporal's own role with its two databases. Nobody reaches a database that is not theirs. When the database is made, and before each
# later start (ops/postgres-server.sh): what a former release did not make is made, and each role has the password that `.env` has now.
set -eu
psql -q -v ON_ERROR_STOP=1 -v owner="$POSTGRES_USER" -v password="$POSTGRES_PASSWORD" -v app="$APP_DATABASE_PASSWORD" -v purge="$PURGE_DATABASE_PASSWORD" \
  -v backup="$BACKUP_DATABASE_PASSWORD" -v temporal="$TEMPORAL_DATABASE_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
SELECT format('CREATE ROLE passerelle_%s', role) FROM unnest('{app,purge,backup,temporal}'::text[]) role
  WHERE to_regrole('passerelle_' || role) IS NULL \gexec
ALTER ROLE :"owner" PASSWORD :'password';
ALTER ROLE passerelle_app LOGIN PASSWORD :'app';
ALTER ROLE passerelle_purge LOGIN PASSWORD :'purge';
ALTER ROLE passerelle_backup LOGIN REPLICATION PASSWORD :'backup';
ALTER ROLE passerelle_temporal LOGIN PASSWORD :'temporal';
SELECT format('CREATE DATABASE %I', name) FROM unnest('{temporal,temporal_visibility}'::text[]) name
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name) \gexec
ALTER DATABASE temporal OWNER TO passerelle_temporal;
ALTER DATABASE temporal_visibility OWNER TO passerelle_temporal;
REVOKE CONNECT, TEMPORARY ON DATABASE passerelle, temporal, temporal_visibility FROM PUBLIC;
GRANT CONNECT ON DATABASE passerelle TO passerelle_app, passerelle_purge, passerelle_backup;
SQL
# a release without a role for Temporal left its tables to the owner of the server, whose own PostgreSQL does not reassign as a whole
for database in temporal temporal_visibility; do
  psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$database" <<'SQL'
SELECT format('ALTER TABLE %s OWNER TO passerelle_temporal', oid::regclass) FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relowner <> 'passerelle_temporal'::regrole \gexec
SQL
done
allowed='host replication passerelle_backup all scram-sha-256'
grep -qx "$allowed" "$PGDATA/pg_hba.conf" || echo "$allowed" >>"$PGDATA/pg_hba.conf"
