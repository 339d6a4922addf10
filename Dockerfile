# The project's own services. Nothing is downloaded here: the host has built dist/ and installed the one package that
# cannot be bundled (SQLite, with its ready-made libraries). Owned by the user who runs them: the host's umask may be strict.
FROM node:20-bookworm-slim
# By this the images of earlier builds are found and removed.
LABEL org.opencontainers.image.title=start-observability
WORKDIR /app
COPY --chown=node:node package.json ./
COPY --chown=node:node node_modules/node-gyp-build node_modules/node-gyp-build
COPY --chown=node:node node_modules/@photostructure node_modules/@photostructure
COPY --chown=node:node packages/viewer/bundle.json.gz packages/viewer/bundle.json.gz
COPY --chown=node:node dist dist
WORKDIR /app/dist
USER node
