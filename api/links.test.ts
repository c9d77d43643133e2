import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOME_HELP, partnerBody, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { openTestDatabase } from '../test/stack.ts';

let api: TestApi;
let agent: string;
let next = 40;
beforeAll(async () => {
  api = await startApi();
  agent = await api.as('agent93');
});
afterAll(() => api.stop());

/** A conventionnement whose documents have just been mailed. */
async function dossier(): Promise<{ processId: string; token: string; siret: string; partnerId: string }> {
  const siret = inventedSiret(next++);
  const { body: partner } = await api.call('POST', '/partners', {
    token: agent,
    body: partnerBody({ siret, ...HOME_HELP }),
  });
  const started = await api.call('POST', `/partners/${partner.id}/conventionnements`, {
    token: agent,
    body: { services: ['ADONIS'], missions: ['Insertion'], opensOn: '2026-04-01' },
  });
  expect([started.status, started.headers.get('location')]).toEqual([
    202,
    `/api/v1/processes/${started.body.processId}`,
  ]);
  return {
    processId: started.body.processId,
    token: await linkOf(started.body.processId),
    siret,
    partnerId: partner.id,
  };
}

async function linkOf(processId: string): Promise<string> {
  const { linkRef, linkVersion, linkEmail } = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
  return api.deps.secrets.linkToken({ kind: 'dossier', linkRef, version: linkVersion, recipient: linkEmail ?? '' });
}

/** The code as the addressee reads it in the last mail. */
async function mailedCode(processId: string): Promise<string> {
  const mail = await api.deps.db.mail.findFirstOrThrow({
    where: { processId, template: 'MAIL-50' },
    orderBy: { createdAt: 'desc' },
  });
  return api.deps.secrets.signatureCode(
    (mail.params as { code: { linkRef: string; version: number; nonce: string } }).code,
  );
}

async function completeBulletin(token: string): Promise<void> {
  const { body: view } = await api.call('GET', `/links/${token}`);
  const bulletin = view.documents.find((one: { kind: string }) => one.kind === 'BULLETIN');
  const { raisonSociale, siret, roles, departments } = bulletin.defaults;
  const content = {
    raisonSociale,
    siret,
    roles,
    departments,
    administrateur: { firstName: 'Claire', lastName: 'Aubert', email: 'claire@tilleuls.example' },
    signatory: { name: 'Ana Blanc', function: 'Directrice' },
  };
  const done = await api.call('POST', `/links/${token}`, {
    body: { action: 'complete', documentId: bulletin.id, content },
  });
  expect([done.status, done.body.linkStillValid]).toEqual([200, true]);
}

const signature = (code: string) => ({
  action: 'sign',
  name: 'Ana Blanc',
  function: 'Directrice',
  consent: true,
  code,
});

describe('a mailed link (§4.3 « Signature »)', () => {
  it('shows what the partner can do and changes nothing, however often it is opened', async () => {
    const { token, processId } = await dossier();
    const before = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
    const first = await api.call('GET', `/links/${token}`);
    await api.call('GET', `/links/${token}`);
    expect(first.body).toMatchObject({
      kind: 'dossier',
      organisme: 'Association Les Tilleuls',
      codeSentTo: 'co*****@tilleuls.example',
      actions: ['complete', 'sign', 'decline', 'withdraw'],
    });
    expect(first.body.documents.map((one: { kind: string; actions: string[] }) => [one.kind, one.actions])).toEqual(
      expect.arrayContaining([
        ['CONVENTION', ['sign', 'decline']],
        ['BULLETIN', ['complete', 'decline']],
      ]),
    );
    expect(await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } })).toEqual(before);
  });

  it('is not opened by another token, a bent one, or one of another dossier', async () => {
    const { token } = await dossier();
    const other = await dossier();
    for (const bent of [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      'nothing',
      token.replace(/\.[^.]+$/, other.token.slice(other.token.lastIndexOf('.'))),
    ]) {
      expect((await api.call('GET', `/links/${bent}`)).body).toMatchObject({ status: 404, code: 'LIEN_INCONNU' });
    }
  });

  it('tells all faults of a bulletin at once (U3)', async () => {
    const { token } = await dossier();
    const { body: view } = await api.call('GET', `/links/${token}`);
    const bulletin = view.documents.find((one: { kind: string }) => one.kind === 'BULLETIN');
    const content = {
      raisonSociale: '',
      siret: '1',
      roles: ['AUTRE'],
      departments: ['99'],
      signatory: { name: '', function: '' },
    };
    const answer = await api.call('POST', `/links/${token}`, {
      body: { action: 'complete', documentId: bulletin.id, content },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((one: { path: string }) => one.path).sort()).toEqual([
      'administrateur.email',
      'administrateur.firstName',
      'administrateur.lastName',
      'departments.0',
      'raisonSociale',
      'roles',
      'signatory.function',
      'signatory.name',
      'siret',
    ]);
    const mode = await api.call('POST', `/links/${token}`, {
      body: { action: 'complete', documentId: bulletin.id, content: { ...content, delegationMode: 'DELEGUE' } },
    });
    expect(mode.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'CHAMP_INCONNU', path: expect.stringContaining('delegationMode') }),
      ]),
    );
  });

  it('signs with name, function, consent and the mailed code; the link is void afterwards, the same key still gets its answer (R7, R8)', async () => {
    const { token, processId, partnerId } = await dossier();
    await completeBulletin(token);
    const headers = { 'idempotency-key': `sign-${processId}` };
    expect(
      (await api.call('POST', `/links/${token}`, { body: { ...signature('000000'), consent: false } })).body.errors[0]
        .path,
    ).toBe('consent');
    const sent = await api.call('POST', `/links/${token}/code`);
    expect([sent.status, sent.body.sentTo]).toEqual([202, 'co*****@tilleuls.example']);
    const code = await mailedCode(processId);
    expect(JSON.stringify([await api.deps.db.linkCode.findMany(), await api.deps.db.mail.findMany()])).not.toContain(
      `"${code}"`,
    );
    const wrong = await api.call('POST', `/links/${token}`, {
      body: signature(code === '111111' ? '222222' : '111111'),
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'CODE_REFUSE']);
    const signed = await api.call('POST', `/links/${token}`, { body: signature(code), headers });
    expect([signed.status, signed.body]).toEqual([200, { state: 'DOCUMENTS_SIGNES', linkStillValid: false }]);
    await api.deps.db.idempotentAnswer.deleteMany({});
    expect((await api.call('POST', `/links/${token}`, { body: signature(code), headers })).status).toBe(200);
    expect((await api.call('POST', `/links/${token}`, { body: signature(code) })).body).toMatchObject({
      status: 409,
      code: 'DEJA_SIGNE',
      detail: expect.stringMatching(/^Ces documents ont déjà été signés le 10\/03\/2026 à 10h00 par Ana Blanc\.$/),
    });
    const { body: documents } = await api.call('GET', `/partners/${partnerId}/documents`, { token: agent });
    for (const document of documents.items)
      expect(document.signatures).toEqual([
        expect.objectContaining({
          party: 'PARTENAIRE',
          name: 'Ana Blanc',
          version: document.version,
          hash: document.hash,
        }),
      ]);
    expect(await api.deps.db.signature.count({ where: { document: { processId } } })).toBe(3);
    // the journal tells what became of the code, and nothing that it is made from (S2, S6)
    const lines = await api.deps.db.auditLine.findMany({
      where: { processId, entity: 'process' },
      orderBy: { id: 'asc' },
    });
    const kept = { version: 1, expiresAt: new Date(api.now.getTime() + 15 * 60_000).toISOString(), usedAt: null };
    expect(lines.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['link.code', { code: null }, { code: expect.objectContaining({ ...kept, tries: 0 }) }],
      [
        'changed',
        { code: expect.objectContaining({ usedAt: null }) },
        { code: expect.objectContaining({ usedAt: api.now.toISOString() }) },
      ],
    ]);
    const { nonce } = await api.deps.db.linkCode.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
    expect(JSON.stringify(lines.map(({ before, after }) => [before, after]))).not.toContain(nonce);
  });

  /** A dossier with two documents to sign and a mailed code, and what became of both. */
  async function toSign() {
    const { token, processId } = await dossier();
    await completeBulletin(token);
    await api.call('POST', `/links/${token}/code`);
    const code = await mailedCode(processId);
    const { linkRef } = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
    const { body: view } = await api.call('GET', `/links/${token}`);
    const [first, second] = view.documents as { id: string; version: number }[];
    if (first === undefined || second === undefined) throw new Error('Two documents are to be signed');
    return {
      ...{ processId, first, second },
      sign: ({ id, version }: { id: string; version: number }, key: string) =>
        api.call('POST', `/links/${token}`, {
          body: { ...signature(code), documents: [{ id, version }] },
          headers: { 'idempotency-key': key },
        }),
      used: async () => (await api.deps.db.linkCode.findFirstOrThrow({ where: { linkRef: linkRef ?? '' } })).usedAt,
      signatures: () => api.deps.db.signature.count({ where: { document: { processId } } }),
    };
  }

  it('uses a code with the signature or not at all: neither a refusal nor a failing database takes it', async () => {
    const { processId, first, sign, used, signatures } = await toSign();
    const refused = await sign({ ...first, version: 9 }, 'autre-version');
    expect([refused.body.code, await used(), await signatures()]).toEqual(['VERSION_CHANGEE', null, 0]);

    const owner = openTestDatabase(api.database.ownerUrl, 1);
    await owner.$executeRawUnsafe('ALTER TABLE signature ADD CONSTRAINT fails CHECK (false) NOT VALID');
    const failed = await sign(first, 'base-en-panne').finally(async () => {
      await owner.$executeRawUnsafe('ALTER TABLE signature DROP CONSTRAINT fails');
      await owner.$disconnect();
    });
    expect([failed.status >= 500, await used(), await signatures()]).toEqual([true, null, 0]);

    // it was stored: told again it signs, and the same key gets that answer though its code is used and another document waits (R8)
    await api.sweep(processId);
    expect([await used(), await signatures()]).toEqual([api.now, 1]);
    expect((await sign(first, 'base-en-panne')).status).toBe(200);
  });

  it('lets one of two signatures at once have the code: the other is refused and nothing of it stays', async () => {
    const { processId, first, second, sign, used, signatures } = await toSign();
    api.worker = false;
    // both stand with a code that was good when they were asked
    for (const [one, key] of [
      [first, 'une'],
      [second, 'autre'],
    ] as const)
      expect((await sign(one, `en-meme-temps-${key}`)).body.code).toBe('NON_CONFIRME');
    api.worker = true;
    await api.sweep(processId);
    const answers = await Promise.all([sign(first, 'en-meme-temps-une'), sign(second, 'en-meme-temps-autre')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    expect(answers.flatMap(({ body }) => body.errors ?? [])).toMatchObject([{ path: 'code', code: 'CODE_REFUSE' }]);
    expect([await used(), await signatures()]).toEqual([api.now, 1]);
  });

  it('gives a code five tries and fifteen minutes, and mails five at most in that time', async () => {
    const { token, processId } = await dossier();
    await completeBulletin(token);
    await api.call('POST', `/links/${token}/code`);
    const code = await mailedCode(processId);
    const bad = code === '111111' ? '222222' : '111111';
    for (let tries = 0; tries < 5; tries += 1) await api.call('POST', `/links/${token}`, { body: signature(bad) });
    expect((await api.call('POST', `/links/${token}`, { body: signature(code) })).body.code).toBe('CODE_REFUSE');
    await api.call('POST', `/links/${token}/code`);
    const second = await mailedCode(processId);
    const start = api.now;
    api.now = new Date(start.getTime() + 15 * 60_000);
    expect((await api.call('POST', `/links/${token}`, { body: signature(second) })).body.code).toBe('CODE_REFUSE');
    api.now = start;
    for (let asked = 2; asked < 5; asked += 1)
      expect((await api.call('POST', `/links/${token}/code`)).status).toBe(202);
    const sixth = await api.call('POST', `/links/${token}/code`);
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '900']);
  });

  it('signs the version that was shown or nothing (CONV-15)', async () => {
    const { token, processId } = await dossier();
    const { body: view } = await api.call('GET', `/links/${token}`);
    const convention = view.documents.find((one: { kind: string }) => one.kind === 'CONVENTION');
    await api.call('PATCH', `/documents/${convention.id}`, {
      token: agent,
      body: { missions: ['Insertion', 'Logement'] },
      headers: { 'if-match': `"${convention.version}"` },
    });
    const fresh = await linkOf(processId);
    await api.call('POST', `/links/${fresh}/code`);
    const answer = await api.call('POST', `/links/${fresh}`, {
      body: {
        ...signature(await mailedCode(processId)),
        documents: [{ id: convention.id, version: convention.version }],
      },
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'VERSION_CHANGEE']);
  });
});

describe('documents', () => {
  it('are signed by the representative only: 403 for an agent, 401 for nobody (RGT-1)', async () => {
    const { token, partnerId } = await dossier();
    const { body } = await api.call('GET', `/partners/${partnerId}/documents`, { token: agent });
    const path = `/documents/${body.items[0].id}/sign`;
    const given = { name: 'Ana Blanc', function: 'Directrice', consent: true, code: '123456' };
    expect((await api.call('POST', path, { token: agent, body: given })).body).toMatchObject({
      status: 403,
      code: 'LIEN_REQUIS',
      rule: 'RGT-1',
    });
    expect((await api.call('POST', path, { body: given })).status).toBe(401);
    expect((await api.call('POST', path, { body: given, headers: { 'x-link-token': token } })).body.code).toBe(
      'CODE_REFUSE',
    );
  });

  it('carry their version as ETag; a stale If-Match is 412; the mode stands in the contrat only (DEL-4)', async () => {
    const { partnerId } = await dossier();
    const { body } = await api.call('GET', `/partners/${partnerId}/documents`, { token: agent });
    const of = (kind: string) => body.items.find((one: { kind: string }) => one.kind === kind);
    const got = await api.call('GET', `/documents/${of('CONTRAT').id}`, { token: agent });
    expect(got.headers.get('etag')).toBe(`"${of('CONTRAT').version}"`);
    const changed = await api.call('PATCH', `/documents/${of('CONTRAT').id}`, {
      token: agent,
      body: { delegationMode: 'CENTRALISE' },
      headers: { 'if-match': got.headers.get('etag') ?? '' },
    });
    expect([changed.status, changed.body.content.delegationMode, changed.headers.get('etag')]).toEqual([
      200,
      'CENTRALISE',
      `"${of('CONTRAT').version + 1}"`,
    ]);
    const stale = await api.call('PATCH', `/documents/${of('CONTRAT').id}`, {
      token: agent,
      body: { delegationMode: 'DELEGUE' },
      headers: { 'if-match': got.headers.get('etag') ?? '' },
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'VERSION_PERIMEE']);
    const convention = await api.call('PATCH', `/documents/${of('CONVENTION').id}`, {
      token: agent,
      body: { delegationMode: 'DELEGUE' },
    });
    expect(convention.body).toMatchObject({ status: 422, code: 'MODE_HORS_CONTRAT', rule: 'DEL-4' });
    const unknown = await api.call('PATCH', `/documents/${of('BULLETIN').id}`, {
      token: agent,
      body: { modeDelegation: 'DELEGUE' },
    });
    expect(unknown.body).toMatchObject({ status: 422, errors: [{ path: 'modeDelegation', code: 'CHAMP_INCONNU' }] });
  });

  it('print as PDF', async () => {
    const { partnerId } = await dossier();
    const { body } = await api.call('GET', `/partners/${partnerId}/documents`, { token: agent });
    const pdf = await api.call('GET', `/documents/${body.items[0].id}/pdf`, { token: agent });
    expect([pdf.status, pdf.headers.get('content-type'), pdf.body.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
  });

  it('tell their story in French, mails included', async () => {
    const { processId } = await dossier();
    const { body } = await api.call('GET', `/processes/${processId}/timeline?limit=200`, { token: agent });
    expect(body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'act', label: 'Dossier ouvert', who: 'agent93 Essai' }),
        expect.objectContaining({ kind: 'mail', label: 'Courriel « documents à compléter et à signer » : à envoyer' }),
      ]),
    );
  });
});
