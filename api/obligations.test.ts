import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../adapters/store/ids.ts';
import { remindIdleGroups, remindManagers } from '../adapters/store/reminders/groups.ts';
import { duePartners, remindYearly } from '../adapters/store/reminders/yearly.ts';
import { yearlyLimits } from '../domain/obligation/yearly.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { centralise } from '../test/openPartner.ts';
import { api, claire, openPeupliers, partnerId } from '../test/peupliers.ts';
import { asOwner } from '../test/stack.ts';

const DAY = 86_400_000;
const SETTINGS = { policy: DEFAULT_POLICY, mailboxOf: (caf: string) => `agent@caf${caf}.example` };
let nadia: string;
openPeupliers();
beforeAll(async () => {
  nadia = await person('Nadia', 'Ferrand');
});
beforeEach(async () => {
  await api.deps.db.$executeRaw`DELETE FROM service_use`;
  await asOwner(api.database, `DELETE FROM mail WHERE template IN ('MAIL-35', 'MAIL-37', 'MAIL-80')`);
});

async function person(firstName: string, lastName: string): Promise<string> {
  const email = `${firstName}.${lastName}@peupliers.example`.toLowerCase();
  const made = await api.call('POST', `/partners/${partnerId}/users`, {
    token: claire,
    body: { firstName, lastName, email },
  });
  return made.body.id;
}

async function habilitated(userId: string, service: string, since: Date, lastUsedAt: Date | null = null) {
  const referenceAt = lastUsedAt ?? since;
  await api.deps.db.serviceUse.create({ data: { userId, service, partnerId, since, lastUsedAt, referenceAt } });
}

/** Reminders until nobody is due, as the sweep of that instant sends them. */
async function sweepAt(at: string): Promise<void> {
  while (await remindYearly(api.deps.db, SETTINGS, new Date(at)));
}
const told = async () =>
  (await api.deps.db.mail.findMany({ where: { template: 'MAIL-35' }, orderBy: { createdAt: 'asc' } })).map(
    ({ params, recipient }) => ({ recipient, services: (params as { services: unknown }).services }),
  );
const listed = async (query = '') =>
  (await api.call('GET', `/partners/${partnerId}/obligations${query}`, { token: claire })).body.items;

describe('yearly use of every service (TIME-2, TIME-13, OBL-14, REM-7)', () => {
  it('AC-41: MAIL-35 names Nadia for the service she never used, at each step once, and nothing is closed', async () => {
    const since = new Date('2025-01-10T09:00:00Z');
    await habilitated(nadia, 'CDAP', since, new Date('2025-12-02T09:00:00Z'));
    await habilitated(nadia, 'AFAS', since);
    await sweepAt('2025-11-10T10:00:00Z');
    expect(await told()).toEqual([]);
    for (const day of ['2025-11-12', '2025-11-13', '2025-12-12', '2026-01-05', '2026-01-10', '2026-01-12'])
      await sweepAt(`${day}T10:00:00Z`);
    const service = "Aide financière d'action sociale (Afas)";
    const naming = (text: string) => ({
      recipient: 'claire.aubert@peupliers.example',
      services: [{ service, people: [`Nadia Ferrand – ${text} 10/01/2026`], more: 0 }],
    });
    expect(await told()).toEqual([naming('avant le'), naming('avant le'), naming('avant le'), naming('échu le')]);
    api.now = new Date('2026-01-12T10:00:00Z');
    expect(await listed()).toMatchObject([
      { user: { id: nadia }, service: 'AFAS', lastUsedAt: null, compliant: false, reminders: 4 },
    ]);
    const account = await api.deps.db.user.findUniqueOrThrow({ where: { id: nadia } });
    expect([account.closesOn, account.suspendedAt]).toEqual([null, null]);
    expect(await api.deps.db.serviceUse.count({ where: { endedAt: null } })).toBe(2);
  });

  it('R2: sweeps at once, and again, send each reminder once; steps that were missed are told in one mail', async () => {
    const others = await Promise.all([person('Karim', 'Haddad'), person('Lise', 'Moreau')]);
    for (const id of [nadia, ...others]) await habilitated(id, 'ESAT', new Date('2025-03-01T09:00:00Z'));
    const at = new Date('2026-02-10T10:00:00Z');
    await Promise.all([1, 2, 3, 4].map(() => remindYearly(api.deps.db, SETTINGS, at)));
    await sweepAt('2026-02-10T10:00:00Z');
    const mails = await told();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.services).toMatchObject([{ people: { length: 3 } }]);
    const rows = await api.deps.db.serviceUse.findMany();
    expect(rows.map(({ reminders }) => reminders)).toEqual([2, 2, 2]);
  });

  it('a crash between the mail and the count leaves neither', async () => {
    await habilitated(nadia, 'ESAT', new Date('2025-03-01T09:00:00Z'));
    const broken = { ...DEFAULT_POLICY, quietHours: { from: 'never', to: 'never' } };
    const settings = { ...SETTINGS, policy: broken };
    await expect(remindYearly(api.deps.db, settings, new Date('2026-02-20T10:00:00Z'))).rejects.toThrow();
    expect([await told(), (await api.deps.db.serviceUse.findFirstOrThrow()).reminders]).toEqual([[], 0]);
    await sweepAt('2026-02-20T10:00:00Z');
    expect(await told()).toHaveLength(1);
  });

  it('the year counts anew with each use; who is no longer habilitated or whose account is closed is named nowhere', async () => {
    const since = new Date('2025-01-10T09:00:00Z');
    const left = await person('Paul', 'Reyne');
    await api.call('PATCH', `/users/${left}`, { token: claire, body: { closesOn: '2026-01-15' } });
    await habilitated(left, 'ESAT', since);
    await habilitated(nadia, 'CDAP', since);
    await api.deps.db.serviceUse.updateMany({ where: { service: 'CDAP' }, data: { endedAt: since } });
    await sweepAt('2026-02-10T10:00:00Z');
    api.now = new Date('2026-02-10T10:00:00Z');
    expect([await told(), await listed()]).toEqual([[], []]);
  });

  it('a mail shows twenty names of a service and how many more', async () => {
    const at = new Date('2025-01-10T09:00:00Z');
    const one = await api.deps.db.user.findUniqueOrThrow({ where: { id: nadia } });
    const people = Array.from({ length: 45 }, (_, index) => ({
      ...one,
      id: newId(),
      login: `x${index}`,
      email: `x${index}@p.example`,
    }));
    await api.deps.db.user.createMany({ data: people });
    for (const { id } of people) await habilitated(id, 'ESAT', at);
    await sweepAt('2026-02-10T10:00:00Z');
    expect((await told())[0]?.services).toMatchObject([{ people: { length: 20 }, more: 25 }]);
    const first = await api.call('GET', `/partners/${partnerId}/obligations?overdue=true&limit=30`, { token: claire });
    const rest = await api.call('GET', `/partners/${partnerId}/obligations?limit=30&cursor=${first.body.nextCursor}`, {
      token: claire,
    });
    expect([first.body.items.length, rest.body.items.length, rest.body.nextCursor]).toEqual([30, 15, null]);
  });

  it('is read by its Caf and its administrateur only (S5)', async () => {
    const path = `/partners/${partnerId}/obligations`;
    expect((await api.call('GET', path, { token: await api.as('agent75') })).status).toBe(404);
    expect((await api.call('GET', path, { token: claire })).status).toBe(200);
    expect((await api.call('GET', path)).status).toBe(401);
  });

  it('who is due is found by ranges of one index, whatever the size of the table', async () => {
    const { db } = api.deps;
    await db.$executeRaw`
      INSERT INTO service_use (user_id, service, partner_id, since, reference_at, reminders)
        SELECT 'u' || n, 'CDAP', 'p' || n % 500, '2024-01-01', timestamptz '2026-03-01' - (n % 700) * interval '1 day', CASE WHEN n % 700 > 365 THEN 4 ELSE 0 END
          FROM generate_series(1, 30000) n`;
    await db.$executeRaw`ANALYZE service_use`; // else the plan rests on when the server last counted the rows by itself
    const at = new Date('2026-03-01T10:00:00Z');
    const statement = duePartners(yearlyLimits(DEFAULT_POLICY, at), at);
    const plan = await db.$queryRawUnsafe<Record<string, string>[]>(`EXPLAIN ${statement.text}`, ...statement.values);
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Index (Only )?Scan using service_use_due/);
    expect(text).not.toMatch(/Seq Scan on service_use/);
  });
});

describe('groups and gestionnaires (REM-9, REM-13)', () => {
  const at = (days: number) => new Date(api.now.getTime() + days * DAY);
  const mails = (template: string) => api.deps.db.mail.findMany({ where: { template }, orderBy: { createdAt: 'asc' } });
  let group: string;
  beforeAll(async () => {
    api.now = new Date('2026-03-10T09:00:00Z');
    const made = await api.call('POST', `/partners/${partnerId}/groups`, {
      token: claire,
      body: { service: 'ESAT', code: 'ESAT1', label: 'Équipe A', managerId: nadia },
    });
    group = made.body.id;
  });

  const idle = async (days: number) => {
    while (await remindIdleGroups(api.deps.db, SETTINGS, at(days)));
    return (await mails('MAIL-80')).length;
  };
  const LACKING = ['Profil T1', 'Profil T10', 'Profil T2', 'Profil T4', 'Profil T9'].map(
    (one) => `${one} – aucun groupe`,
  );

  it('REM-13: a group without role or member, and a role without group, are told after seven days, once each time (CDAP-2)', async () => {
    expect([await idle(6), await idle(8), await idle(9), await idle(60)]).toEqual([0, 1, 1, 1]);
    // the Esat group waits for its role: it is told once, as a group
    expect((await mails('MAIL-80'))[0]).toMatchObject({
      recipient: 'claire.aubert@peupliers.example',
      params: { groups: ['ESAT1 Équipe A – sans rôle', ...LACKING], more: 0 },
    });
    await api.deps.db.group.update({ where: { id: group }, data: { roleDetachedAt: at(70) } });
    expect([await idle(76), await idle(78), await idle(79)]).toEqual([1, 2, 2]);
    await api.deps.db.group.update({ where: { id: group }, data: { closedAt: at(80) } });
    expect([await idle(86), await idle(88), await idle(89)]).toEqual([2, 3, 3]);
    expect((await mails('MAIL-80'))[2]).toMatchObject({ params: { groups: ['Rôle ESAT – aucun groupe'] } });
    await api.deps.db.group.update({ where: { id: group }, data: { closedAt: null } });
  });

  it('REM-13 goes to the Caf where the Caf makes the groups: Afas, and everything in mode centralisé (AFAS-1, RGT-17)', async () => {
    const { db } = api.deps;
    await asOwner(api.database, `DELETE FROM reminder_mark WHERE rule = 'REM-13'`);
    await asOwner(api.database, `DELETE FROM mail WHERE template = 'MAIL-80'`);
    const sent = async () =>
      (await mails('MAIL-80')).map(({ recipient, params }) => [recipient, (params as { groups: string[] }).groups]);
    const bulletin = { partnerId, kind: 'BULLETIN', service: 'ESAT' };
    const set = async (service: string, role: string) => {
      const { id } = await db.document.findFirstOrThrow({ where: { ...bulletin, service: { in: ['ESAT', 'AFAS'] } } });
      await db.document.update({ where: { id }, data: { service, content: { roles: [role] } } });
    };
    await set('AFAS', 'AFAS');
    await idle(90);
    const caf = 'agent@caf93.example';
    expect(await sent()).toEqual(
      expect.arrayContaining([
        [caf, ['Rôle AFAS – aucun groupe']],
        ['claire.aubert@peupliers.example', ['ESAT1 Équipe A – sans rôle', ...LACKING]],
      ]),
    );
    expect(await sent()).toHaveLength(2);
    await set('ESAT', 'ESAT');
    await centralise(db, partnerId);
    await asOwner(api.database, `DELETE FROM reminder_mark WHERE rule = 'REM-13'`);
    await asOwner(api.database, `DELETE FROM mail WHERE template = 'MAIL-80'`);
    await idle(91);
    expect(await sent()).toEqual([[caf, ['ESAT1 Équipe A – sans rôle', ...LACKING]]]);
  });

  it('REM-9: every three months the administrateurs look through their gestionnaires', async () => {
    const remind = async (days: number) => {
      while (await remindManagers(api.deps.db, SETTINGS, at(days)));
      return (await mails('MAIL-37')).length;
    };
    expect([await remind(90), await remind(92), await remind(120), await remind(184)]).toEqual([0, 1, 1, 2]);
    expect((await mails('MAIL-37'))[0]?.params).toMatchObject({ managers: ['Nadia Ferrand – ESAT1'], more: 0 });
  });

  it('a group frozen with its convention is nobody’s to see to (CONV-13)', async () => {
    await asOwner(api.database, 'DELETE FROM reminder_mark');
    await asOwner(api.database, `DELETE FROM mail WHERE template IN ('MAIL-37', 'MAIL-80')`);
    await api.deps.db.document.updateMany({ where: { partnerId }, data: { state: 'CLOS' } });
    while (await remindManagers(api.deps.db, SETTINGS, at(300)));
    await idle(300);
    expect([await mails('MAIL-37'), await mails('MAIL-80')]).toEqual([[], []]);
  });
});
