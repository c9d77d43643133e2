import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import PostalMime from 'postal-mime';
import { MAILS, type MailParams } from '../../domain/mail/registry.ts';
import { type ScriptServer, startScriptServer } from '../../test/servers/smtp.ts';
import { createSecrets } from '../identity/secrets.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { messageOf } from './mailMessage.ts';

/** A name that ends its header, begins others and a text of its own, and turns what follows around. */
const HOSTILE = 'Ana\r\nBcc: voleur@ailleurs.example\r\n\r\nBonjour\u202e\u2066\u200b\u00ad\u00a0Roy';
const UNSEEN = /\p{Cf}|(?!\n)\p{Cc}/u;

let server: ScriptServer;
let mailer: Mailer;
beforeAll(async () => {
  server = await startScriptServer({});
  mailer = createMailer({ smtpUrl: server.url });
});
afterAll(async () => {
  mailer.close();
  await server.close();
});

const secrets = createSecrets([{ id: 'test', key: randomBytes(32) }]);
const written = (params: MailParams, count: number) =>
  messageOf(
    {
      ...{ params, recipient: 'contact@tilleuls.example', recipientName: HOSTILE },
      ...{ messageId: `<${count}@passerelle.invalid>`, createdAt: new Date('2026-03-02T09:00:00Z'), keyId: null },
    },
    { mailFrom: 'Passerelle <ne-pas-repondre@passerelle.example>', publicUrl: 'http://127.0.0.1' },
    secrets,
    'un-mot-de-passe',
  );

type Params = Record<string, unknown>;

/** The sample of a mail with the hostile name in every text that its words take as it is. */
function hostileOf({ id, sample }: { id: string; sample: object }): { params: MailParams; taken: number } {
  let params: Params = { ...sample, template: id };
  let taken = 0;
  const attempt = (next: Params) => {
    try {
      const { subject, text } = written(next as unknown as MailParams, 0);
      if (!`${subject} ${text}`.includes('voleur')) return;
      params = next;
      taken += 1;
    } catch {
      // a code, a date: no words
    }
  };
  for (const [key, value] of Object.entries(sample)) {
    if (typeof value === 'string') attempt({ ...params, [key]: HOSTILE });
    if (Array.isArray(value) && typeof value[0] === 'string') attempt({ ...params, [key]: [HOSTILE, ...value] });
    if (Array.isArray(value) && typeof value[0] === 'object')
      for (const inner of Object.keys(value[0] ?? {}))
        attempt({ ...params, [key]: [{ ...value[0], [inner]: HOSTILE }] });
  }
  return { params: params as unknown as MailParams, taken };
}

test('no name that stands in a row makes a header, an addressee or a text of its own, or turns a line around', async () => {
  let taken = 0;
  for (const [count, mail] of Object.values(MAILS).entries()) {
    const hostile = hostileOf(mail);
    taken += hostile.taken;
    const message = written(hostile.params, count);
    expect([mail.id, (await mailer.send(message, async () => undefined)).kind]).toEqual([mail.id, 'taken']);
    expect([mail.id, UNSEEN.test(message.text), UNSEEN.test(message.html)]).toEqual([mail.id, false, false]);
    const { headers, to, subject = '', attachments } = await PostalMime.parse(server.received[count] ?? '');
    expect([mail.id, headers.map(({ key }) => key).toSorted()]).toEqual([
      mail.id,
      ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'],
    ]);
    const name = 'Ana Bcc: voleur@ailleurs.example Bonjour Roy';
    expect([mail.id, to, attachments]).toEqual([mail.id, [{ address: 'contact@tilleuls.example', name }], []]);
    for (const line of [subject, ...headers.map(({ value }) => value)])
      expect([mail.id, line, UNSEEN.test(line) || line.includes('\u00a0')]).toEqual([mail.id, line, false]);
  }
  expect(taken).toBeGreaterThan(100);
});
