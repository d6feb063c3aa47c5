# The exporter as a container, for both ways to run it: `textfile` beside node-exporter, and `serve`.
# No HEALTHCHECK, on purpose: `textfile` has no port to ask, and Kubernetes ignores it; `serve` answers on /-/healthy.
# Any image with Node >= 20.19, npm, a shell and coreutils can take BASE's place, a mirror's or a hardened one.
ARG BASE=docker.io/library/node:20-bookworm-slim

FROM ${BASE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# A private registry or its certificates come from the builder's own npm settings: --secret id=npmrc,src=$HOME/.npmrc
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json build.mjs ./
COPY src src
RUN npm run --silent build && chmod 0755 dist/cli.js

FROM ${BASE}
ENV NODE_ENV=production
WORKDIR /opt/rsyslog-pstat
# The build holds what it needs of its dependencies: nothing has to be installed here.
COPY package.json LICENSE ./
COPY --from=build /build/dist dist
RUN ln -s /opt/rsyslog-pstat/dist/cli.js /usr/local/bin/rsyslog-pstat
# An unprivileged user. rsyslog writes its statistics file with mode 0600: to follow it, either run with its owner's id
# (`--user`, runAsUser) or give the file another mode where impstats is set up.
USER 65532:65532
# Not a folder of the image: nothing in it is writable, and relative paths on the command line mean the mounted ones.
WORKDIR /
ENTRYPOINT ["rsyslog-pstat"]
CMD ["--help"]
