# Stands in for temporalio/server: the server, and the entrypoint of its own repository, which asks for a shell that knows pipefail.
FROM passerelle-rehearsal-base
COPY temporal-server /usr/local/bin/temporal-server
COPY entrypoint.sh /etc/temporal/entrypoint.sh
RUN useradd --uid 1000 temporal && chmod 755 /usr/local/bin/temporal-server /etc/temporal/entrypoint.sh
WORKDIR /etc/temporal
USER temporal
CMD ["bash", "/etc/temporal/entrypoint.sh"]
