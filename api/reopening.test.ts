import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportRefusal } from '../adapters/mail/mailRefusal.ts';
import { saveCafSettings } from '../adapters/store/cafSettings.ts';
import { LINE_SORTS, TUTEUR_SORTS } from '../adapters/store/queries/reopenings.ts';
import { NOTHING_SET } from '../domain/caf/settings.ts';
import { TUTEUR_VERDICT_LABELS, type TuteurVerdict } from '../domain/tuteur/verdict.ts';
import { openTuteurs } from '../ops/seed/tuteurs.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { protegesCsv, tiersiCsv, uploadProteges, uploadTiersi, workOn } from '../test/tiersi.ts';
import { openTuteur } from '../test/tuteur.ts';

const O5 = '99992245300017';
const O14 = '99995255900014';
const NATURAL = '99996100600015';
const NOBODY = '99991041700016';
/** What the Caf of O5 has set. */
const OWN_GUIDE = 'https://caf93.example/guide-tuteur';
/** Of the file, and no partner here before the service is closed again. */
const NEWCOMER = inventedSiret(77);
const FILE = [
  { siret: O5, mcp: O5, proteges: 5 },
  { siret: '99992245300025', mcp: O5, proteges: 7 },
  { siret: '99992245300033', mcp: O5, proteges: 9 },
  { siret: '99994653600012', mcp: O14, proteges: 30 },
  { siret: NATURAL, mcp: NATURAL },
  { siret: '99991041700024', mcp: NOBODY, proteges: 3 },
  { siret: NEWCOMER, mcp: NEWCOMER, proteges: 4 },
];

let api: TestApi;
let national: string;
let id: string;
beforeAll(async () => {
  api = await startApi();
  api.now = new Date('2025-01-10T09:00:00Z');
  national = await api.as('national');
  await openTuteurs(api.deps.db, 'x', api.now);
  // TUT-5: the switch is on for the group of O5
  const horizon = await api.deps.db.partner.findFirstOrThrow({ where: { siret: O5 } });
  await api.deps.db.group.updateMany({ where: { partnerId: horizon.id }, data: { exclusiveT9: true } });
  await saveCafSettings(api.deps.db, horizon.caf, { ...NOTHING_SET, guides: { tuteur: OWN_GUIDE } }, api.now);
});
afterAll(() => api.stop());

/** Days pass: the session of the Cnaf's person is over, and she signs in again. */
async function on(instant: string): Promise<void> {
  api.now = new Date(instant);
  const body = { login: 'national@passerelle.example', password: PASSWORD };
  national = (await api.call('POST', '/auth/login', { body })).body.token;
}

const post = (action: string, body?: object, token = national) =>
  api.call('POST', `/tuteur/reopenings/${id}/${action}`, { token, body });
/** Whether the impact report is read, as the gates say. */
const read = async () =>
  (await get()).gates.find(({ name }: { name: string }) => name === 'RAPPORT_LU')?.holds as boolean;
const get = async () => (await api.call('GET', `/tuteur/reopenings/${id}`, { token: national })).body;
const services = async (siret: string) =>
  (await api.deps.db.openedService.findMany({ where: { partner: { siret } }, orderBy: { service: 'asc' } })).map(
    ({ service, state }) => `${service} ${state}`,
  );
const t9Taken = async (siret: string) =>
  (await api.deps.db.group.findFirstOrThrow({ where: { partner: { siret } } })).t9SuspendedAt !== null;
const row = () => api.deps.db.nationalService.findUniqueOrThrow({ where: { service: 'TUTEUR' } });
const mails = (template: string) =>
  api.deps.db.mail.findMany({ where: { processId: id, template }, orderBy: { key: 'asc' } });

describe('AC-40: the reopening of the Espace Tuteur', () => {
  it('checks a file without a trace, every line with its reason, and tells a file that is none so whole', async () => {
    const faulty = [...FILE, { siret: '123', mcp: 'x', proteges: '' }];
    const dry = await uploadTiersi(api, '/tuteur/reopenings', tiersiCsv(faulty), {
      opensOn: '2025-01-18',
      dryRun: 'true',
    });
    expect(dry).toMatchObject({
      status: 200,
      body: { state: 'VERIFIEE', rows: { total: 8, read: 7, refused: 1, duplicate: 0 } },
    });
    expect(dry.body.details.map((one: { row: number }) => one.row)).toContain(9);
    expect(await api.deps.db.tiersiLine.count()).toBe(0);
    const bad = await uploadTiersi(api, '/tuteur/reopenings', Buffer.from('a;b\n1;2\n'), { opensOn: '2025-01-18' });
    expect(bad).toMatchObject({ status: 422, body: { code: 'COLONNE_MANQUANTE' } });
  });

  it('gives every tuteur his verdict, and plans the date', async () => {
    const made = await uploadTiersi(api, '/tuteur/reopenings', tiersiCsv(FILE), { opensOn: '2025-01-18' });
    expect(made.status).toBe(202);
    id = made.body.id;
    expect(made.body).toMatchObject({
      ...{ state: 'CONTROLE_SIRET', opensOn: '2025-01-18' },
      byVerdict: {
        CONFORME: 2,
        MULTI_SIRET: 1,
        ECART_SIREN: 1,
        ECART_SIRET_MEME_SIREN: 1,
        ABSENT_TIERSI: 0,
        AUCUN_PROTEGE: 0,
      },
    });
    expect(made.body.byCaf.map((one: { caf: string | null; tuteurs: number }) => [one.caf, one.tuteurs])).toEqual([
      ['93', 3],
      [null, 2],
    ]);
    expect(await row()).toMatchObject({ state: 'REOUVERTURE_PREVUE', opensOn: '2025-01-18', processId: id });
    const again = await uploadTiersi(api, '/tuteur/reopenings', tiersiCsv(FILE), { opensOn: '2025-01-18' });
    expect(again).toMatchObject({ status: 409, body: { code: 'PROCESSUS_EN_COURS', processId: id } });
    expect(await workOn(api.deps.db, id, api.now)).toBe('EVOLUTION_SIREN');
  });

  it('TUT-10: on 17/01/2025 it is refused AVANT_DATE', async () => {
    await on('2025-01-17T10:00:00Z');
    expect(await post('search', { key: 'SIREN' })).toMatchObject({
      status: 200,
      body: { state: 'PRET', searchBy: 'SIREN' },
    });
    expect(await post('impact-read')).toMatchObject({ status: 200 });
    expect(await post('open')).toMatchObject({ status: 422, body: { code: 'AVANT_DATE', rule: 'TUT-10' } });
    await api.tick(id);
    expect(await workOn(api.deps.db, id, api.now)).toBe('PRET');
    expect(await services(O5)).toEqual(['CDAP OUVERTE']);
  });

  it('U5: each of its lists is counted, walked in every order and filtered, and is a file', async () => {
    const lists = {
      '': ['opensOn'],
      [`/${id}/rows`]: Object.keys(LINE_SORTS),
      [`/${id}/tuteurs`]: Object.keys(TUTEUR_SORTS),
    };
    for (const [list, sorts] of Object.entries(lists)) {
      const path = `/tuteur/reopenings${list}`;
      const { total, items } = (await api.call('GET', path, { token: national })).body;
      expect(total).toBe(items.length);
      for (const sort of sorts.flatMap((column) => [column, `-${column}`])) {
        const walked: unknown[] = [];
        for (let cursor: string | null = ''; cursor !== null; ) {
          const query = new URLSearchParams({ sort, limit: '2', ...(cursor === '' ? {} : { cursor }) });
          const page = (await api.call('GET', `${path}?${query}`, { token: national })).body;
          walked.push(...page.items);
          cursor = page.nextCursor;
        }
        expect([sort, walked.length, new Set(walked.map((one) => JSON.stringify(one))).size]).toEqual([
          sort,
          total,
          total,
        ]);
      }
      const file = await api.call('GET', `${path}.csv`, { token: national });
      expect(file.body.trim().split('\r\n')).toHaveLength(total + 1);
    }
    const most = await api.call('GET', `/tuteur/reopenings/${id}/tuteurs?sort=-missedBySiret&missed=true`, {
      token: national,
    });
    expect(most.body.items.map((one: { missedBySiret: number }) => one.missedBySiret)).toEqual([16, 3]);
    const words = await api.call('GET', `/tuteur/reopenings/${id}/tuteurs?sort=verdict`, { token: national });
    const verdicts = words.body.items.map(({ verdict }: { verdict: TuteurVerdict }) => TUTEUR_VERDICT_LABELS[verdict]);
    expect(verdicts).toEqual(verdicts.toSorted(new Intl.Collator('fr').compare));
  });

  it('on 18/01/2025 00:00 O5 opens with every establishment and without Cdap T9; O14 is blocked and keeps it; the natural person is refused', async () => {
    await on('2025-01-17T23:00:00Z');
    await api.tick(id);
    expect(await workOn(api.deps.db, id, api.now)).toBe('OUVERT_V2');
    expect(await services(O5)).toEqual(['CDAP OUVERTE', 'TUTEUR OUVERTE']);
    expect(await t9Taken(O5)).toBe(true);
    expect(await services(O14)).toEqual(['CDAP OUVERTE']);
    expect(await t9Taken(O14)).toBe(false);
    expect(await services(NATURAL)).toEqual(['CDAP OUVERTE']);
    const { items } = (await api.call('GET', `/tuteur/reopenings/${id}/tuteurs`, { token: national })).body;
    const of = (siret: string) => items.find((one: { reference: string }) => one.reference === siret);
    expect(of(O5)).toMatchObject({
      verdict: 'MULTI_SIRET',
      open: true,
      wave: 1,
      bySiren: 21,
      bySiret: 5,
      missedBySiret: 16,
    });
    expect(of(O14)).toMatchObject({ verdict: 'ECART_SIREN', open: false });
    expect(of(NATURAL)).toMatchObject({ refusal: 'NON_TUTEUR_MORAL', open: false });
    expect(of(NOBODY)).toMatchObject({ caf: null, verdict: 'ECART_SIRET_MEME_SIREN', open: false });
    expect(await row()).toMatchObject({ state: 'OUVERT', searchBy: 'SIREN' });
    // TUT-15, UI-7: the administrateur is told, with the guide of the Caf
    expect(
      (await mails('MAIL-40')).map(({ recipient, params }) => [recipient, (params as { guide: string }).guide]),
    ).toEqual([['helene.marchand@horizon.example', OWN_GUIDE]]);
    const bulletin = await api.deps.db.document.findFirstOrThrow({ where: { service: 'TUTEUR' } });
    expect(bulletin).toMatchObject({ origin: 'REPRISE', state: 'ACTIF', siret: O5, content: { roles: ['TUTEUR'] } });
  });

  it('an incident afterwards closes it for all, and gives O5 its Cdap T9 back (TUT-4)', async () => {
    await on('2025-01-20T09:00:00Z');
    const closed = await post('suspend', { reason: 'Des tuteurs ne voient pas leurs protégés.' });
    expect(closed).toMatchObject({ status: 200, body: { state: 'ROLLBACK', total: { open: 0 } } });
    // with the act itself: menu, entry and diagnosis read this row; each one's opening follows, by the process
    expect(await row()).toMatchObject({ state: 'FERME_REPLI', reason: 'Des tuteurs ne voient pas leurs protégés.' });
    expect(await workOn(api.deps.db, id, api.now)).toBe('ROLLBACK');
    expect(await services(O5)).toEqual(['CDAP OUVERTE', 'TUTEUR SUSPENDUE']);
    expect(await t9Taken(O5)).toBe(false);
    // the Caf of the tuteur sees what becomes of what he is told (R2)
    expect(await mails('MAIL-100')).toMatchObject([
      {
        ...{ recipient: 'helene.marchand@horizon.example', recipientName: 'Hélène Marchand', caf: '93' },
        params: { organisme: 'Association tutélaire Horizon', reason: 'Des tuteurs ne voient pas leurs protégés.' },
      },
    ]);
    expect((await mails('MAIL-102')).map(({ recipient }) => recipient)).toContain('agent@caf93.example');
  });

  it('whom the closing does not reach is told otherwise by his Caf, and the Cnaf sees it; a Caf that is not reached, by the Cnaf (R2)', async () => {
    const refuse = async (mail: object) => api.deps.db.$transaction((tx) => reportRefusal(tx, mail as never, api.now));
    const [closed] = await mails('MAIL-100');
    const toCaf = (await mails('MAIL-102')).find(({ recipient }) => recipient === 'agent@caf93.example');
    for (const mail of [closed, toCaf]) {
      const lastError = '550 5.1.1 no such user';
      await api.deps.db.mail.update({ where: { id: mail?.id ?? '' }, data: { state: 'ENVOI_ECHOUE', lastError } });
      await refuse(mail ?? {});
    }
    await api.sweep(id);
    const { incident } = await api.deps.db.process.findUniqueOrThrow({ where: { id } });
    expect(incident).toBe('ENVOI_ECHOUE');
    const horizon = await api.deps.db.partner.findFirstOrThrow({ where: { siret: O5 } });
    const told = new Map((await mails('MAIL-105')).map(({ recipient, params }) => [recipient, params]));
    expect(told.get('agent@caf93.example')).toMatchObject({
      ...{ mail: 'Espace Tuteur fermé', recipient: 'Association tutélaire Horizon', tuteur: true },
      link: { path: `/partenaires/${horizon.id}` },
    });
    expect(told.get('national@passerelle.example')).toMatchObject({ recipient: 'Caf 93', tuteur: false });
    const { troubles } = await get();
    expect(troubles.count).toBe(2);
    expect(troubles.first.join()).toContain(
      'helene.marchand@horizon.example a été refusé : cette adresse n’existe pas',
    );
  });

  it('is planned again, its report read again, and what was suspended opens again', async () => {
    expect(await post('resume', { opensOn: '2025-02-01' })).toMatchObject({
      status: 200,
      body: { state: 'PRET', waves: [] },
    });
    expect(await row()).toMatchObject({ state: 'REOUVERTURE_PREVUE', opensOn: '2025-02-01' });
    // a newer file of protégés asks for the report anew, as one of Tiersi does: what each search shows is another thing now
    expect(await read()).toBe(false);
    await post('impact-read');
    expect(await read()).toBe(true);
    const proteges = [O5, NEWCOMER].map((siret, nth) => ({ number: `100000${nth}`, siret }));
    const entrusted = protegesCsv(proteges);
    expect((await uploadProteges(api, entrusted, { dryRun: 'true' }, national)).status).toBe(200);
    expect(await read()).toBe(true);
    expect((await uploadProteges(api, entrusted, {}, national)).body).toMatchObject({ replaced: true });
    expect(await read()).toBe(false);
    // TUT-17: his bulletin came into force while it was closed
    const { partnerId } = await openTuteur(api, NEWCOMER, 'Tutelles nouvelles');
    const held = { state: 'SUSPENDUE', suspendedBy: id };
    await api.deps.db.openedService.updateMany({ where: { partnerId, service: 'TUTEUR' }, data: held });
    await on('2025-02-01T09:00:00Z');
    await api.tick(id);
    expect(await workOn(api.deps.db, id, api.now)).toBe('PRET');
    // the gates are held: who must decide on what is told, and it is asked again
    const asked = await get();
    expect(asked.held).toMatchObject({ times: 1 });
    expect(asked.gates.filter((gate: { holds: boolean }) => !gate.holds)).toMatchObject([
      { name: 'RAPPORT_LU', owner: 'la Cnaf' },
    ]);
    expect(await mails('MAIL-101')).toHaveLength(1);
    expect(await post('open')).toMatchObject({
      status: 409,
      body: { code: 'CONDITIONS_NON_REUNIES', errors: [{ path: 'RAPPORT_LU' }] },
    });
    await post('impact-read');
    expect(await workOn(api.deps.db, id, api.now)).toBe('OUVERT_V2');
    expect(await services(O5)).toEqual(['CDAP OUVERTE', 'TUTEUR OUVERTE']);
    // … and the file in force opens him with the others
    expect(await services(NEWCOMER)).toEqual(['CDAP OUVERTE', 'TUTEUR OUVERTE']);
    const judged = await api.deps.db.tuteurCheck.findMany({ where: { processId: id, reference: NEWCOMER } });
    expect(judged).toMatchObject([{ verdict: 'CONFORME', caf: '93', wave: 1 }]);
    expect(await mails('MAIL-40')).toHaveLength(3);
    expect(await post('finish')).toMatchObject({ status: 200, body: { state: 'TERMINEE' } });
    expect(await row()).toMatchObject({ state: 'OUVERT' });
  });

  it('is the Cnaf’s alone', async () => {
    for (const kind of ['agent93', 'admin93'] as const) {
      const token = await api.as(kind);
      expect((await api.call('GET', `/tuteur/reopenings/${id}`, { token })).status).toBe(403);
      expect((await post('suspend', { reason: 'x' }, token)).status).toBe(403);
    }
  });
});
