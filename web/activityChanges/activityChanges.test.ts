import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'parse5';
import { USAGE_RULES_VERSION } from '../../domain/usageRules/rules.ts';
import { startApi, type TestApi } from '../../test/api.ts';
import { openEsat } from '../../test/esat.ts';
import { formsOf, pageOf, press, wordsIn } from '../../test/forms.ts';
import { inventedSiret } from '../../test/people.ts';
import { mountPages } from '../index.ts';

const PAGE = '/esat/changements';
const TYPED = {
  ...{ number: '7654321', lastName: 'Diop', firstName: 'Awa', birthDate: '31/12/1985', caf: '93', aah: 'Oui' },
  ...{ change: 'DIMINUTION', effectiveOn: '01/08/2026', knownRate: '80', rate: '60' },
};

let api: TestApi;
let nadia: string;

beforeAll(async () => {
  api = await startApi({}, mountPages);
  api.now = new Date('2026-08-10T09:00:00Z');
  const esat = await openEsat(api, { siret: inventedSiret(331), raisonSociale: 'Esat Les Lilas' });
  nadia = await esat.person('nadia');
  const { id } = await api.deps.db.user.findFirstOrThrow({ where: { partnerId: esat.partnerId, firstName: 'nadia' } });
  await api.deps.db.user.update({
    where: { id },
    data: { rulesVersion: USAGE_RULES_VERSION, rulesAcceptedAt: api.now },
  });
});
afterAll(() => api.stop());

const words = (html: string) => wordsIn(parse(html)).replace(/\s+/g, ' ');

async function send(path: string, id: string, typed: Record<string, string>, token = nadia) {
  const [form] = formsOf(await pageOf(api, path, token), path).filter((one) => one.id === id);
  if (form === undefined) throw new Error(`no form ${id} on ${path}`);
  return press(api, form, token, typed);
}

it('an Esat declares a change by form, sees its state, and the Caf reads and treats it (ESAT-9)', async () => {
  const wrong = await send(`${PAGE}/nouveau`, 'changement', { ...TYPED, rate: '90' });
  expect(wrong.status).toBe(422);
  const again = await wrong.text();
  expect(words(again)).toContain('une diminution va en dessous du taux connu');
  expect(again).toContain('value="Diop"');
  const sent = await send(`${PAGE}/nouveau`, 'changement', TYPED);
  expect(sent.status).toBe(303);
  const path = sent.headers.get('location') ?? '';
  expect(words(await pageOf(api, path, nadia))).toMatch(/Transmis à la Caf .*Diop Awa .*80 % .*60 %/);
  const list = await pageOf(api, PAGE, nadia);
  expect(words(list)).toMatch(/Diop Awa .*60 % depuis le 01\/08\/2026/);

  // the worker is known now: named already, with the rate that is known
  const [known] = /\/esat\/changements\/nouveau\?travailleur=[^"]+/.exec(list) ?? [];
  if (known === undefined) throw new Error('the worker has a link');
  expect(words(await pageOf(api, known, nadia))).toContain('60 % depuis le 01/08/2026');
  const next = { aah: 'Oui', change: 'DEPART', effectiveOn: '01/04/2027' };
  const asked = await send(known, 'changement', next);
  expect(asked.status).toBe(422);
  expect(words(await asked.text())).toContain('Cette date est à plus de six mois');

  const agent = await api.as('agent93');
  expect(await pageOf(api, '/', agent)).toContain(`href="${PAGE}"`);
  expect(words(await pageOf(api, PAGE, agent))).toContain('Esat Les Lilas');
  expect(words(await pageOf(api, `/dossiers/${path.split('/').at(-1)}`, agent))).toContain('Diop Awa');
  const removed = await send(path, 'retirer', {});
  expect(removed.status).toBe(303);
  expect(words(await pageOf(api, path, nadia))).toContain('Retiré');
});

it('the worker’s own Caf reads the case and its task, whose Esat another Caf manages (AC-26)', async () => {
  const sent = await send(`${PAGE}/nouveau`, 'changement', { ...TYPED, number: '7654399', caf: '75' });
  const id = (sent.headers.get('location') ?? '').split('/').at(-1);
  const agent = await api.as('agent75');
  const read = words(await pageOf(api, `/dossiers/${id}`, agent));
  expect(read).toMatch(/Diop Awa/);
  const { body } = await api.call('GET', `/tasks?dossier=${id}`, { token: agent });
  expect(words(await pageOf(api, `/taches/${body.items[0].id}`, agent))).toContain('Diop Awa');
  // what is of the organisme stays its own Caf’s
  expect(read).not.toContain('Convention d’accès');
});
