import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../test/api.ts';
import { type Form, formsOf, pageOf, press } from '../../test/forms.ts';
import { prepare } from '../../test/places.ts';
import { mountPages } from '../index.ts';

let api: TestApi;
let link: string;
let processId: string;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  const places = await prepare(api);
  link = places.link;
  processId = places.dossier.split('/').at(-1) ?? '';
});
afterAll(() => api.stop());

const page = (stage = '') => pageOf(api, `${link}${stage}`, null);
/** The form of the page whose id begins so. */
async function formOf(id: string, stage = ''): Promise<Form> {
  const form = formsOf(await page(stage), link).find((one) => one.id?.startsWith(id));
  if (form === undefined) throw new Error(`no form ${id} at ${link}${stage}`);
  return form;
}
const stageOf = (html: string) => /<li aria-current="step">\s*<span[^>]*>([^<]*)</.exec(html)?.[1] ?? null;
const valueIn = (form: Form, name: string) => form.fields.find((one) => one.name === name)?.value;
const keep = async (form: Form, typed: Record<string, string>) =>
  press(api, { ...form, action: `${link}/brouillon` }, null, typed);
const code = async () => {
  const row = await api.deps.db.linkCode.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
  return api.deps.secrets.signatureCode({ linkRef: row.linkRef, version: row.version, nonce: row.nonce });
};
const WHOLE = {
  'administrateur.firstName': 'Paul',
  'administrateur.lastName': 'Reyne',
  'administrateur.email': 'paul.reyne@tilleuls.example',
  'signatory.name': 'Anne Roy',
  'signatory.function': 'Directrice',
};

describe('a mailed link: one thing after the other', () => {
  it('begins with what is to be read, the PDF and a picture of its first page beside; opening it changes nothing', async () => {
    const html = await page();
    expect(stageOf(html)).toBe('Lire');
    expect(formsOf(html, link).map(({ id }) => id)).toEqual(['refus']);
    const [, pdf = ''] = /<object[^>]*data="([^"]*)"/.exec(html) ?? [];
    const shown = await fetch(`${api.url}${pdf}`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    // a page of ours may show it, and nobody else's
    expect(shown.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect((await fetch(`${api.url}${link}`)).headers.get('content-security-policy')).toContain("object-src 'self'");
    const [, picture = ''] = /<img[^>]*src="([^"]*)"/.exec(html) ?? [];
    const drawn = await fetch(`${api.url}${picture}`);
    expect([drawn.status, drawn.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(
      Buffer.from(await drawn.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('keeps what is half typed, sealed, until it is sent: the same link brings it back where one stopped (U8)', async () => {
    const kept = await keep(await formOf('bulletin', '/completer'), {
      'signatory.name': 'Zoé <b>Picard</b>',
      siret: '12',
    });
    expect([kept.status, kept.headers.get('location')]).toEqual([303, link]);
    const [row] = await api.deps.db.keptForm.findMany({ where: { processId } });
    expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain('Picard');
    const html = await page();
    expect(stageOf(html)).toBe('Compléter');
    const again = await formOf('bulletin');
    expect([valueIn(again, 'signatory.name'), valueIn(again, 'siret')]).toEqual(['Zoé <b>Picard</b>', '12']);
    // the newest counts, and no fact has changed
    await keep(again, { 'signatory.name': 'Zoé Picard' });
    expect(valueIn(await formOf('bulletin'), 'signatory.name')).toBe('Zoé Picard');
    expect(await api.deps.db.keptForm.count({ where: { processId } })).toBe(1);
    expect(await api.deps.db.document.count({ where: { processId, kind: 'BULLETIN', state: 'A_COMPLETER' } })).toBe(1);
  });

  it('keeps no form that it does not ask, and nothing by a link that is not known', async () => {
    const form = await formOf('bulletin', '/completer');
    expect((await keep(form, { formulaire: 'signature' })).status).toBe(409);
    expect((await press(api, { ...form, action: '/lien/d.jeton.secret/brouillon' }, null)).status).toBe(404);
    expect(await api.deps.db.keptForm.count()).toBe(1);
  });

  it('completed, the code is on its way and the signature comes, its signatory named; what was half typed is gone', async () => {
    const sent = await press(api, await formOf('bulletin'), null, { ...WHOLE, siret: '99991041700016' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${link}/signer`]);
    expect(await api.deps.db.keptForm.count()).toBe(0);
    const html = await page();
    expect([stageOf(html), html.includes('Le code est parti')]).toEqual(['Signer', true]);
    expect(html).toContain('Signataire : Anne Roy, Directrice');
    expect(await api.deps.db.linkCode.count()).toBe(1);
  });

  it('is corrected until it is signed: the form has everything in it, and no second code leaves (§4.3 `complete`)', async () => {
    const form = await formOf('bulletin', '/completer');
    expect(Object.entries(WHOLE).map(([name]) => valueIn(form, name))).toEqual(Object.values(WHOLE));
    const sent = await press(api, form, null, { 'signatory.name': 'Ana Blanc' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${link}/signer`]);
    expect(await page()).toContain('Signataire : Ana Blanc, Directrice');
    expect(await api.deps.db.linkCode.count()).toBe(1);
    // what was typed about the version before is not offered over what was corrected
    await keep(form, { 'signatory.name': 'Zoé Picard' });
    expect(valueIn(await formOf('bulletin', '/completer'), 'signatory.name')).toBe('Ana Blanc');
  });

  it('signed as it stands, without naming the signatory again: the PDFs are there, and nothing is asked or kept any more', async () => {
    const form = await formOf('signature');
    const signed = await press(api, form, null, { code: await code(), consent: 'oui' });
    expect([signed.status, signed.headers.get('location')]).toEqual([303, link]);
    const rows = await api.deps.db.signature.findMany({ where: { document: { processId } } });
    expect(rows.map(({ name }) => name)).toEqual(['Ana Blanc', 'Ana Blanc', 'Ana Blanc']);
    const html = await page('/completer');
    expect([stageOf(html), formsOf(html, link)]).toEqual([null, []]);
    expect(html).toContain('<object');
    const late = await keep(form, { formulaire: 'bulletin' });
    expect(late.status).toBe(409);
  });
});
