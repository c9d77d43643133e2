import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSeal } from '../adapters/identity/sealed.ts';
import { reportDoubt, reportRefusal } from '../adapters/mail/mailRefusal.ts';
import { importBatch } from '../adapters/store/people/userImport.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { workbookOfLines } from '../test/builders/workbook.ts';
import { api, claire, openPeupliers, partnerId } from '../test/peupliers.ts';

const policy = { ...DEFAULT_POLICY, importMailsPerMinute: 4 };
const seal = createSeal([{ id: 'import', key: Buffer.alloc(32, 7) }]);
openPeupliers();
beforeAll(async () => {
  await api.call('POST', `/partners/${partnerId}/groups`, {
    token: claire,
    body: {
      service: 'CDAP',
      code: 'T1A',
      label: 'T1 Service social',
      profile: 'T1',
      manager: { firstName: 'Jean', lastName: 'Morel', email: 'jean.morel@peupliers.example' },
    },
  });
});

const HEADERS = ['Prénom', 'Nom', 'Courriel', 'Groupe (code)', 'Qualification', 'Assistant social du travail'];
const upload = (lines: string[][], fields: Record<string, string> = {}, token = claire, key?: string) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(workbookOfLines([HEADERS, ...lines]))]), 'personnes.xlsx');
  return api.call('POST', `/partners/${partnerId}/users/import`, {
    token,
    raw: form,
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });
};
/** What the process's activity does, until nothing is left. */
async function run(processId: string, batches = 100): Promise<void> {
  const settings = { policy, seal, mailboxOf: api.deps.mailboxOf };
  for (let batch = 0; batch < batches; batch += 1)
    if ((await importBatch(api.deps.db, settings, processId, api.now)).ended) return;
}
const progress = (processId: string, token = claire) => api.call('GET', `/user-imports/${processId}`, { token });
const people = (n: number, prefix: string) =>
  Array.from({ length: n }, (_, index) => [
    'Ana',
    `${prefix}${String.fromCharCode(97 + index)}`,
    `ana.${prefix}${String.fromCharCode(97 + index)}@peupliers.example`,
  ]);

/** What is said of each row that is not simply accepted. */
const verdicts = (body: { details: { row: number; verdict: string; reasons: { code: string; column: string }[] }[] }) =>
  body.details.map(({ row, verdict, reasons }) => [
    row,
    verdict,
    reasons.map(({ code, column }) => `${code} ${column}`),
  ]);

describe('import of users from a spreadsheet', () => {
  it('says of every row what it would do and why, by the rules of a single account, and does nothing', async () => {
    const before = await api.deps.db.user.count();
    const { status, body } = await upload(
      [
        ['Nadia', 'Ferrand', 'nadia.ferrand@peupliers.example', 'T1A', 'CESF', 'non'],
        ['Nadia', 'Ferrand', 'nadia.ferrand@peupliers.example'],
        ['Claire', 'Aubert', 'claire.aubert@peupliers.example'],
        ['Zoé', 'Petit', 'lilou92@peupliers.example'],
        ['Karim', '', 'contact@peupliers.example', 'XX', 'AUTRE'],
        ['Lise', 'Moreau', 'lise.moreau@peupliers.example', 'T1A', 'AUTRE', 'non'],
      ],
      { dryRun: 'true' },
    );
    expect(status).toBe(200);
    expect(body.rows).toEqual({ total: 6, accepted: 1, toConfirm: 1, existing: 1, duplicate: 1, refused: 2 });
    expect(verdicts(body)).toEqual([
      [3, 'duplicate', ['DOUBLON_DU_FICHIER Courriel']],
      [4, 'existing', ['COMPTE_EXISTANT Courriel']],
      [5, 'toConfirm', ['EMAIL_A_CONFIRMER Courriel']],
      [6, 'refused', ['CHAMP_OBLIGATOIRE Nom', 'GROUPE_INCONNU Groupe (code)', 'EMAIL_NON_NOMINATIF Courriel']],
      [7, 'refused', [expect.stringContaining('Qualification')]],
    ]);
    expect(await api.deps.db.user.count()).toBe(before);
  });

  it('asks of whoever joins a T1 group whether they are social workers of the workplace, and refuses those (REQ-8)', async () => {
    const person = (name: string, ...cells: string[]) => [
      'Ana',
      name,
      `ana.${name.toLowerCase()}@peupliers.example`,
      ...cells,
    ];
    const { body } = await upload(
      [
        person('Unsaid', 'T1A', 'AS'),
        person('Garbled', 'T1A', 'AS', 'parfois'),
        person('Excluded', 'T1A', 'AS', 'x'),
        person('Fine', 'T1A', 'AS', '0'),
        person('Elsewhere'),
        ['Claire', 'Aubert', 'claire.aubert@peupliers.example', 'T1A', 'AS'],
      ],
      { dryRun: 'true' },
    );
    expect(verdicts(body)).toEqual([
      [2, 'refused', ['CHAMP_OBLIGATOIRE Assistant social du travail']],
      [3, 'refused', ['VALEUR_INCONNUE Assistant social du travail']],
      [4, 'refused', ['AS_DU_TRAVAIL_EXCLU Assistant social du travail']],
      [7, 'existing', ['COMPTE_EXISTANT Courriel']],
    ]);
    expect(body.rows).toMatchObject({ accepted: 2, refused: 3, existing: 1 });
  });

  it('doubtful addresses need a confirmation; then each row makes an account with its group, its two mails and its process', async () => {
    const lines = [['Zoé', 'Petit', 'lilou93@peupliers.example', 'T1A', 'AS', 'N']];
    expect(await upload(lines)).toMatchObject({
      status: 409,
      body: { code: 'EMAIL_A_CONFIRMER', errors: [{ path: 'rows.2.email' }] },
    });
    const started = await upload(lines, { confirmed: 'true' });
    expect(started).toMatchObject({ status: 202, body: { state: 'EN_COURS', rows: { waiting: 1, created: 0 } } });
    await run(started.body.processId);
    expect((await progress(started.body.processId)).body).toMatchObject({
      state: 'TERMINEE',
      rows: { created: 1, waiting: 0 },
    });
    const user = await api.deps.db.user.findFirstOrThrow({ where: { email: 'lilou93@peupliers.example' } });
    expect(await api.deps.db.membership.count({ where: { userId: user.id } })).toBe(1);
    const mails = await api.deps.db.mail.findMany({ where: { processId: `user-onboarding-${user.id}` } });
    expect(mails.map(({ template }) => template).sort()).toEqual(['MAIL-1', 'MAIL-2']);
    expect(await api.deps.db.temporarySecret.count({ where: { userId: user.id, voidedAt: null } })).toBe(1);
  });

  it('the same file twice creates nobody twice, also when both run at once and under one key (R8)', async () => {
    const lines = people(12, 'rivo');
    const [one, two] = await Promise.all([upload(lines), upload(lines)]);
    await Promise.all([run(one.body.processId), run(two.body.processId)]);
    expect(await api.deps.db.user.count({ where: { email: { startsWith: 'ana.rivo' } } })).toBe(12);
    const counts = await Promise.all([one, two].map(async ({ body }) => (await progress(body.processId)).body.rows));
    expect(counts.reduce((sum, rows) => sum + rows.created, 0)).toBe(12);
    expect(counts.reduce((sum, rows) => sum + rows.existing, 0)).toBe(12);
    expect(await upload(lines)).toMatchObject({ status: 422, body: { code: 'RIEN_A_IMPORTER' } });
    const fresh = people(2, 'cle');
    const again = [await upload(fresh, {}, claire, 'une-cle'), await upload(fresh, {}, claire, 'une-cle')];
    expect(new Set(again.map(({ body }) => body.processId)).size).toBe(1);
  });

  it('mails leave at the policy’s pace', async () => {
    const started = await upload(people(4, 'vite'));
    await run(started.body.processId);
    const mails = await api.deps.db.mail.findMany({
      where: { recipient: { startsWith: 'ana.vite' }, template: 'MAIL-1' },
      orderBy: { recipient: 'asc' },
    });
    expect(mails.map(({ nextAttemptAt }) => nextAttemptAt.getTime() - api.now.getTime())).toEqual([
      0, 30_000, 60_000, 90_000,
    ]);
  });

  it('an import that is stopped keeps what it has made and makes nothing more', async () => {
    const { body } = await upload(people(20, 'stop'));
    await run(body.processId, 1);
    const path = `/user-imports/${body.processId}/cancel`;
    expect(await api.call('POST', path, { token: claire, body: { reason: 'mauvais fichier' } })).toMatchObject({
      status: 200,
      body: { state: 'ANNULEE', rows: { created: 8, cancelled: 12, waiting: 0 } },
    });
    await run(body.processId);
    expect(await api.deps.db.user.count({ where: { email: { startsWith: 'ana.stop' } } })).toBe(8);
    expect(await api.call('POST', path, { token: claire, body: { reason: 'encore' } })).toMatchObject({
      status: 409,
      body: { code: 'DOSSIER_TERMINE' },
    });
  });

  it('a mail of its in doubt, or refused, has an owner and a next step: whoever launched it, with the way back (R2)', async () => {
    const { body } = await upload(people(12, 'doute'));
    await run(body.processId, 1);
    const some = await api.deps.db.mail.findFirstOrThrow({ where: { recipient: { startsWith: 'ana.doute' } } });
    const mail = { ...some, processId: body.processId, template: 'MAIL-42', recipientName: 'Ana' };
    await api.deps.db.$transaction((tx) => reportDoubt(tx, mail as never, api.now));
    await run(body.processId, 1);
    const incident = async () =>
      (await api.deps.db.process.findUniqueOrThrow({ where: { id: body.processId } })).incident;
    expect(await incident()).toBe('ENVOI_INCERTAIN');
    await api.deps.db.$transaction((tx) => reportRefusal(tx, mail as never, api.now));
    await run(body.processId);
    expect(await incident()).toBe('ENVOI_ECHOUE');
    const launcher = await api.deps.db.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
    const told = await api.deps.db.mail.findMany({ where: { processId: body.processId, template: 'MAIL-106' } });
    const link = { kind: 'page', path: `/partenaires/${partnerId}/utilisateurs/import/${body.processId}` };
    expect(told.map(({ recipient, params }) => [recipient, params])).toEqual(
      [true, false].map((doubted) => [launcher.email, expect.objectContaining({ recipient: 'Ana', doubted, link })]),
    );
  });

  it('rights are asked again when an account is made, and the import is its organisme’s only (RGT-2, S5)', async () => {
    const caf = await api.as('agent93');
    expect(await upload(people(1, 'caf'), {}, caf)).toMatchObject({
      status: 403,
      body: { code: expect.stringMatching(/MODE_DELEGUE|ACTION_NON_PERMISE/) },
    });
    const { body } = await upload(people(9, 'parti'));
    await api.deps.db.user.updateMany({ where: { login: 'mcp00000093' }, data: { administrateurSince: null } });
    await run(body.processId);
    await api.deps.db.user.updateMany({ where: { login: 'mcp00000093' }, data: { administrateurSince: api.now } });
    expect((await progress(body.processId)).body).toMatchObject({
      state: 'TERMINEE',
      rows: { created: 0, refused: 9 },
    });
    expect((await progress(body.processId, await api.as('agent75'))).status).toBe(404);
  });
});

describe('a list that was checked is kept for whoever checked it', () => {
  const check = (lines: string[][]) => upload(lines, { dryRun: 'true' });
  const again = (fields: Record<string, string>, token = claire) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return api.call('POST', `/partners/${partnerId}/users/import`, { token, raw: form });
  };

  it('makes the accounts that were shown, without the file; then it is kept no more', async () => {
    const { body: shown } = await check(people(2, 'gardee'));
    expect((await again({ dryRun: 'true', checkId: shown.checkId })).body).toEqual(shown);
    const sealed = (await api.deps.db.keptForm.findUniqueOrThrow({ where: { id: shown.checkId } })).sealed;
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('gardee');
    const made = await again({ checkId: shown.checkId });
    expect(made).toMatchObject({ status: 202, body: { rows: { waiting: 2 } } });
    await run(made.body.processId);
    expect(await again({ checkId: shown.checkId })).toMatchObject({ status: 422, body: { code: 'CHAMP_OBLIGATOIRE' } });
  });

  it('says so, and makes nothing, where something else is said of a row meanwhile', async () => {
    const [one, two] = people(2, 'entretemps');
    const { body: shown } = await check([one ?? [], two ?? []]);
    await run((await upload([one ?? []])).body.processId);
    const before = await api.deps.db.process.count();
    expect(await again({ checkId: shown.checkId })).toMatchObject({
      status: 409,
      body: { code: 'VERIFICATION_CHANGEE' },
    });
    expect(await api.deps.db.process.count()).toBe(before);
    const { body: now } = await again({ dryRun: 'true', checkId: shown.checkId });
    expect([now.checkId, now.rows.existing, now.rows.accepted]).toEqual([shown.checkId, 1, 1]);
    expect(await again({ checkId: shown.checkId })).toMatchObject({ status: 202 });
  });

  it('is nobody else’s, and over after its day', async () => {
    const { body: shown } = await check(people(1, 'seule'));
    const keptFor = await api.deps.db.keptForm.findUniqueOrThrow({ where: { id: shown.checkId } });
    const another = await api.deps.db.user.findFirstOrThrow({ where: { id: { not: keptFor.userId ?? '' } } });
    await api.deps.db.keptForm.update({ where: { id: shown.checkId }, data: { userId: another.id } });
    expect(await again({ checkId: shown.checkId })).toMatchObject({ status: 422 });
    await api.deps.db.keptForm.update({ where: { id: shown.checkId }, data: { userId: keptFor.userId } });
    expect(keptFor.expiresAt.getTime() - api.now.getTime()).toBe(86_400_000);
    await api.deps.db.keptForm.update({ where: { id: shown.checkId }, data: { expiresAt: api.now } });
    expect(await again({ checkId: shown.checkId })).toMatchObject({ status: 422 });
  });
});

describe('lines of a list that was checked, and of one whose accounts are made (U5)', () => {
  const path = (checkId: string, rest = '') => `/user-import-checks/${checkId}${rest}`;
  const get = (at: string, token = claire) => api.call('GET', at, { token });

  it('all are listed, found, filtered and exported, for whoever checked it; the file says how many became what', async () => {
    const doubled = ['Ana', 'Pages', 'ana.pages@peupliers.example'];
    const { body: shown } = await upload([...people(3, 'page'), doubled, doubled], { dryRun: 'true' });
    const { body: kept } = await get(path(shown.checkId));
    expect(kept).toMatchObject({ rows: shown.rows, changed: 0 });
    expect(Date.parse(kept.keptUntil) - Date.parse(kept.checkedAt)).toBe(86_400_000);
    const rows = (await get(path(shown.checkId, '/rows?sort=-row&limit=2'))).body;
    expect([rows.total, rows.items.map(({ row }: { row: number }) => row)]).toEqual([5, [6, 5]]);
    const rest = (await get(path(shown.checkId, `/rows?sort=-row&limit=10&cursor=${rows.nextCursor}`))).body;
    expect(rest.items.map(({ row }: { row: number }) => row)).toEqual([4, 3, 2]);
    const found = (await get(path(shown.checkId, '/rows?q=ANA%20pages'))).body;
    expect(found.items.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['accepted', 'duplicate']);
    expect((await get(path(shown.checkId, '/rows?verdict=duplicate'))).body.total).toBe(1);
    const file = (await get(path(shown.checkId, '/rows.csv?verdict=duplicate'))).body.trim().split('\r\n');
    expect(file).toHaveLength(2);
    expect((await get(path(shown.checkId, '/rows'), await api.as('agent93'))).status).toBe(404);
  });

  it('of what is said otherwise when it is judged again, each line bears what was shown', async () => {
    const [one, two] = people(2, 'avant');
    const { body: shown } = await upload([one ?? [], two ?? []], { dryRun: 'true' });
    await run((await upload([one ?? []])).body.processId);
    const form = new FormData();
    for (const [name, value] of Object.entries({ dryRun: 'true', checkId: shown.checkId })) form.set(name, value);
    await api.call('POST', `/partners/${partnerId}/users/import`, { token: claire, raw: form });
    expect((await get(path(shown.checkId))).body.changed).toBe(1);
    const { items } = (await get(path(shown.checkId, '/rows?changed=true'))).body;
    expect(items).toEqual([expect.objectContaining({ row: 2, before: 'accepted', verdict: 'existing' })]);
  });

  it('one list makes its accounts once, also where two ask at the same time, and the same key finds what it began', async () => {
    const { body: shown } = await upload(people(2, 'unefois'), { dryRun: 'true' });
    const start = (key: string) => {
      const form = new FormData();
      form.set('checkId', shown.checkId);
      return api.call('POST', `/partners/${partnerId}/users/import`, {
        token: claire,
        raw: form,
        headers: { 'idempotency-key': key },
      });
    };
    const both = await Promise.all([start('liste-un'), start('liste-deux')]);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 422]);
    const key = both[0]?.status === 202 ? 'liste-un' : 'liste-deux';
    // its answer was lost: the list is used up, and what it began stands
    await api.deps.db.idempotentAnswer.deleteMany({ where: { key } });
    const { processId } = (both.find(({ status }) => status === 202) ?? { body: {} }).body;
    expect(await start(key)).toMatchObject({ status: 202, body: { processId } });
  });

  it('rows of an import are listed with what became of each, for who may follow it', async () => {
    const twice = ['Ana', 'Suites', 'ana.suites@peupliers.example'];
    const { body } = await upload([...people(2, 'suite'), twice, twice]);
    await run(body.processId);
    const rows = async (asked: string) => (await get(`/user-imports/${body.processId}/rows${asked}`)).body;
    const all = await rows('?sort=-row');
    expect([all.total, all.items.map(({ row }: { row: number }) => row)]).toEqual([4, [5, 4, 3, 2]]);
    for (const sort of ['email', '-email', 'state', '-state']) {
      const first = await rows(`?sort=${sort}&limit=3`);
      const last = await rows(`?sort=${sort}&limit=3&cursor=${first.nextCursor}`);
      expect([sort, new Set([...first.items, ...last.items].map(({ row }) => row)).size]).toEqual([sort, 4]);
    }
    expect((await rows('?state=DOUBLON')).items).toEqual([expect.objectContaining({ row: 5, state: 'DOUBLON' })]);
    expect((await rows('?q=SUITES')).total).toBe(2);
    const csv = (await get(`/user-imports/${body.processId}/rows.csv?state=CREE`)).body.trim().split('\r\n');
    expect(csv).toHaveLength(4);
    expect((await get(`/user-imports/${body.processId}/rows`, await api.as('agent75'))).status).toBe(404);
  });
});
