# Stands in for haproxy: Debian's, run as the image runs it.
FROM passerelle-rehearsal-base
RUN mkdir -p /usr/local/etc/haproxy
STOPSIGNAL SIGUSR1
USER 99:99
CMD ["haproxy", "-W", "-db", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]
