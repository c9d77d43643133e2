import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { newDossier } from '../../test/builders/dossier.ts';
import { inventedSiret } from '../../test/people.ts';
import { asOwner, createTestDatabase, openTestDatabase } from '../../test/stack.ts';
import { createSecrets } from '../identity/secrets.ts';
import { createLogger } from '../logger.ts';
import { insertDossier } from '../store/dossier/startProcess.ts';
import type { Database } from '../store/prisma.ts';
import { createDrain } from './drain.ts';
import type { Message } from './mailer.ts';
import { messageOf } from './mailMessage.ts';
import { reportDoubt, reportRefusal } from './mailRefusal.ts';
import { type ClaimedMail, claimMails, concludeMail, LeaseLost, markData, pauseMs, renewLeases } from './outbox.ts';

const T0 = new Date('2026-03-02T09:00:00Z');
const after = (ms: number) => new Date(T0.getTime() + ms);
const LEASE = 20_000;
const link = { kind: 'dossier' as const, linkRef: 'abcdefgh1234', version: 1 };
const params = {
  template: 'MAIL-50' as const,
  organisme: 'ESAT Les Tilleuls',
  code: { linkRef: 'abcdefgh1234', version: 1, nonce: 'n' },
  minutes: 15,
  link,
};

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  scratch = await createTestDatabase();
  database = openTestDatabase(scratch.url, 6);
});
afterAll(async () => {
  await database?.$disconnect();
  await scratch?.drop();
});
beforeEach(() => asOwner(scratch, 'DELETE FROM mail'));

async function insert(
  id: string,
  over: Partial<Parameters<Database['mail']['create']>[0]['data']> = {},
): Promise<void> {
  await database.mail.create({
    data: {
      id,
      key: id,
      template: 'MAIL-50',
      recipient: `${id}@exemple.example`,
      params,
      messageId: `<${id}@passerelle.invalid>`,
      state: 'A_ENVOYER',
      nextAttemptAt: T0,
      createdAt: T0,
      ...over,
    },
  });
}
const row = (id: string) => database.mail.findUniqueOrThrow({ where: { id } });
const none = { failed: async () => {}, doubted: async () => {}, secretTaken: async () => {} };
async function claimOne(now = T0): Promise<ClaimedMail> {
  const [mail] = await claimMails(database, 1, now);
  if (mail === undefined) throw new Error('nothing was due');
  return mail;
}

describe('the outbox (R2)', () => {
  test('a due row is taken by one, whoever asks at the same time; one of the future is not', async () => {
    for (let n = 0; n < 10; n += 1) await insert(`m${n}`);
    await insert('future', { nextAttemptAt: after(1) });
    const claims = await Promise.all(Array.from({ length: 6 }, () => claimMails(database, 3, T0)));
    const ids = claims.flat().map(({ id }) => id);
    expect([ids.length, new Set(ids).size, ids.includes('future')]).toEqual([10, 10, false]);
    expect(claims.flat()[0]).toMatchObject({ attempts: 1, doubt: false, keyId: null, params, createdAt: T0 });
  });

  test('a holder that died: before the message it is simply taken up again, within it is a doubt, the second one is final', async () => {
    const held = { state: 'EN_COURS', attempts: 1, leaseUntil: after(LEASE) };
    await insert('before', held);
    await insert('within', { ...held, dataStartedAt: T0 });
    await insert('again', { ...held, dataStartedAt: T0, doubt: true });
    expect(await claimMails(database, 10, after(LEASE))).toEqual([]);
    expect(await claimMails(database, 10, after(LEASE + 1), LEASE, ['before', 'within', 'again'])).toEqual([]);
    expect((await row('again')).state).toBe('EN_COURS');
    const claimed = await claimMails(database, 10, after(LEASE + 1));
    expect(claimed.map(({ id, doubt, lost }) => [id, doubt, lost]).sort()).toEqual([
      ['again', true, true],
      ['before', false, false],
      ['within', true, false],
    ]);
    // whoever dies before settling it leaves it lost
    const later = await claimMails(database, 10, after(2 * LEASE + 2));
    expect(later.map(({ id, lost }) => [id, lost]).sort()).toEqual([
      ['again', true],
      ['before', false],
      ['within', false],
    ]);
  });

  test('a renewed lease keeps the row; who comes too late can neither mark nor conclude it', async () => {
    await insert('m');
    const first = await claimOne();
    await renewLeases(database, [first], after(15_000));
    expect(await claimMails(database, 1, after(LEASE + 1))).toEqual([]);
    const second = await claimOne(after(40_000));
    expect(second).toMatchObject({ id: 'm', attempts: 2, doubt: false });
    await expect(markData(database, first, 'k', after(40_001))).rejects.toBeInstanceOf(LeaseLost);
    for (const outcome of [
      { kind: 'taken', response: '250' },
      { kind: 'retry', about: 'server', reason: 'x' },
      { kind: 'refused', responseCode: 550, reason: 'x' },
      { kind: 'doubt', reason: 'x' },
    ] as const)
      await expect(concludeMail(database, first, outcome, after(40_001), none)).rejects.toBeInstanceOf(LeaseLost);
    await renewLeases(database, [first], after(900_000));
    expect(await row('m')).toMatchObject({
      state: 'EN_COURS',
      attempts: 2,
      dataStartedAt: null,
      leaseUntil: after(60_000),
    });
  });

  test('each outcome leaves its row as people should see it', async () => {
    await insert('m');
    let mail = await claimOne();
    await concludeMail(database, mail, { kind: 'retry', about: 'message', reason: 'réponse 450' }, T0, none);
    expect(await row('m')).toMatchObject({
      state: 'A_ENVOYER',
      lastError: 'réponse 450',
      nextAttemptAt: after(2_000),
      doubt: false,
    });
    mail = await claimOne(after(2_000));
    await markData(database, mail, 'k', after(2_001));
    await concludeMail(database, mail, { kind: 'doubt', reason: 'silence' }, after(3_000), none);
    expect(await row('m')).toMatchObject({
      state: 'A_ENVOYER',
      doubt: true,
      dataStartedAt: null,
      nextAttemptAt: after(5_000),
    });
    mail = await claimOne(after(5_000));
    expect(mail).toMatchObject({ doubt: true, keyId: 'k', attempts: 3 });
    await concludeMail(database, mail, { kind: 'taken', response: '250' }, after(6_000), none);
    expect(await row('m')).toMatchObject({ state: 'PRIS', doubt: true, takenAt: after(6_000), lastError: null });
    await insert('n', { doubt: true });
    await concludeMail(database, await claimOne(), { kind: 'doubt', reason: 'silence' }, T0, none);
    expect(await row('n')).toMatchObject({ state: 'DOUTE', doubt: true });
    expect(await claimMails(database, 10, after(1e9))).toEqual([]);
  });

  test('pauses double, capped: sooner where the server is away than where it refuses the mail for now', () => {
    expect([1, 2, 3, 4].map((n) => pauseMs(n, 'message'))).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect([pauseMs(60, 'message'), pauseMs(60, 'server')]).toEqual([900_000, 30_000]);
  });

  test('ENVOI_ECHOUE: at once for a 5xx, after three days of 4xx; the process is told in the same transaction', async () => {
    const dossier = newDossier();
    const processId = await database.$transaction((tx) => insertDossier(tx, dossier, T0));
    await insert('refused', { processId, recipient: dossier.partner.email.toUpperCase() });
    const mail = await claimOne();
    const refused = { kind: 'refused', responseCode: 550, reason: 'réponse 550' } as const;
    await expect(
      concludeMail(database, mail, refused, T0, {
        ...none,
        async failed(tx) {
          await reportRefusal(tx, mail, T0);
          throw new Error('killed here');
        },
      }),
    ).rejects.toThrow('killed here');
    expect([(await row('refused')).state, await database.command.count()]).toEqual(['EN_COURS', 0]);
    await concludeMail(database, mail, refused, T0, { ...none, failed: reportRefusal });
    expect((await row('refused')).state).toBe('ENVOI_ECHOUE');
    const [command] = await database.command.findMany();
    expect(command).toMatchObject({
      processId,
      outcome: null,
      act: { type: 'mailRefused', mailId: 'refused', template: mail.template, toPartner: true },
    });
    expect(JSON.stringify(command)).not.toContain('@');

    await insert('late');
    const retry = { kind: 'retry', about: 'message', reason: 'réponse 450' } as const;
    const threeDays = after(72 * 3_600_000);
    await concludeMail(database, await claimOne(threeDays), retry, threeDays, none);
    expect((await row('late')).state).toBe('A_ENVOYER');
    const more = after(72 * 3_600_000 + 60_000);
    await concludeMail(database, await claimOne(more), retry, more, none);
    expect((await row('late')).state).toBe('ENVOI_ECHOUE');
  });

  test('DOUTE: the second doubt is told to the process in the same transaction; a code is asked for again by who signs', async () => {
    const dossier = newDossier({ partner: { ...newDossier().partner, siret: inventedSiret(7) } });
    const processId = await database.$transaction((tx) => insertDossier(tx, dossier, T0));
    const cut = { kind: 'doubt', reason: 'silence' } as const;
    const told = () => database.command.findMany({ where: { processId } });
    const documents = { template: 'MAIL-25' as const, organisme: 'X', documents: ['Y'], link };
    await insert('first', { processId, template: 'MAIL-25', params: documents });
    await concludeMail(database, await claimOne(), cut, T0, { ...none, doubted: reportDoubt });
    expect([(await row('first')).state, await told()]).toEqual(['A_ENVOYER', []]);
    const again = await claimOne(after(10_000));
    const killed = async () => {
      throw new Error('killed here');
    };
    await expect(concludeMail(database, again, cut, T0, { ...none, doubted: killed })).rejects.toThrow('killed here');
    expect((await row('first')).state).toBe('EN_COURS');
    await concludeMail(database, again, cut, T0, { ...none, doubted: reportDoubt });
    expect([(await row('first')).state, (await told()).map(({ act }) => act)]).toEqual([
      'DOUTE',
      [{ type: 'mailDoubted', mailId: 'first', template: 'MAIL-25' }],
    ]);
    await insert('code', { processId, doubt: true });
    await concludeMail(database, await claimOne(), cut, T0, { ...none, doubted: reportDoubt });
    expect([(await row('code')).state, (await told()).length]).toEqual(['DOUTE', 1]);
  });

  test('after a rotation of the keys a resend bears the secrets of its first copy; no row ever held one', async () => {
    const [old, fresh] = [
      { id: 'old', key: randomBytes(32) },
      { id: 'fresh', key: randomBytes(32) },
    ];
    const settings = { mailFrom: 'a@passerelle.example', publicUrl: 'https://passerelle.example' };
    await insert('m');
    const first = await claimOne();
    const before = createSecrets([old]);
    const written = messageOf({ ...first, keyId: before.keyId }, settings, before);
    await markData(database, first, before.keyId, T0);
    const again = await claimOne(after(LEASE + 1));
    const rewritten: Message = messageOf(again, settings, createSecrets([fresh, old]));
    expect(again.doubt).toBe(true);
    expect(rewritten).toEqual(written);
    const code = before.signatureCode(params.code);
    expect(written.text).toContain(code);
    const dump = JSON.stringify(await database.mail.findMany());
    expect(dump).not.toContain(code);
    expect(dump).not.toContain(before.linkToken({ ...link, recipient: first.recipient }).slice(-43));
  });

  test('the drain says nothing of a row when something breaks', async () => {
    const lines: string[] = [];
    const log = createLogger('test', 'info', { write: (line: string) => void lines.push(line) });
    await insert('m', { params: { template: 'MAIL-00' }, createdAt: new Date() });
    const { MockActivityEnvironment } = await import('@temporalio/testing');
    const config = {
      smtpUrl: 'smtp://127.0.0.1:1',
      mailFrom: 'a@passerelle.example',
      publicUrl: '',
      encryptionKeys: [{ id: 'k', key: randomBytes(32) }],
      databaseUrl: scratch.url,
      policy: DEFAULT_POLICY,
    };
    await new MockActivityEnvironment().run(createDrain({ config, database, log, lifetimeMs: 300, pollMs: 50 }));
    expect(await row('m')).toMatchObject({
      state: 'A_ENVOYER',
      attempts: 1,
      lastError: expect.stringContaining('rédigé'),
    });
    expect(lines.join()).toContain('mail not written');
    expect(lines.join()).not.toContain('exemple.example');
  });
});
