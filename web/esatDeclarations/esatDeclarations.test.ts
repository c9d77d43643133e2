import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'parse5';
import { USAGE_RULES_VERSION } from '../../domain/usageRules/rules.ts';
import { startApi, type TestApi } from '../../test/api.ts';
import { workbookOfLines } from '../../test/builders/workbook.ts';
import { openEsat, workerCells, workerLine } from '../../test/esat.ts';
import { formsOf, pageOf, press, wordsIn } from '../../test/forms.ts';
import { inventedSiret } from '../../test/people.ts';
import { mountPages } from '../index.ts';

const PAGE = '/esat/remunerations/2026';

let api: TestApi;
let nadia: string;

beforeAll(async () => {
  api = await startApi({}, mountPages);
  api.now = new Date('2026-12-10T09:00:00Z');
  const esat = await openEsat(api, { siret: inventedSiret(311), raisonSociale: 'Esat Les Lilas' });
  nadia = await esat.person('nadia');
  const { id } = await api.deps.db.user.findFirstOrThrow({ where: { partnerId: esat.partnerId, firstName: 'nadia' } });
  await api.deps.db.user.update({
    where: { id },
    data: { rulesVersion: USAGE_RULES_VERSION, rulesAcceptedAt: api.now },
  });
});
afterAll(() => api.stop());

const words = (html: string) => wordsIn(parse(html)).replace(/\s+/g, ' ');

async function send(path: string, id: string, typed: Record<string, string>, file: Parameters<typeof press>[4] = null) {
  const [form] = formsOf(await pageOf(api, path, nadia), path).filter((one) => one.id === id);
  if (form === undefined) throw new Error(`no form ${id} on ${path}`);
  return press(api, form, nadia, typed, file);
}

it('an Esat declares by form and by spreadsheet, submits with a receipt, and the Caf reads it (ESAT-7)', async () => {
  expect(words(await pageOf(api, '/esat/remunerations', nadia))).toContain('du 01/12/2026 au 28/02/2027 inclus');
  expect(await pageOf(api, '/', nadia)).toContain('href="/esat/remunerations"');

  // a worker with a fault is kept as typed, the fault at its field
  const wrong = await send(`${PAGE}/lignes/1`, 'travailleur', { ...workerLine('1000001', { rate: '300' }) });
  expect([wrong.status, wrong.headers.get('location')]).toEqual([303, `${PAGE}/lignes/1`]);
  const again = await pageOf(api, `${PAGE}/lignes/1`, nadia);
  expect(words(again)).toContain('Taux d’activité : un taux de 1 à 100 est attendu');
  expect(again).toContain('value="300"');
  expect(words(await pageOf(api, PAGE, nadia))).toContain("Corrigez d'abord les lignes marquées");

  const right = await send(`${PAGE}/lignes/1`, 'travailleur', { rate: '80' });
  expect(right.headers.get('location')).toBe(PAGE);

  const bytes = Buffer.from(
    workbookOfLines(workerCells([workerLine('1000001'), workerLine('1000002', { direct: '5000' })])),
  );
  await send(PAGE, 'classeur', {}, { name: 'novembre.xlsx', bytes });
  const imported = words(await pageOf(api, PAGE, nadia));
  expect(imported).toContain('À confirmer');

  // what is unlikely is asked, the form standing as it was
  const asked = await send(PAGE, 'transmettre', {});
  expect(asked.status).toBe(422);
  expect(words(await asked.text())).toContain('ce montant est très élevé pour un mois');
  const sent = await send(PAGE, 'transmettre', { confirmed: 'oui' });
  expect([sent.status, sent.headers.get('location')]).toEqual([303, PAGE]);
  expect(words(await pageOf(api, PAGE, nadia))).toMatch(/Transmise .*Récépissé CE-2026-[0-9A-Z]{8} \(PDF\)/);

  const agent = await api.as('agent93');
  expect(await pageOf(api, '/', agent)).toContain('href="/esat/recues"');
  const read = words(await pageOf(api, '/esat/recues/2026', agent));
  expect(read).toMatch(/Allocataires de la Caf déclarés 2/);
  expect(read).toContain('Esat Les Lilas');
  expect(words(await pageOf(api, '/esat/recues/2026/manquants', agent))).toContain('Tous ont déclaré.');
});

it('a worker is taken out of the draft again', async () => {
  await send(`${PAGE}/lignes/2`, 'retirer', {});
  expect(words(await pageOf(api, PAGE, nadia))).toContain('Modifiée depuis la dernière transmission');
});
