import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMailer, type Message } from '../adapters/mail/mailer.ts';
import { type DevMailbox, startDevMailbox } from './devMailbox.ts';

const message = (n: number): Message => ({
  from: 'Passerelle <a@passerelle.example>',
  to: { name: 'Été', address: `n${n}@exemple.example` },
  subject: `Objet accentué ${n}`,
  text: `Texte ${n}\n.\nà la ligne`,
  html: `<p>Texte ${n}</p>`,
  messageId: `<m${n}@passerelle.invalid>`,
  date: new Date('2026-03-02T09:00:00Z'),
});

let folder: string;
let mailbox: DevMailbox | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mailbox-'));
});
afterEach(async () => {
  await mailbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function deliver(...numbers: number[]): Promise<void> {
  const mailer = createMailer({ smtpUrl: mailbox?.smtpUrl ?? '', idleMs: 0 });
  for (const n of numbers) expect(await mailer.send(message(n), async () => {})).toMatchObject({ kind: 'taken' });
}

describe('the development mailbox', () => {
  test('keeps what it gets, newest first, as it was written', async () => {
    mailbox = await startDevMailbox({ port: 0 });
    await deliver(1, 2);
    expect(mailbox.items().map(({ to }) => to)).toEqual(['n2@exemple.example', 'n1@exemple.example']);
    expect(mailbox.items()[1]).toMatchObject({
      subject: 'Objet accentué 1',
      text: 'Texte 1\n.\nà la ligne\n',
      html: expect.stringContaining('<p>Texte 1</p>'),
      date: '2026-03-02T09:00:00.000Z',
      messageId: '<m1@passerelle.invalid>',
      headers: { 'auto-submitted': 'auto-generated' },
    });
  });

  test('keeps the files that a mail brings (MAIL-43)', async () => {
    mailbox = await startDevMailbox({ port: 0 });
    const mailer = createMailer({ smtpUrl: mailbox.smtpUrl, idleMs: 0 });
    const attachments = [
      { filename: 'contrat.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7 é') },
    ];
    expect(await mailer.send({ ...message(1), attachments }, async () => {})).toMatchObject({ kind: 'taken' });
    expect(mailbox.items()[0]).toMatchObject({
      html: expect.stringContaining('<p>Texte 1</p>'),
      attachments: [
        {
          filename: 'contrat.pdf',
          contentType: 'application/pdf',
          base64: Buffer.from('%PDF-1.7 é').toString('base64'),
        },
      ],
    });
  });

  test('R9: a restart keeps them, whatever a kill left of the last line, and the order', async () => {
    const file = path.join(folder, 'new', 'mails.jsonl');
    mailbox = await startDevMailbox({ port: 0, file });
    await deliver(1, 2);
    const before = mailbox.items();
    await mailbox.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    appendFileSync(file, '{"to":"torn');
    mailbox = await startDevMailbox({ port: 0, file });
    expect(mailbox.items()).toEqual(before);
    await deliver(3);
    await mailbox.close();
    mailbox = await startDevMailbox({ port: 0, file });
    expect(mailbox.items().map(({ subject }) => subject.at(-1))).toEqual(['3', '2', '1']);
  });

  test('20,000 are kept, in memory and at the next start in the file', async () => {
    const file = path.join(folder, 'mails.jsonl');
    const line = (n: number) =>
      JSON.stringify({ to: `old${n}@exemple.example`, subject: '', text: '', html: '', date: '', messageId: '' });
    writeFileSync(file, Array.from({ length: 20_003 }, (_, n) => `${line(n)}\n`).join(''));
    mailbox = await startDevMailbox({ port: 0, file });
    await deliver(1);
    expect(mailbox.items()).toHaveLength(20_000);
    expect([mailbox.items()[0]?.to, mailbox.items().at(-1)?.to]).toEqual([
      'n1@exemple.example',
      'old4@exemple.example',
    ]);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(20_002);
  });
});
