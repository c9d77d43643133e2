import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { openPartner } from '../../../ops/seed/openPartner.ts';
import { createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import type { Database } from '../prisma.ts';
import { nationalService, nationalServices } from '../queries/nationalServices.ts';
import { reactivateCdapT9, suspendCdapT9 } from './exclusiveT9.ts';
import { setNational } from './national.ts';
import { resumeOpened, suspendOpened } from './openedServices.ts';

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let partnerId: string;
const at = new Date('2026-03-10T09:00:00Z');
const doing = { at, actor: PROCESS_ACTOR, processId: null };

beforeAll(async () => {
  scratch = await createTestDatabase();
  db = openTestDatabase(scratch.url, 4);
  await openPartner(db, 'x', at);
  const partner = await db.partner.findFirstOrThrow();
  partnerId = partner.id;
  const { id: conventionId } = await db.document.findFirstOrThrow({ where: { kind: 'CONVENTION' } });
  const group = (id: string, over: object) => ({
    id,
    partnerId,
    conventionId,
    service: 'CDAP',
    code: id.toUpperCase(),
    label: `T9 ${id}`,
    profile: 'T9',
    role: 'T9',
    createdBy: 'test',
    createdAt: at,
    ...over,
  });
  await db.group.createMany({
    data: [
      group('on', { exclusiveT9: true }),
      group('off', {}),
      group('t2', { exclusiveT9: true, profile: 'T2', role: 'T2' }),
      group('closed', { exclusiveT9: true, closedAt: at }),
    ],
  });
  await db.process.create({
    data: {
      id: 'sus-1',
      type: 'securityIncident',
      businessKey: 'sus-1',
      startKey: 'sus-1',
      caf: '93',
      label: 'x',
      state: 'SIGNALE',
      since: at,
      facts: {},
      linkRef: 'sus-1',
      createdAt: at,
      createdBy: 'test',
      partnerId,
    },
  });
});
afterAll(async () => {
  await db?.$disconnect();
  await scratch?.drop();
});

const taken = async () =>
  (await db.group.findMany({ where: { t9SuspendedAt: { not: null } } })).map((group) => group.id);
const lines = (action: string) => db.auditLine.count({ where: { action } });

it('the Espace Tuteur begins closed with Cdap T9 in its place (TUT-4); what stands is said once, with its line in the journal', async () => {
  expect(await nationalService(db, 'TUTEUR')).toMatchObject({ state: 'FERME_REPLI', searchBy: 'SIRET' });
  expect(await nationalService(db, 'CDAP')).toBeNull();
  const next = {
    service: 'ADONIS' as const,
    state: 'FERME' as const,
    reason: 'Panne',
    since: at,
    until: null,
    opensOn: null,
    searchBy: null,
    processId: null,
  };
  const say = () => db.$transaction((tx) => setNational(tx, next, { at, actor: PROCESS_ACTOR, label: 'Fermé' }));
  expect(await say()).toBeNull();
  expect(await say()).toEqual(next);
  expect(await lines('service.national')).toBe(1);
  expect((await nationalServices(db)).map(({ service }) => service)).toEqual(['ADONIS', 'TUTEUR']);
});

it('TUT-5: takes Cdap T9 from the groups whose switch is on and from no other, and gives it back, each once', async () => {
  expect(await db.$transaction((tx) => suspendCdapT9(tx, ['nobody'], doing))).toBe(0);
  // of all: who has the Espace Tuteur open, and nobody has
  expect(await db.$transaction((tx) => suspendCdapT9(tx, 'all', doing))).toBe(0);
  expect(await db.$transaction((tx) => suspendCdapT9(tx, [partnerId], doing))).toBe(1);
  expect(await taken()).toEqual(['on']);
  expect(await db.$transaction((tx) => suspendCdapT9(tx, [partnerId], doing))).toBe(0);
  expect(await db.$transaction((tx) => reactivateCdapT9(tx, ['nobody'], doing))).toBe(0);
  expect(await db.$transaction((tx) => reactivateCdapT9(tx, 'all', doing))).toBe(1);
  expect(await taken()).toEqual([]);
  expect(await lines('group.cdapT9')).toBe(2);
});

it('suspends what is open, never closes it, and opens again only what the same kind of process has suspended (§4.3)', async () => {
  const state = async () => (await db.openedService.findFirstOrThrow({ where: { service: 'ESAT' } })).state;
  const why = { by: 'sus-1', reason: 'Incident', until: null };
  const before = await db.$queryRaw<{ xmin: string }[]>`SELECT xmin::text FROM partner`;
  expect(await db.$transaction((tx) => suspendOpened(tx, 'ESAT', 'all', why, doing))).toBe(1);
  expect(await state()).toBe('SUSPENDUE');
  // whoever has loaded a dossier of this partner begins anew
  expect(await db.$queryRaw`SELECT xmin::text FROM partner`).not.toEqual(before);
  expect(await db.$transaction((tx) => suspendOpened(tx, 'ESAT', 'all', why, doing))).toBe(0);
  expect(await db.$transaction((tx) => resumeOpened(tx, 'ESAT', 'all', 'esatCampaign', doing))).toBe(0);
  expect(await db.$transaction((tx) => resumeOpened(tx, 'ESAT', 'all', 'securityIncident', doing))).toBe(1);
  expect(await state()).toBe('OUVERTE');
  expect([await lines('service.suspend'), await lines('service.resume')]).toEqual([1, 1]);
});
