import { describe, expect, it } from '@jest/globals';
import { purgeOn } from '../adapters/store/purge.ts';
import { DEFAULT_RETENTION } from '../domain/policy/retention.ts';
import { api, asCaf, asTuteur, decide, deposited, openDemarches } from '../test/demarches.ts';
import { inSpace } from '../test/tuteur.ts';

openDemarches();

const PDF = Buffer.from('%PDF-1.7\nCanarifichier');
const NAME = 'jugement-Canari-Personne.pdf';

async function supply(
  id: string,
  { text = '', file = null as Buffer | null, name = NAME, who = 'ana', key = '' } = {},
) {
  const raw = new FormData();
  raw.append('text', text);
  if (file !== null) raw.append('file', new Blob([new Uint8Array(file)]), name);
  const headers: Record<string, string> = key === '' ? {} : { 'Idempotency-Key': key };
  return api.call('POST', `/tuteur/demarches/${id}/complement`, { token: await inSpace(api, who), raw, headers });
}

async function asked(): Promise<string> {
  const id = await deposited();
  await decide(id, 'ask', { text: 'Le jugement' });
  return id;
}

async function download(
  id: string,
  fileId: string,
  token: string,
): Promise<[status: number, bytes: string, name: string]> {
  const answer = await fetch(`${api.url}/api/v1/tuteur/demarches/${id}/files/${fileId}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer()).toString();
  return [answer.status, bytes, answer.headers.get('content-disposition') ?? ''];
}

const fileOf = async (id: string) => (await asCaf('GET', id)).body.exchanges.at(-1).file;
const kept = (processId: string) => api.deps.db.demarcheWords.count({ where: { processId } });

describe('a file joined to a complement (TUT-14)', () => {
  it('is given with or without words, and read by the tuteur and the Caf in charge alone', async () => {
    const id = await asked();
    expect(await supply(id, { file: PDF })).toMatchObject({ status: 200, body: { state: 'EN_TRAITEMENT' } });
    const file = await fileOf(id);
    expect(file).toMatchObject({ mediaType: 'application/pdf', size: PDF.length });
    const { number } = (await asCaf('GET', id)).body;
    const whole = [200, PDF.toString(), `attachment; filename="complement-${number}.pdf"`];
    expect(await download(id, file.id, await api.as('agent93'))).toEqual(whole);
    expect(await download(id, file.id, await inSpace(api, 'ana'))).toEqual(whole);
    // another Caf, another organisme, somebody whose group does not reach them, another démarche
    for (const token of [await api.as('agent75'), await inSpace(api, 'sofia'), await inSpace(api, 'luc')])
      expect((await download(id, file.id, token))[0]).toBe(404);
    const line = await api.deps.db.tuteurTrace.findFirst({ where: { action: 'DEMARCHE' }, orderBy: { id: 'desc' } });
    expect(line).toMatchObject({ refused: true });
    expect((await download(await asked(), file.id, await api.as('agent93')))[0]).toBe(404);
  });

  it('is a PDF, PNG or JPEG, and one of the two must be there', async () => {
    const id = await asked();
    expect(await supply(id, { file: Buffer.from('MZ not a document') })).toMatchObject({
      ...{ status: 422, body: { errors: [{ path: 'file', code: 'FICHIER_TYPE_REFUSE' }] } },
    });
    expect(await supply(id)).toMatchObject({ status: 422, body: { errors: [{ path: 'text' }] } });
    expect(await supply(id, { text: 'Voici', file: Buffer.alloc(0) })).toMatchObject({ status: 422 });
    expect(await kept(id)).toBe(2);
    // without a file the body may be JSON, as before
    expect(await asTuteur('POST', id, '/complement', { text: 'Le voici' })).toMatchObject({ status: 200 });
    expect(await fileOf(id)).toBe(null);
  });

  it('of an act that is refused nothing is kept; the same key sends it once', async () => {
    const id = await asked();
    for (let turn = 0; turn < 2; turn += 1)
      expect((await supply(id, { text: 'Voici', file: PDF, key: 'une-fois' })).status).toBe(200);
    expect(await kept(id)).toBe(4);
    expect(await supply(id, { text: 'Encore', file: PDF, key: 'deux' })).toMatchObject({ status: 409 });
    expect(await kept(id)).toBe(4);
  });

  it('stands nowhere in clear, its name nowhere at all, and goes with what was declared', async () => {
    const id = await asked();
    await supply(id, { text: 'Voici', file: PDF });
    const { id: fileId } = await fileOf(id);
    const tables = await api.deps.db.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_%'`;
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables)
      for (const said of ['Canarifichier', 'jugement-Canari', PDF.toString('hex')])
        expect([name, said, await countIn(name, said)]).toEqual([name, said, 0]);
    expect(api.log.join('')).not.toContain('jugement-Canari');
    await decide(id, 'accept');
    const over = new Date(api.now.getTime() - DEFAULT_RETENTION.demarches - 1_000);
    await api.deps.db.process.update({ where: { id }, data: { closedAt: over } });
    expect((await download(id, fileId, await api.as('agent93')))[0]).toBe(404);
    await purgeOn(api.deps.db, DEFAULT_RETENTION)('demarches', api.now);
    expect(await kept(id)).toBe(0);
  });
});

async function countIn(table: string, text: string): Promise<number> {
  const [row] = await api.deps.db.$queryRawUnsafe<{ n: bigint }[]>(
    `SELECT count(*) AS n FROM "${table}" t WHERE t::text LIKE $1`,
    `%${text}%`,
  );
  return Number(row?.n ?? 0);
}
