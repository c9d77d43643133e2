#!/bin/sh
# Creates the roles of the application and of the purge when the database is made (prisma/grants.sql then says what they may do).
set -eu
psql -v ON_ERROR_STOP=1 -v app="$APP_DATABASE_PASSWORD" -v purge="$PURGE_DATABASE_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE passerelle_app LOGIN PASSWORD :'app';
CREATE ROLE passerelle_purge LOGIN PASSWORD :'purge';
SQL
