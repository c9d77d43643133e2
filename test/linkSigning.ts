import { expect } from '@jest/globals';
import type { TestApi } from './api.ts';

/** What whoever holds a dossier's mailed link does with it, over HTTP. */
export function linkHolder(api: TestApi, processId: string) {
  async function token(): Promise<string> {
    const { db, secrets } = api.deps;
    const { linkRef, linkVersion, linkEmail } = await db.process.findUniqueOrThrow({ where: { id: processId } });
    return secrets.linkToken({ kind: 'dossier', linkRef, version: linkVersion, recipient: linkEmail ?? '' });
  }

  async function act(body: object): Promise<void> {
    const answer = await api.call('POST', `/links/${await token()}`, { body });
    expect([answer.body.errors, answer.status]).toEqual([undefined, 200]);
  }

  /** The code as its mail tells it. */
  async function code(): Promise<string> {
    expect((await api.call('POST', `/links/${await token()}/code`)).status).toBe(202);
    const mail = await api.deps.db.mail.findFirstOrThrow({
      where: { processId, template: 'MAIL-50' },
      orderBy: { createdAt: 'desc' },
    });
    return api.deps.secrets.signatureCode(
      (mail.params as { code: { linkRef: string; version: number; nonce: string } }).code,
    );
  }

  /** Fills every bulletin with what the page proposes. */
  async function completes(): Promise<void> {
    const { documents } = (await api.call('GET', `/links/${await token()}`)).body;
    for (const { id, kind, defaults } of documents) {
      if (kind !== 'BULLETIN') continue;
      const { raisonSociale, siret, roles, departments } = defaults;
      const administrateur = { firstName: 'Claire', lastName: 'Aubert', email: 'claire.aubert@peupliers.example' };
      const signatory = { name: 'Anne Roy', function: 'Directrice' };
      const content = { raisonSociale, siret, roles, departments, administrateur, signatory };
      await act({ action: 'complete', documentId: id, content });
    }
  }

  /** … and signs all that there is to sign. */
  async function signs(): Promise<void> {
    await completes();
    await act({ action: 'sign', name: 'Anne Roy', function: 'Directrice', consent: true, code: await code() });
  }

  return { act, code, completes, signs };
}
