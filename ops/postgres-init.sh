#!/bin/sh
# Creates the application's role when the database is made (prisma/grants.sql then says what it may do).
set -eu
psql -v ON_ERROR_STOP=1 -v password="$APP_DATABASE_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE passerelle_app LOGIN PASSWORD :'password';
SQL
