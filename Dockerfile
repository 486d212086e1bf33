# The page of the local workspace and the compiled bot.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run prepare && npm run build && rm -rf dist/test dist/bench dist/chaos

# What the bot needs to run. No embedded database: in a container DATABASE_URL names a server.
# Install scripts stay off, because `prepare` needs Vite and nothing else here needs one.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production RUNBELL_HOME=/app/runbooks RUNBELL_DATA=/data PORT=3000
WORKDIR /app
# For targets over ssh.
RUN apt-get update && apt-get install -y --no-install-recommends openssh-client \
  && rm -rf /var/lib/apt/lists/*
RUN install -d -o node -g node -m 700 /data
COPY package.json LICENSE ./
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY runbooks ./runbooks
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself ends on SIGTERM: no new work, runs end or are handed over, at most ten seconds.
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["start"]
