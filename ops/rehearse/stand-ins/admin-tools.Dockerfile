# Stands in for temporalio/admin-tools: the two programs and the schemas that the deployment uses.
FROM passerelle-rehearsal-base
COPY temporal temporal-sql-tool /usr/local/bin/
COPY schema /etc/temporal/schema
RUN useradd --uid 1000 temporal && chmod 755 /usr/local/bin/temporal /usr/local/bin/temporal-sql-tool
USER temporal
CMD ["sleep", "infinity"]
