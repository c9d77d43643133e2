# The next release of our own image: another story, and the bundle made anew.
FROM passerelle:latest
USER root
COPY workflow.ts /app/workflows/esatOnboarding/workflow.ts
RUN node --import tsx ops/bundle.ts /app/workflow-bundle
USER node
