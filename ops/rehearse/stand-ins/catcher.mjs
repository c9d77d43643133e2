// A mail catcher with the ports and variables of Mailpit, and the two calls of its API that a rehearsal makes. Plain JavaScript, no types.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const { MP_SMTP_TLS_CERT, MP_SMTP_TLS_KEY } = process.env;
const mails = [];

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH'],
  cert: readFileSync(MP_SMTP_TLS_CERT),
  key: readFileSync(MP_SMTP_TLS_KEY),
  onMailFrom(_address, session, done) {
    done(session.secure ? null : new Error('TLS is required')); // MP_SMTP_REQUIRE_STARTTLS
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', async () => {
      const mail = await PostalMime.parse(Buffer.concat(chunks));
      const to = session.envelope.rcptTo.map(({ address }) => ({ Address: address }));
      mails.push({
        ID: String(mails.length + 1),
        To: to,
        Subject: mail.subject ?? '',
        Date: mail.date,
        Text: mail.text ?? '',
      });
      done();
    });
  },
});
smtp.on('error', (error) => console.error(error.message)); // who hangs up half-way stops nobody else
smtp.listen(1025, '0.0.0.0');

const http = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://catcher');
  const one = /^\/api\/v1\/message\/(\d+)$/.exec(pathname);
  const start = Number(searchParams.get('start') ?? 0);
  const newestFirst = () => mails.toReversed().slice(start, start + Number(searchParams.get('limit') ?? 50));
  const body = one
    ? mails[Number(one[1]) - 1]
    : {
        total: mails.length,
        messages: newestFirst().map(({ ID, To, Subject }) => ({ ID, To, Subject })),
      };
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
http.listen(8025, '0.0.0.0');
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
