#!/bin/sh
# PostgreSQL of the compose file, with its archive in /backups, a folder of the host that its user (999) alone may enter.
#   serve                       the server, which archives its write-ahead log there, a minute old at most; its roles are as this release and `.env` have
#                               them before anybody reaches it
#   archive <segment> <name>    its archive_command: whole or not at all, and well again where it was killed in between; compressed, as a segment
#                               that a minute closed is almost empty
#   restore <backup> [instant [timeline]]
#                               a base backup into a new volume, and by the archive to an instant (none: to its end); a restore that was promoted before
#                               began a timeline of its own, and what came after its instant is on the one before (1 at first)
set -eu
wal=/backups/wal
# connections as in ops/postgres.ts: PostgreSQL's own hundred is what three workers, two APIs and Temporal come close to
options="-c max_connections=200 -c archive_mode=on -c archive_timeout=60 -c archive_command='sh /ops/postgres-server.sh archive %p %f'"

refuse() {
  echo "$*" >&2
  exit 1
}

roles() {
  pg_ctl -D "$PGDATA" -w -t 3600 -o "-c listen_addresses='' $options" start
  made=0
  sh /docker-entrypoint-initdb.d/roles.sh || made=$?
  pg_ctl -D "$PGDATA" -w -t 3600 -m fast stop
  return $made
}

restore() {
  [ $# -ge 1 ] || refuse "Which backup, and perhaps until when (2026-11-30T08:00:00Z)? There are: $(ls /backups/base)"
  [ -f "/backups/base/$1/base.tar" ] || refuse "BACKUPS: $1 is no backup. There are: $(ls /backups/base)"
  [ ! -e "$PGDATA/PG_VERSION" ] || refuse "The volume holds a server already: restore into a new one."
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  # what did not come to its end leaves a volume into which one may restore
  trap 'rm -rf "$PGDATA"' EXIT
  tar -xf "/backups/base/$1/base.tar" -C "$PGDATA"
  touch "$PGDATA/recovery.signal"
  target=
  [ -z "${2-}" ] || target="-c recovery_target_time='$(date -u -d "$2" '+%F %T.%6N')+00' -c recovery_target_action=promote"
  [ -z "${3-}" ] || target="$target -c recovery_target_timeline=$3"
  # nobody reaches it, before it is there or after
  restoring="-c listen_addresses='' -c hot_standby=off -c restore_command='gzip -dc $wal/%f.gz >\"%p\"' $target $options"
  pg_ctl -D "$PGDATA" -W start -o "$restoring"
  until [ "$(sed -n 8p "$PGDATA/postmaster.pid" 2>/dev/null | tr -d ' ')" = ready ]; do
    sleep 1
    pg_ctl -D "$PGDATA" status >/dev/null ||
      refuse "It was not brought to ${2:-the end of the archive}: the lines above say why (an instant before the end of the backup, or after the end of the archive)."
  done
  pg_ctl -D "$PGDATA" -w -t 3600 -m fast stop
  trap - EXIT
  echo "Restored: $1, to ${2:-the end of the archive}."
}

case $1 in
  serve)
    mkdir -p "$wal" 2>/dev/null && [ -w "$wal" ] || refuse "BACKUPS: the folder of the backups cannot be written to: its owner must be user $(id -u)."
    # of a new volume the entrypoint runs the same
    [ ! -s "$PGDATA/PG_VERSION" ] || roles
    eval "exec docker-entrypoint.sh postgres $options"
    ;;
  archive)
    if [ -e "$wal/$3.gz" ]; then
      gzip -dc "$wal/$3.gz" | cmp -s - "$2"
    else
      gzip -1c "$2" >"$wal/$3.part" && sync "$wal/$3.part" && mv "$wal/$3.part" "$wal/$3.gz"
    fi
    ;;
  restore)
    shift
    restore "$@"
    ;;
  *) refuse "serve, archive or restore, not $1" ;;
esac
