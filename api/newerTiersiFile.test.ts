import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTuteurs } from '../ops/seed/tuteurs.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { tiersiCsv, uploadTiersi, workOn } from '../test/tiersi.ts';

const O5 = '99992245300017';
const O14 = '99995255900014';
/** Another establishment of O14, which Tiersi knows in the place of the one of MCP. */
const O14_TIERSI = '99995255900022';
const FILE = [
  { siret: O5, mcp: O5, proteges: 5 },
  { siret: O14_TIERSI, mcp: O14, proteges: 30 },
];

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  api.now = new Date('2025-01-10T09:00:00Z');
  await openTuteurs(api.deps.db, 'x', api.now);
});
afterAll(() => api.stop());

const verdicts = async () =>
  Object.fromEntries(
    (await api.deps.db.tuteurCheck.findMany({ where: { partnerId: { not: null } } })).map((one) => [
      one.reference,
      [one.verdict, one.correctionState],
    ]),
  );

it('two who begin at once begin one reopening; a newer file judges anew, and a correction that was made stands (TUT-7)', async () => {
  const begin = () => uploadTiersi(api, '/tuteur/reopenings', tiersiCsv(FILE), { opensOn: '2025-01-18' });
  const answers = await Promise.all([begin(), begin(), begin()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
  const [begun] = answers.filter(({ status }) => status === 202);
  const id: string = begun?.body.id;
  for (const { status, body } of answers) if (status === 409) expect(body).toMatchObject({ processId: id });
  expect(await api.deps.db.process.count({ where: { type: 'tuteurReopening' } })).toBe(1);

  const started: string[] = [];
  await workOn(api.deps.db, id, api.now, { started });
  for (const processId of started) await api.deps.commands.start({ processId, type: 'siretCorrection' });
  expect(await verdicts()).toMatchObject({ [O5]: ['CONFORME', null], [O14]: ['ECART_SIRET_MEME_SIREN', 'A_DECIDER'] });
  const [correction] = started;
  const agent = await api.as('agent93');
  const sure = { token: agent, body: { corrections: [correction] } };
  expect((await api.call('POST', `/tuteur/reopenings/${id}/corrections`, sure)).status).toBe(200);
  expect(await verdicts()).toMatchObject({ [O14]: ['CONFORME', 'CORRIGEE'] });
  const partner = () => api.deps.db.partner.findFirstOrThrow({ where: { raisonSociale: 'Tutelles Cap Sud' } });
  expect(await partner()).toMatchObject({ siret: O14_TIERSI, referenceTiersi: O14 });

  // Tiersi still names the former SIRET of MCP, and has another of Horizon's
  const newer = [...FILE, { siret: '99992245300025', mcp: O5, proteges: 2 }];
  const national = await api.as('national');
  await api.call('POST', `/tuteur/reopenings/${id}/impact-read`, { token: national });
  const replaced = await uploadTiersi(api, `/tuteur/reopenings/${id}/file`, tiersiCsv(newer));
  expect(replaced).toMatchObject({ status: 200, body: { byVerdict: { CONFORME: 1, MULTI_SIRET: 1 } } });
  expect(await verdicts()).toMatchObject({ [O5]: ['MULTI_SIRET', null], [O14]: ['CONFORME', 'CORRIGEE'] });
  expect(await partner()).toMatchObject({ siret: O14_TIERSI });
  // what was read of the former file says nothing of this one
  const { gates } = (await api.call('GET', `/tuteur/reopenings/${id}`, { token: national })).body;
  expect(gates.find(({ name }: { name: string }) => name === 'RAPPORT_LU')).toMatchObject({ holds: false });
});
