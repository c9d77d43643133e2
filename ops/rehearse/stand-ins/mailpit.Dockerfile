# Stands in for axllent/mailpit: a catcher on the application's own image, which brings what reads SMTP and mails.
FROM passerelle:latest
COPY catcher.mjs /app/catcher.mjs
CMD ["node", "/app/catcher.mjs"]
