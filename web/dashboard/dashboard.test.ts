import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countFigures } from '../../adapters/store/figures.ts';
import { PASSWORD, startApi, type TestApi } from '../../test/api.ts';
import { pageOf } from '../../test/forms.ts';
import { prepare } from '../../test/places.ts';
import { partnerSigns } from '../../test/signing.ts';
import { openTestDatabase } from '../../test/stack.ts';
import { mountPages } from '../index.ts';

const DAY_MS = 86_400_000;
const NAMES = ['open', 'waiting', 'stays', 'load', 'due', 'burndown', 'refused'] as const;

let api: TestApi;
let dossier: string;
let head: string;
let begun: Date;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  dossier = (await prepare(api)).dossier.split('/').at(-1) ?? '';
  begun = api.now;
  // the partner signs ten days later; four others had left that phase after 2, 4, 6 and 8 days
  api.now = new Date(begun.getTime() + 10 * DAY_MS);
  await partnerSigns(api.deps, dossier);
  // the session of before is over
  const login = { login: 'admin93@passerelle.example', password: PASSWORD };
  head = (await api.call('POST', '/auth/login', { body: login })).body.token;
  const owner = openTestDatabase(api.database.ownerUrl, 1);
  for (const days of [2, 4, 6, 8])
    await owner.processStay.create({
      data: {
        ...{ processId: dossier, step: 'documents', enteredAt: begun },
        leftAt: new Date(begun.getTime() + days * DAY_MS),
      },
    });
  await owner.$disconnect();
  await countFigures(api.deps.db, api.now);
});
afterAll(() => api.stop());

const read = async (name: string, token = head, query = '') =>
  (await api.call('GET', `/dashboard/${name}${query}`, { token })).body.items;

describe('the dashboard of a Caf (§3)', () => {
  it('how many of what, in which state', async () => {
    const counted = await api.deps.db.process.groupBy({
      by: ['type', 'state'],
      _count: true,
      where: { closedAt: null },
    });
    const open = await read('open');
    expect(open.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(
      counted.reduce((sum, { _count }) => sum + _count, 0),
    );
    expect(open).toContainEqual(
      expect.objectContaining({ type: 'conventionnement', typeLabel: expect.stringMatching(/onvention/), count: 1 }),
    );
  });

  it('where dossiers wait, and for whom', async () => {
    const waiting = await read('waiting');
    expect(waiting).toContainEqual(
      expect.objectContaining({ type: 'conventionnement', step: 'countersignature', who: 'CAF', count: 1 }),
    );
    expect(waiting).toContainEqual(expect.objectContaining({ who: 'PARTENAIRE' }));
  });

  it('median and nine of ten per phase, over the period', async () => {
    const stay = async (period: number) =>
      (await read('stays', head, `?period=${period}`)).find(
        ({ type, step }: { type: string; step: string }) => type === 'conventionnement' && step === 'documents',
      );
    // 2, 4, 6, 8 and 10 days: the transaction that signed kept the last
    expect(await stay(90)).toMatchObject({ count: 5, medianMs: 6 * DAY_MS, p90Ms: Math.round(9.2 * DAY_MS) });
    const later = new Date(begun.getTime() + 37 * DAY_MS);
    await countFigures(api.deps.db, later);
    expect(await stay(30)).toMatchObject({ count: 2, medianMs: 9 * DAY_MS });
    await countFigures(api.deps.db, api.now);
  });

  it('load per week, of the team and of oneself alone', async () => {
    const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: dossier, state: 'OUVERTE' } });
    const { id } = await api.deps.db.user.findFirstOrThrow({ where: { login: 'admin93@passerelle.example' } });
    const done = { state: 'FAITE', completedBy: id, completedAt: api.now };
    await api.deps.db.task.update({ where: { id: task.id }, data: done });
    await countFigures(api.deps.db, api.now);
    const week = async (token: string) => (await read('load', token)).at(-1);
    expect(await week(head)).toMatchObject({ week: '2026-03-16', done: 1, own: 1 });
    expect(await week(await api.as('agent93'))).toMatchObject({ done: 1, own: 0 });
    await api.deps.db.task.update({
      where: { id: task.id },
      data: { state: 'OUVERTE', completedBy: null, completedAt: null },
    });
  });

  it('what will be late in two weeks, and what is', async () => {
    const due = new Date(api.now.getTime() + 3 * DAY_MS);
    await api.deps.db.process.update({ where: { id: dossier }, data: { dueAt: due } });
    await countFigures(api.deps.db, api.now);
    const days = await read('due');
    expect(days).toHaveLength(15);
    expect(days.find(({ day }: { day: string }) => day === '2026-03-23')).toMatchObject({ dossiers: 1 });
    await countFigures(api.deps.db, new Date(due.getTime() + 1));
    expect((await api.call('GET', '/dashboard/figures', { token: head })).body.late.dossiers).toBeGreaterThanOrEqual(1);
    await countFigures(api.deps.db, api.now);
  });

  it('campaigns, day after day, and mails that were refused', async () => {
    const { db } = api.deps;
    const campaign = { id: 'c-93', name: 'Printemps', caf: '93', state: 'EN_COURS', deadline: '2026-06-30' };
    await db.campaign.create({
      data: {
        ...{ ...campaign, opensOn: '2026-05-01', delegationMode: 'DELEGUE', createdBy: 'x', createdAt: begun },
      },
    });
    const esat = await db.process.findFirstOrThrow({ where: { type: 'esatOnboarding' } });
    await db.process.updateMany({ where: { id: { in: [esat.id, dossier] } }, data: { campaignId: 'c-93' } });
    await db.process.update({ where: { id: esat.id }, data: { closedAt: new Date(begun.getTime() + 5 * DAY_MS) } });
    await db.mail.updateMany({ where: { processId: dossier, template: 'MAIL-25' }, data: { state: 'ENVOI_ECHOUE' } });
    await countFigures(db, api.now);
    const points = (await read('burndown')).map(({ open }: { open: number }) => open);
    expect(points).toEqual([2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
    expect((await read('refused')).find(({ week }: { week: string }) => week === '2026-03-09')).toMatchObject({
      ...{ refused: 1, doubtful: 0 },
    });
  });
});

describe('who sees which figures (S5)', () => {
  it('a Caf its own only, whatever it asks for; the Cnaf one Caf or all of them', async () => {
    const other = await api.as('admin75');
    for (const name of NAMES)
      for (const query of ['', '?caf=93']) {
        const items = await read(name, other, query);
        const numbers = items.flatMap((item: object) =>
          Object.values(item).filter((value) => typeof value === 'number'),
        );
        expect([name, query, numbers.every((value: number) => value === 0)]).toEqual([name, query, true]);
      }
    const national = await api.as('national');
    expect(await read('open', national)).toEqual(await read('open', national, '?caf=93'));
    expect(await read('open', national, '?caf=75')).toEqual([]);
    expect((await api.call('GET', '/dashboard/figures', { token: other })).body.caf).toBe('75');
  });

  it('the page shows each as a picture, a table and a file, and bears no style of its own', async () => {
    const html = await pageOf(api, '/tableau-de-bord', head);
    expect(html.match(/<svg [^>]*role="img"/g)?.length).toBeGreaterThanOrEqual(3);
    expect(html.match(/<ul class="bars"/g)).toHaveLength(3);
    expect(html).not.toMatch(/\sstyle=/);
    // one period for all that has one
    const month = await pageOf(api, '/tableau-de-bord?period=30', head);
    for (const name of ['load', 'burndown', 'refused']) expect(month).toContain(`/dashboard/${name}.csv?weeks=5`);
    expect(month).toContain('/dashboard/stays.csv?period=30');
    expect(month.match(/30 derniers jours<\/p>/g)).toHaveLength(4);
    for (const name of NAMES) expect(html).toMatch(new RegExp(`/api/v1/dashboard/${name}\\.xlsx`));
    const csv = await api.call('GET', '/dashboard/stays.csv?period=90', { token: head });
    expect(csv.body).toContain('Médiane (jours)');
    expect(csv.body).toMatch(/"5";"6";"9\.2"/);
    expect(await pageOf(api, '/tableau-de-bord?caf=75', await api.as('national'))).toContain(
      'Tableau de bord : Caf 75',
    );
  });
});
