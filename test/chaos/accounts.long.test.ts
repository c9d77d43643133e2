import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyPassword } from '../../adapters/identity/passwords.ts';
import { openSession } from '../../adapters/identity/sessions.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { brokenPromises, LEFT_MS, mailsLeft, pause, startVictims, type Victims } from './victims.ts';

const ACCOUNTS = 200;
const KILLS = 24;
const TEMPORARY = /^[2-9a-z]{5}(-[2-9a-z]{5}){3}$/m;

let victims: Victims;
beforeAll(async () => {
  victims = await startVictims();
  await openPartner(victims.database, 'no password', new Date());
});
afterAll(() => victims?.stop());

/** One try; null when nobody answers in time. */
async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${victims.apiUrl}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(8_000),
  }).catch(() => null);
  if (response === null) return null;
  return { status: response.status, body: (await response.json().catch(() => null)) as Record<string, unknown> | null };
}

/** Asks for an account until it is there, under one key; another try may find what the first one did before its answer was lost. */
async function create(path: string, token: string, index: number): Promise<void> {
  const letters = String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26));
  const person = { firstName: 'Ana', lastName: `Essai ${letters}`, email: `ana.essai${index}@peupliers.example` };
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `compte-${index}` };
  for (const end = Date.now() + 600_000; Date.now() < end; await pause(100)) {
    const answer = await post(path, person, headers);
    if (answer?.status === 201 || answer?.body?.code === 'COMPTE_EXISTANT') return;
  }
  throw new Error(`account ${index} was never made`);
}

describe('kill -9 while accounts are made (R1, R2, ACC-4, ACC-23)', () => {
  test(`${ACCOUNTS} accounts over HTTP, ${KILLS} kills: each has one MAIL-1, one MAIL-2 and one secret, and signs in with what was mailed`, async () => {
    const { database, mailbox, client } = victims;
    const claire = await database.user.findFirstOrThrow({ where: { administrateurSince: { not: null } } });
    const path = `/partners/${claire.partnerId}/users`;
    const { token } = await openSession(database, claire.id, { at: new Date(), ip: null, userAgent: null });
    // a few at a time, so that kills meet accounts at every point of their way
    let next = 0;
    const creators = Array.from({ length: 4 }, async () => {
      for (let index = next++; index < ACCOUNTS; index = next++) {
        await create(path, token, index);
      }
    });
    const killer = (async () => {
      for (let kills = 0; kills < KILLS; kills += 1) {
        await pause(400 + ((kills * 379) % 700));
        await victims.kill(kills);
      }
    })();
    await Promise.all([...creators, killer]);
    await mailsLeft(database);

    const users = await database.user.findMany({
      where: { email: { startsWith: 'ana.essai' } },
      include: { secrets: true },
    });
    expect(new Set(users.map(({ email }) => email)).size).toBe(ACCOUNTS);
    expect(users).toHaveLength(ACCOUNTS);
    expect(await brokenPromises(victims)).toEqual([]);
    for (const user of users) {
      const processId = `user-onboarding-${user.id}`;
      const mails = await database.mail.findMany({ where: { processId }, orderBy: { template: 'asc' } });
      expect(mails.map(({ template }) => template)).toEqual(['MAIL-1', 'MAIL-2']);
      const valid = user.secrets.filter((one) => one.voidedAt === null && one.consumedAt === null);
      expect(valid).toHaveLength(1);
      expect(valid[0]).toMatchObject({ ciphertext: null, expiresAt: expect.any(Date) });
      const [, second] = mails;
      const texts = mailbox.items().filter(({ messageId }) => messageId === second?.messageId);
      const passwords = new Set(texts.map(({ text }) => TEMPORARY.exec(text)?.[0]));
      // cut off twice, it may not have come at all
      if (second?.state === 'DOUTE' && texts.length === 0) continue;
      expect(passwords.size).toBe(1);
      const [password] = passwords;
      expect(await verifyPassword(valid[0]?.hash ?? '', password ?? '')).toBe(true);
    }
    // the processes look again once their mails are taken
    const waiting = { type: 'userOnboarding', state: 'ATTENTE_PREMIERE_CONNEXION', closedAt: null };
    for (const end = Date.now() + LEFT_MS; Date.now() < end; await pause(200))
      if ((await database.process.count({ where: waiting })) === ACCOUNTS) break;
    expect(await database.process.count({ where: waiting })).toBe(ACCOUNTS);
    // an independent count, from Temporal
    const running = "ExecutionStatus='Running' AND WorkflowType='userOnboarding'";
    for (const end = Date.now() + LEFT_MS; Date.now() < end; await pause(200))
      if ((await client.workflow.count(running)).count === ACCOUNTS) break;
    const statuses: string[] = [];
    for await (const { status } of client.workflow.list({ query: "WorkflowType='userOnboarding'" }))
      statuses.push(status.name);
    expect(statuses).toEqual(Array.from({ length: ACCOUNTS }, () => 'RUNNING'));

    // one person: the API limits what comes from one address
    const [first] = users;
    const mail = await database.mail.findFirstOrThrow({
      where: { processId: `user-onboarding-${first?.id}`, template: 'MAIL-2' },
    });
    const text = mailbox.items().find(({ messageId }) => messageId === mail.messageId)?.text ?? '';
    const signedIn = await post('/auth/login', { login: first?.login, password: TEMPORARY.exec(text)?.[0] });
    expect(signedIn).toMatchObject({ status: 200, body: { mustChangePassword: true } });
  }, 1_800_000);
});
