# The project's own services. Nothing is downloaded here: the host has built dist/ and installed the one package that
# cannot be bundled (SQLite, with its ready-made libraries).
FROM node:20-bookworm-slim
WORKDIR /app
COPY package.json ./
COPY node_modules/node-gyp-build node_modules/node-gyp-build
COPY node_modules/@photostructure node_modules/@photostructure
COPY dist dist
WORKDIR /app/dist
USER node
