# Stands in for postgres:18: the same places, the same user, the same variables; the entrypoint is ours.
FROM passerelle-rehearsal-base
COPY native /usr/lib/postgresql/18
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN userdel -r postgres 2>/dev/null; groupadd --gid 999 postgres; useradd --uid 999 --gid 999 --home-dir /var/lib/postgresql postgres \
  && mkdir -p /var/lib/postgresql /var/run/postgresql /docker-entrypoint-initdb.d \
  && chown 999:999 /var/lib/postgresql /var/run/postgresql && chmod 3777 /var/run/postgresql && chmod 755 /usr/local/bin/docker-entrypoint.sh
ENV PATH=/usr/lib/postgresql/18/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PGDATA=/var/lib/postgresql/18/docker
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
