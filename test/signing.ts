import { signedHash } from '../adapters/files/signedHash.ts';
import { newId } from '../adapters/store/ids.ts';
import type { ApiDeps } from '../api/deps.ts';
import type { DossierAct } from '../domain/dossier/acts.ts';
import type { Answer, TestApi } from './api.ts';
import { PARTNER } from './builders/dossier.ts';

/** The representative fills every bulletin of a conventionnement, with these roles where named, and signs all its documents in one act. */
export async function partnerSigns(
  { db, commands }: Pick<ApiDeps, 'db' | 'commands'>,
  processId: string,
  roles: Readonly<Record<string, string[]>> = {},
): Promise<void> {
  const send = async (act: DossierAct) => {
    const told = { processId, type: 'conventionnement' as const, act, actor: PARTNER, key: newId(), bodyHash: '' };
    const outcome = await commands.send(told);
    if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
  };
  const bulletins = await db.document.findMany({ where: { processId, kind: 'BULLETIN' } });
  for (const { id, siret, service, content } of bulletins)
    await send({
      type: 'complete',
      documentId: id,
      content: {
        raisonSociale: 'ESAT Les Peupliers',
        siret,
        roles: roles[service ?? ''] ?? (content as { roles: string[] }).roles,
        departments: (content as { departments?: string[] }).departments ?? ['93'],
        administrateur: { firstName: 'Claire', lastName: 'Aubert', email: 'claire.aubert@peupliers.example' },
        signatory: { name: 'Anne Roy', function: 'Directrice' },
      },
    });
  const documents = await db.document.findMany({ where: { processId, state: 'A_SIGNER' } });
  const shown = documents.map((one) => ({ id: one.id, version: one.version, hash: signedHash(one) }));
  await send({ type: 'sign', documents: shown, name: 'Anne Roy', function: 'Directrice' });
}

/** The agent countersigns everything by the task. */
export async function cafCountersigns(api: TestApi, processId: string): Promise<Answer> {
  const task = await api.deps.db.task.findFirstOrThrow({
    where: { processId, kind: 'CONTRESIGNER', state: 'OUVERTE' },
  });
  const token = await api.as('agent93');
  return api.call('POST', `/tasks/${task.id}/complete`, { token, body: { outcome: 'countersign' } });
}
