# The project's own services.
FROM node:24-bookworm-slim AS base
# By this the images of earlier builds are found and removed.
LABEL org.opencontainers.image.title=start-observability
WORKDIR /app

# For the command line, which has built everything on the host already: nothing is downloaded.
FROM base AS ready
# Owned by the user who runs them: the host's umask may be strict.
COPY --chown=node:node package.json ./
COPY --chown=node:node node_modules/node-gyp-build node_modules/node-gyp-build
COPY --chown=node:node node_modules/@photostructure node_modules/@photostructure
COPY --chown=node:node packages/viewer/bundle.json.gz packages/viewer/bundle.json.gz
COPY --chown=node:node dist dist
WORKDIR /app/dist
USER node

# For `docker compose up` in a fresh checkout. Everything that is fetched is fetched here.
FROM node:24-bookworm-slim AS install
WORKDIR /src
COPY . .
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm run build

FROM base
COPY --from=install --chown=node:node /src/package.json ./
COPY --from=install --chown=node:node /src/node_modules/node-gyp-build node_modules/node-gyp-build
COPY --from=install --chown=node:node /src/node_modules/@photostructure node_modules/@photostructure
COPY --from=install --chown=node:node /src/packages/viewer/bundle.json.gz packages/viewer/bundle.json.gz
COPY --from=install --chown=node:node /src/dist dist
WORKDIR /app/dist
USER node
