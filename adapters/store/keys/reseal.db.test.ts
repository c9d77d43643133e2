import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workerName } from '../../../domain/esatDeclaration/judge.ts';
import { newDossier } from '../../../test/builders/dossier.ts';
import { createTestDatabase, openTestDatabase, type TestDatabase } from '../../../test/stack.ts';
import { createSeal, type Seal } from '../../identity/sealed.ts';
import { newSecret, secretText } from '../../identity/temporarySecrets.ts';
import { aboutKey } from '../audit/sealedChanges.ts';
import { insertDossier } from '../dossier/startProcess.ts';
import {
  declarationOf,
  declaredElsewhere,
  insertSubmission,
  keepDraft,
  openLine,
} from '../esatDeclaration/declarations.ts';
import { createUser } from '../people/users.ts';
import { keepCopy, openCopy } from '../personalData/copy.ts';
import type { Database } from '../prisma.ts';
import { stillNeeding } from './formerKeys.ts';
import { resealAll, sealedOtherwise } from './reseal.ts';

const AT = new Date('2026-03-10T09:00:00Z');
const key = (id: string) => ({ id, key: randomBytes(32) });
const [old, fresh] = [key('2025'), key('2026')];
/** more than one batch */
const SUBJECTS = 1_100;
const LINE = {
  ...{ number: '1234567', lastName: 'Aubert', firstName: 'Léa', birthDate: '1985-02-11', caf: '93' },
  ...{ rate: 80, direct: 70_000, aid: 60_000, other: 0 },
};

let scratch: TestDatabase;
let db: Database;
let processId: string;
const copyId = 'copie';
let secretId: string;

beforeAll(async () => {
  scratch = await createTestDatabase();
  db = openTestDatabase(scratch.url, 4);
  const seal = createSeal([old]);
  await db.journalKey.createMany({
    data: Array.from({ length: SUBJECTS }, (_, n) => ({
      subject: `person ${n}`,
      sealed: Uint8Array.from(seal.close(Buffer.from(`key ${n}`), aboutKey(`person ${n}`))),
      createdAt: AT,
    })),
  });
  await keepDraft(db, seal, { year: 2026, partnerId: 'esat', lines: [], known: null, at: AT });
  await db.$transaction((tx) =>
    insertSubmission(tx, seal, { id: 's1', year: 2026, partnerId: 'esat', known: 1, lines: [LINE], by: 'x', at: AT }),
  );
  processId = await db.$transaction((tx) => insertDossier(tx, newDossier(), AT));
  await db.$transaction((tx) =>
    keepCopy(tx, seal, { id: copyId, processId, addedBy: 'x', content: { nom: 'Aubert' }, at: AT }),
  );
  secretId = await keptSecret(seal);
});
afterAll(async () => {
  await db.$disconnect();
  await scratch.drop();
});

async function keptSecret(seal: Seal): Promise<string> {
  const person = { login: 'MCP00000001', email: 'a@b.example', firstName: 'Anne', lastName: 'Roy', roles: [] };
  const userId = await createUser(db, { ...person, partnerId: null, password: null }, AT);
  const made = await newSecret({ id: 'secret', userId, usage: 'INITIAL' }, seal);
  await db.temporarySecret.create({
    data: { id: 'secret', userId, usage: 'INITIAL', hash: made.hash, ciphertext: made.ciphertext, createdAt: AT },
  });
  return 'secret';
}

describe('rotation of keys (S2)', () => {
  it('says what a former key closed, goes on where it was stopped, and leaves nothing that needs that key', async () => {
    const both = [fresh, old];
    const counted = Object.fromEntries((await stillNeeding(db, both)).sealed);
    expect(counted).toMatchObject({ journal_key: SUBJECTS, esat_declaration: 1, esat_line: 1, temporary_secret: 1 });

    // stopped after the first of its tables
    const stopped = resealAll(db, both, () => {
      throw new Error('killed');
    });
    await expect(stopped).rejects.toThrow('killed');
    expect((await sealedOtherwise(db, both)).map(([table]) => table)).not.toContain('journal_key');
    const again = Object.fromEntries((await resealAll(db, both)).map((one) => [one.table, one.renewed]));
    expect(again).toMatchObject({
      journal_key: 0,
      esat_declaration: 1,
      esat_line: 1,
      temporary_secret: 1,
      attachment: 1,
    });
    expect((await stillNeeding(db, both)).sealed).toEqual([]);
    expect((await resealAll(db, both)).filter(({ renewed }) => renewed > 0)).toEqual([]);
  });

  it('the former key taken out, everything is read, and found again by its mark', async () => {
    const seal = createSeal([fresh]);
    const keys = await db.journalKey.findMany({ where: { subject: { in: ['person 0', `person ${SUBJECTS - 1}`] } } });
    expect(keys.map(({ subject, sealed }) => seal.open(sealed, aboutKey(subject)).toString()).toSorted()).toEqual([
      'key 0',
      `key ${SUBJECTS - 1}`,
    ]);
    expect((await declarationOf(db, seal, { year: 2026, partnerId: 'esat' })).lines).toEqual([]);
    expect(openLine(seal, await db.esatLine.findFirstOrThrow())).toEqual(LINE);
    const name = workerName(LINE);
    expect(await declaredElsewhere(db, seal, { year: 2026, partnerId: 'other' }, [name])).toEqual(new Set([name]));
    expect((await openCopy(db, seal, copyId))?.toString()).toContain('Aubert');
    expect(await secretText(db, secretId, seal)).not.toBeNull();
  });

  it('leaves what no key opens as it is, tells it, and goes on', async () => {
    const lost = Uint8Array.from(createSeal([key('lost')]).close(Buffer.from('x'), 'x'));
    await db.providerKey.create({ data: { id: 'a', sealed: lost, createdAt: AT } });
    const told = (await resealAll(db, [fresh])).filter(({ unread }) => unread > 0);
    expect(told).toEqual([{ table: 'provider_key', renewed: 0, unread: 1 }]);
    expect(await sealedOtherwise(db, [fresh])).toEqual([['provider_key', 1]]);
    expect(Buffer.from((await db.providerKey.findUniqueOrThrow({ where: { id: 'a' } })).sealed)).toEqual(
      Buffer.from(lost),
    );
  });

  it('counts processes under way whose mailed link a former key made, until their addressee has one of the first', async () => {
    const { linkRef, linkVersion: version } = await db.process.findUniqueOrThrow({ where: { id: processId } });
    const mailed = (id: string, keyId: string) =>
      db.mail.create({
        data: {
          ...{ id, key: id, processId, caf: '93', template: 'MAIL-1', recipient: 'a@b.example', state: 'PRIS' },
          params: { keyId, link: { kind: 'dossier', linkRef, version } },
          ...{ messageId: `<${id}@x>`, nextAttemptAt: AT, createdAt: AT },
        },
      });
    await mailed('m1', '2025');
    expect((await stillNeeding(db, [fresh])).links).toBe(1);
    await mailed('m2', '2026');
    expect((await stillNeeding(db, [fresh])).links).toBe(0);
  });
});
