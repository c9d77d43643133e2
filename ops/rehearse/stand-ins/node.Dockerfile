# Stands in for node:24-slim: the binary and npm of their npm packages, the user `node`.
FROM passerelle-rehearsal-base
COPY node/bin/node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && chmod +x /usr/local/bin/node && useradd --uid 1000 --create-home node
CMD ["node"]
