import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { compose } from '../adapters/mail/mailer.ts';
import { messageOf } from '../adapters/mail/mailMessage.ts';
import { signedCopies } from '../adapters/mail/signedCopies.ts';
import type { ParamsOf } from '../domain/mail/registry.ts';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { formsOf, pageOf, press } from '../test/forms.ts';
import { inventedSiret } from '../test/people.ts';
import { linkPathOf, prepare } from '../test/places.ts';
import { mountPages } from '../web/index.ts';

let api: TestApi;
let agent: string;
let places: Awaited<ReturnType<typeof prepare>>;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  places = await prepare(api);
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

const dossierId = () => places.dossier.split('/').at(-1) ?? '';
const tokenOf = (link: string) => decodeURIComponent(link.split('/').at(-1) ?? '');
const mailedCode = async (link: string) => {
  const linkRef = link.split('.')[2] ?? '';
  const row = await api.deps.db.linkCode.findFirstOrThrow({ where: { linkRef }, orderBy: { createdAt: 'desc' } });
  return api.deps.secrets.signatureCode({ linkRef, version: row.version, nonce: row.nonce });
};
const bulletin = {
  raisonSociale: 'Association Les Tilleuls',
  siret: '99991041700016',
  roles: ['T2', 'T9'],
  departments: ['93'],
  administrateur: { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@tilleuls.example' },
  signatory: { name: 'Ana Blanc', function: 'Directrice' },
};

describe('done is not dead (U9)', () => {
  let link: string;
  let bulletinId: string;

  it('two tabs of one link: the second reads who signed and when, on a page that shows the dossier (F4)', async () => {
    link = await linkPathOf(api, dossierId(), 'dossier');
    const { documents } = (await api.call('GET', `/links/${tokenOf(link)}`)).body;
    bulletinId = documents.find((one: { kind: string }) => one.kind === 'BULLETIN').id;
    const completed = { action: 'complete', documentId: bulletinId, content: bulletin };
    expect((await api.call('POST', `/links/${tokenOf(link)}`, { body: completed })).status).toBe(200);
    await api.call('POST', `/links/${tokenOf(link)}/code`);
    const tab = () => pageOf(api, link, null).then((html) => formsOf(html, link).find((one) => one.id === 'signature'));
    const [first, second] = [await tab(), await tab()];
    if (first === undefined || second === undefined) throw new Error('there is nothing to sign');
    const typed = { name: 'Ana Blanc', function: 'Directrice', code: await mailedCode(link), consent: 'oui' };
    const signed = await press(api, first, null, typed);
    expect([signed.status, signed.headers.get('location')]).toEqual([303, link]);
    const late = await press(api, second, null, typed);
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain('Ces documents ont déjà été signés le 10/03/2026 à 10h00 par Ana Blanc.');
    expect(html).toContain('ne permet plus d');
    expect(html).not.toMatch(/périmé|DEJA_SIGNE/);
  });

  it('the link shows who signed and when, the PDFs and what follows; it offers nothing to do, and a code is refused in words', async () => {
    const html = await pageOf(api, link, null);
    expect(html).toMatch(/Signé : [^<]*le 10\/03\/2026 à 10h00, par Ana Blanc \(Directrice\)/);
    expect(html).toContain('Déjà signé le 10/03/2026 à 10h00 par Ana Blanc : ce lien montre');
    // what befalls the Caf's task is the Caf's affair
    expect(html).not.toContain('en retard');
    expect(html).toContain('Ce qui se passe ensuite');
    expect(html).toContain('Vos documents signés');
    expect(html).toMatch(/documents\/[\w-]+\/pdf/);
    expect(formsOf(html, link)).toEqual([]);
    const completeAgain = { action: 'complete', documentId: bulletinId, content: bulletin };
    const completed = await api.call('POST', `/links/${tokenOf(link)}`, { body: completeAgain });
    expect([completed.status, completed.body.code, completed.body.detail]).toEqual([
      409,
      'DEJA_FAIT',
      'Ce document a déjà été complété le 10/03/2026 à 10h00 par votre organisme.',
    ]);
    const code = await api.call('POST', `/links/${tokenOf(link)}/code`);
    expect([code.status, code.body.code]).toEqual([409, 'DEJA_SIGNE']);
    const pdf = await fetch(`${api.url}${/"(\/lien[^"]*\/pdf)"/.exec(html)?.[1] ?? ''}`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  it('who signed has it by mail at once (MAIL-43): every document as PDF, as it was signed, the same bytes whatever becomes of it; its link only shows', async () => {
    const row = await api.deps.db.mail.findFirstOrThrow({ where: { processId: dossierId(), template: 'MAIL-43' } });
    expect([row.recipient, row.recipientName]).toEqual(['contact@tilleuls.example', 'Ana Blanc']);
    const params = row.params as unknown as ParamsOf<'MAIL-43'>;
    const bytes = async () => {
      const copies = await signedCopies(api.deps.db, params.copies);
      expect(copies.map(({ filename }) => filename).sort()).toEqual([
        'bulletin-cdap.pdf',
        'contrat.pdf',
        'convention.pdf',
      ]);
      const settings = { mailFrom: 'a@passerelle.example', publicUrl: 'https://passerelle.example' };
      const { recipient, recipientName, messageId, createdAt } = row;
      const mail = { params, recipient, recipientName, messageId, createdAt, keyId: null };
      return (await compose(messageOf(mail, settings, api.deps.secrets, null, copies))).raw.toString();
    };
    const sent = await bytes();
    const { text, attachments } = await PostalMime.parse(sent);
    expect(text).toMatch(/Ana Blanc a signé le 10 mars 2026|Ana Blanc a signé le 10\/03\/2026/);
    expect(attachments.map(({ mimeType }) => mimeType)).toEqual(Array(3).fill('application/pdf'));
    expect(text).toContain(`https://passerelle.example${link}`);
    const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: dossierId(), kind: 'CONTRESIGNER' } });
    api.now = new Date(api.now.getTime() + 300_000);
    const body = { outcome: 'countersign' };
    const done = await api.call('POST', `/tasks/${task.id}/complete`, { token: agent, body });
    expect([done.status, done.body.doneBy?.name]).toEqual([200, 'agent93 Essai']);
    // not one file, whose encoding would fill the screen
    expect((await bytes()) === sent).toBe(true);
  });

  it('who countersigns second reads that it is done, when and by whom, before and after the end; so does a task (item 12)', async () => {
    const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: dossierId(), kind: 'CONTRESIGNER' } });
    const body = { outcome: 'countersign' };
    const second = await api.call('POST', `/tasks/${task.id}/complete`, { token: await api.as('admin93'), body });
    expect([second.status, second.body.code]).toEqual([409, 'DEJA_CONTRESIGNE']);
    expect(second.body.detail).toBe('Ces documents ont déjà été contresignés le 10/03/2026 à 10h05 par agent93 Essai.');
    const convention = await api.deps.db.document.findFirstOrThrow({
      where: { processId: dossierId(), kind: 'CONVENTION' },
    });
    const again = await api.call('POST', `/documents/${convention.id}/countersign`, { token: agent });
    expect([again.status, again.body.code]).toEqual([409, 'DEJA_CONTRESIGNE']);
    expect(await pageOf(api, `/taches/${task.id}`, agent)).toMatch(/Faite le 10\/03\/2026 à 10h05 par agent93 Essai/);
    const claimed = await api.call('POST', `/tasks/${task.id}/claim`, { token: agent });
    expect([claimed.body.code, claimed.body.detail]).toEqual([
      'TACHE_TERMINEE',
      expect.stringMatching(/faite le 10\/03\/2026 à 10h05 par agent93 Essai : contresigner/),
    ]);
  });

  it('the form of eligibility that was sent is sent no second time: it says so (ESAT-5)', async () => {
    const form = { casf: true, cdaph: true, places: 40, autorisation: 'Arrêté préfectoral du 12/03/2019' };
    const fill = () =>
      api.call('POST', `/links/${tokenOf(places.eligibility)}`, { body: { action: 'fillEligibility', form } });
    expect((await fill()).status).toBe(200);
    expect(await fill()).toMatchObject({
      status: 409,
      body: {
        code: 'DEJA_FAIT',
        detail: expect.stringMatching(/a déjà été envoyé à la Caf le 10\/03\/2026 à 10h05 par votre organisme/),
      },
    });
  });

  it('who acts on what has ended, whatever it is, reads what was done last, when and by whom', async () => {
    const body = { ...partnerBody({ siret: inventedSiret(77) }), knownInMcp: false, knownInHabtiers: false };
    const esat = await api.call('POST', '/esat/onboardings', {
      token: agent,
      body: { ...body, opensOn: '2026-04-01' },
    });
    const cancel = (reason: string) =>
      api.call('POST', `/processes/${esat.body.processId}/cancel`, { token: agent, body: { reason } });
    expect((await cancel('Doublon')).status).toBe(200);
    const again = await cancel('Encore');
    expect([again.status, again.body.code]).toEqual([409, 'DOSSIER_TERMINE']);
    expect(again.body.detail).toMatch(/Doublon.* C'était le 10\/03\/2026 à 10h05, par agent93 Essai\.$/);
  });

  it('an ended dossier is read by its link for POLICY_LINK_READ (90 d), and no longer', async () => {
    const ended = places.eligibility.split('/').at(-1) ?? '';
    const { linkRef } = await api.deps.db.process.findFirstOrThrow({ where: { linkRef: ended.split('.')[2] ?? '' } });
    const { id } = await api.deps.db.process.findUniqueOrThrow({ where: { linkRef } });
    await api.call('POST', `/links/${tokenOf(places.eligibility)}`, {
      body: { action: 'withdraw', reason: 'Nous renonçons' },
    });
    const { closedAt } = await api.deps.db.process.findUniqueOrThrow({ where: { id } });
    const now = api.now;
    const at = async (ms: number) => {
      api.now = new Date((closedAt?.getTime() ?? 0) + ms);
      const seen = await api.call('GET', `/links/${tokenOf(places.eligibility)}`);
      api.now = now;
      return seen.status;
    };
    const again = await api.call('POST', `/links/${tokenOf(places.eligibility)}`, { body: { action: 'withdraw' } });
    expect([again.status, again.body.code]).toEqual([409, 'DOSSIER_TERMINE']);
    expect(again.body.detail).toMatch(
      /terminé depuis le 10\/03\/2026 à 10h05 : Retiré par le partenaire : Nous renonçons/,
    );
    const days = 90 * 86_400_000;
    expect([await at(0), await at(days - 1), await at(days)]).toEqual([200, 200, 410]);
  });

  it('a request that was withdrawn tells so to its link', async () => {
    const token = tokenOf(places.requestLink);
    await api.call('POST', `/links/${token}`, { body: { action: 'withdraw' } });
    const again = await api.call('POST', `/links/${token}`, { body: { action: 'withdraw' } });
    expect([again.status, again.body.code, again.body.detail]).toEqual([
      409,
      'DEMANDE_TERMINEE',
      expect.stringMatching(/terminée depuis le 10\/03\/2026 à 10h05 : retirée/),
    ]);
    expect(await pageOf(api, places.requestLink, null)).toMatch(/Demande retirée – le 10\/03\/2026 à 10h05, par vous/);
  });
});

describe('If-Match compares strongly (RFC 9110 §13.1.1)', () => {
  it('a weak tag never fits, one of a list does', async () => {
    const id = places.partner.split('/').at(-1) ?? '';
    const { headers } = await api.call('GET', `/partners/${id}`, { token: agent });
    const tag = headers.get('etag') ?? '';
    const patch = (ifMatch: string, phone: string) =>
      api.call('PATCH', `/partners/${id}`, { token: agent, body: { phone }, headers: { 'if-match': ifMatch } });
    expect((await patch(`W/${tag}`, '0148000011')).status).toBe(412);
    expect((await patch(tag.replaceAll('"', ''), '0148000011')).status).toBe(412);
    expect((await patch(`"x", ${tag}`, '0148000011')).status).toBe(200);
    expect((await patch('*', '0148000012')).status).toBe(200);
  });
});
