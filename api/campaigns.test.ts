import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertDossier } from '../adapters/store/dossier/startProcess.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { newDossier } from '../test/builders/dossier.ts';
import { inventedSiret } from '../test/people.ts';

let api: TestApi;
let agent: string;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

describe('Esat campaigns', () => {
  const file = () => new Blob([readFileSync(new URL('../ops/sample/partenaires-exemple.xlsx', import.meta.url))]);
  const upload = async (token: string, fields: Record<string, string>, content: Blob | null = file()) => {
    const raw = new FormData();
    for (const [name, value] of Object.entries({
      name: 'Essai',
      deadline: '2026-06-30',
      opensOn: '2026-05-01',
      ...fields,
    }))
      raw.append(name, value);
    if (content !== null) raw.append('file', content, 'liste.xlsx');
    return api.call('POST', '/esat/campaigns', { token, raw });
  };

  it('are checked without trace, then launched with the same verdicts (§6.4, U3)', async () => {
    const national = await api.as('national');
    const dry = await upload(national, { dryRun: 'true' });
    expect(dry.body).toMatchObject({ state: 'VERIFIEE', caf: null });
    expect(dry.body).not.toHaveProperty('id');
    for (const verdict of ['accepted', 'held', 'refused', 'duplicate'])
      expect(dry.body.rows[verdict]).toBeGreaterThan(0);
    expect(dry.body.details.find((one: { verdict: string }) => one.verdict === 'refused').reasons[0]).toMatchObject({
      code: expect.any(String),
      column: expect.any(String),
      message: expect.any(String),
    });
    expect(await api.deps.db.campaign.count()).toBe(0);
    const launched = await upload(national, {});
    expect(launched.status).toBe(202);
    expect(launched.body).toMatchObject({
      state: 'EN_COURS',
      rows: dry.body.rows,
      byUseCase: dry.body.byUseCase,
      byState: { queued: dry.body.rows.accepted },
    });
    const rows = await api.call('GET', `/esat/campaigns/${launched.body.id}/rows?verdict=held`, { token: national });
    expect(rows.body.items).toHaveLength(dry.body.rows.held);
    const again = await upload(national, { dryRun: 'true' });
    expect(again.body.rows).toEqual(dry.body.rows);
  });

  it('of the nation show a Caf its own rows and figures, read only, and nothing to a Caf without any (S5)', async () => {
    const national = await api.as('national');
    const { id } = (await upload(national, {})).body;
    const path = `/esat/campaigns/${id}`;
    const rowsOf = async (token: string, query = '') =>
      (await api.call('GET', `${path}/rows?limit=200${query}`, { token })).body.items;
    const all: { caf: string; verdict: string; row: number }[] = await rowsOf(national);
    const own = all.filter(({ caf }) => caf === '93');
    expect(own.length).toBeGreaterThan(1);
    expect(own.length).toBeLessThan(all.length);
    expect(await rowsOf(agent)).toEqual(own);
    const accepted = own.filter(({ verdict }) => verdict === 'accepted');
    expect(await rowsOf(agent, '&verdict=accepted')).toEqual(accepted);
    const [first] = own;
    const foreign = all.find(({ caf }) => caf !== '93');
    expect(await rowsOf(agent, `&row=${first?.row}`)).toEqual([first]);
    expect(await rowsOf(agent, `&row=${foreign?.row}`)).toEqual([]);
    const one = await api.call('GET', path, { token: agent });
    expect(one.body).toMatchObject({ caf: null, rows: { total: own.length, accepted: accepted.length } });
    expect(one.body.byState.queued).toBe(accepted.length);
    const listed = (await api.call('GET', '/esat/campaigns', { token: agent })).body.items;
    expect(listed.map((campaign: { id: string }) => campaign.id)).toContain(id);
    const cancel = { token: await api.as('admin93'), body: { reason: 'Essai' } };
    expect((await api.call('POST', `${path}/cancel`, cancel)).status).toBe(403);

    const csv = await api.call('GET', `${path}/rows.csv`, { token: agent });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.body.split('\r\n"').length).toBe(own.length + 1);

    // the CNA has no département: no row is its own
    const strange = { token: await api.as('agentCna') };
    for (const rest of ['', '/rows', '/rows.csv'])
      expect((await api.call('GET', `${path}${rest}`, strange)).status).toBe(404);
    expect((await api.call('GET', '/esat/campaigns', strange)).body.items).toEqual([]);
  });

  it('of one Caf refuse the rows of others (AUTRE_CAF)', async () => {
    const { body } = await upload(await api.as('admin93'), { dryRun: 'true' });
    const others = body.details.filter((one: { reasons: { code: string }[] }) =>
      one.reasons.some((reason) => reason.code === 'AUTRE_CAF'),
    );
    expect(others.length).toBeGreaterThan(0);
  });

  it('refuse what is no spreadsheet, a missing file and wrong fields, each with its own words', async () => {
    const national = await api.as('national');
    expect((await upload(national, {}, new Blob(['a b']))).body).toMatchObject({
      status: 422,
      code: 'FICHIER_NON_TABLEUR',
    });
    expect((await upload(national, {}, null)).body.errors[0]).toMatchObject({
      path: 'file',
      code: 'CHAMP_OBLIGATOIRE',
    });
    expect(
      (await upload(national, { deadline: '30/06/2026', couleur: 'bleu' })).body.errors
        .map((one: { path: string }) => one.path)
        .sort(),
    ).toEqual(['couleur', 'deadline']);
    expect((await upload(national, {}, new Blob([new Uint8Array(21 * 1024 * 1024)]))).body).toMatchObject({
      status: 413,
    });
    expect((await upload(agent, {})).body.status).toBe(403);
    expect((await api.call('POST', '/esat/campaigns', { token: national, body: {} })).status).toBe(415);
  });

  it('remind each Caf of its own open dossiers, by name (REM-4, MAIL-32)', async () => {
    const { body } = await upload(await api.as('national'), {});
    const { db } = api.deps;
    const names = { '93': ['ESAT Val Fleuri', 'ESAT Les Tilleuls'], '75': ['ESAT Le Parc'] };
    let n = 40;
    for (const [caf, labels] of Object.entries(names))
      for (const raisonSociale of labels) {
        const partner = { ...newDossier().partner, siret: inventedSiret(n++), raisonSociale, departments: [caf] };
        await db.$transaction((tx) => insertDossier(tx, newDossier({ partner, caf, campaignId: body.id }), api.now));
      }
    const processId = `esat-campaign-${body.id}`;
    const tasks = await db.task.groupBy({ by: ['caf'], where: { processId }, _count: true });
    const held = Object.fromEntries(tasks.map(({ caf, _count }) => [caf, _count]));
    expect(held['93']).toBeGreaterThan(0);
    const tick = async (at: string, template: string) => {
      const before = api.now;
      api.now = new Date(at);
      await api.tick(processId);
      api.now = before;
      const mails = await db.mail.findMany({ where: { processId, template }, orderBy: { recipient: 'asc' } });
      return mails.map(({ recipient, params, nextAttemptAt }) => ({ recipient, params, leaves: nextAttemptAt }));
    };
    const parc = expect.objectContaining({ open: 1, held: held['75'] ?? 0, dossiers: ['ESAT Le Parc'] });
    const names2 = ['ESAT Les Tilleuls', 'ESAT Val Fleuri'];
    const seine = expect.objectContaining({ open: 2, held: held['93'], dossiers: names2 });
    const two = (mails: { recipient: string }[]) => mails.filter(({ recipient }) => /caf(75|93)/.test(recipient));
    expect(two(await tick('2026-06-24T09:00:00Z', 'MAIL-32'))).toMatchObject([
      { recipient: 'agent@caf75.example', params: parc },
      { recipient: 'agent@caf93.example', params: seine },
    ]);
    // the day is over: each late Caf is told in the morning, whoever launched the campaign of all that is left (ESAT-24)
    const late = await tick('2026-06-30T22:00:00Z', 'MAIL-74');
    const leaves = new Date('2026-07-01T06:00:00Z');
    expect(two(late)).toMatchObject([
      { recipient: 'agent@caf75.example', params: parc, leaves },
      { recipient: 'agent@caf93.example', params: seine, leaves },
    ]);
    expect(late.map(({ recipient }) => recipient.slice(9, -8)).sort()).toEqual(
      [...new Set([...Object.keys(held), '75'])].sort(),
    );
    const total = tasks.reduce((sum, { _count }) => sum + _count, 0);
    const [report] = await tick('2026-06-30T22:00:01Z', 'MAIL-56');
    expect(report).toMatchObject({ params: { open: 3, held: total }, leaves });
  });

  it('whose dates have passed are launched once that is confirmed; a check alone asks nothing (ESAT-23, ESAT-24)', async () => {
    const national = await api.as('national');
    const past = { deadline: '2020-06-30', opensOn: '2020-07-01' };
    expect((await upload(national, { ...past, dryRun: 'true' })).status).toBe(200);
    const before = await api.deps.db.campaign.count();
    const asked = await upload(national, past);
    expect([asked.status, asked.body.code]).toEqual([422, 'DATE_PASSEE']);
    expect(asked.body.errors.map((fault: { path: string; rule: string }) => `${fault.path} ${fault.rule}`)).toEqual([
      'confirmed ESAT-24',
      'confirmed ESAT-23',
    ]);
    expect(await api.deps.db.campaign.count()).toBe(before);
    expect((await upload(national, { ...past, confirmed: 'true' })).status).toBe(202);
  });

  it('launched a fortnight before their deadline remind nobody at once (REM-4)', async () => {
    const { body } = await upload(await api.as('national'), { deadline: '2026-03-16' });
    const processId = `esat-campaign-${body.id}`;
    await api.tick(processId);
    expect(await api.deps.db.mail.count({ where: { processId } })).toBe(0);
    const stored = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
    expect(stored.facts).toMatchObject({ remindersSent: 0 });
  });
});
