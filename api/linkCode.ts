import { takeTry } from '../adapters/identity/tries.ts';
import { enqueueMails } from '../adapters/store/journal.ts';
import { codeStanding, insertCode } from '../adapters/store/queries/links.ts';
import { DomainError } from '../domain/errors.ts';
import { linkActor, type ResolvedLink } from './link.ts';
import { dossierOf } from './linkActs.ts';
import { journal } from './perform.ts';
import { RetryLater } from './problem.ts';
import type { Call } from './route.ts';

/** Mails a one-time code to the dossier's address (§4.3 « Signature »); returns until when it holds. */
export async function mailCode(call: Call, link: ResolvedLink): Promise<Date> {
  const { deps, at, ip } = call;
  const { id: processId, linkRef, linkVersion: version, caf } = link.process;
  if (link.kind !== 'dossier') throw new DomainError('ETAT_INCOMPATIBLE', "Ce lien n'a rien à signer.");
  const dossier = await dossierOf(call, link);
  if (!dossier.documents.some((document) => document.state === 'A_SIGNER')) {
    throw new DomainError(
      'ETAT_INCOMPATIBLE',
      "Il n'y a rien à signer pour l'instant : complétez d'abord les documents demandés.",
    );
  }
  const wait = await takeTry(deps.db, `code:${linkRef}`, deps.limits.codes, at);
  if (wait > 0)
    throw new RetryLater('TROP_DE_TENTATIVES', 'Trop de codes demandés. Patientez avant d’en demander un autre.', wait);
  const ttlMs = deps.policy.codeTtlMs;
  await deps.db.$transaction(async (tx) => {
    const former = await codeStanding(tx, linkRef);
    const code = await insertCode(tx, { linkRef, version }, at, ttlMs);
    const params = {
      template: 'MAIL-50' as const,
      organisme: dossier.partner.raisonSociale,
      code: { linkRef, version, nonce: code.nonce },
      minutes: Math.max(1, Math.round(ttlMs / 60_000)),
      link: { kind: 'dossier' as const, linkRef, version },
    };
    await enqueueMails(
      tx,
      [{ key: `MAIL-50:${code.id}`, to: link.recipient, toName: dossier.partner.raisonSociale, params }],
      { at, processId, caf },
    );
    await journal(
      tx,
      {
        action: 'link.code',
        entity: 'process',
        entityId: processId,
        label: 'Code de signature demandé par le partenaire',
        before: { code: former },
        after: { code: await codeStanding(tx, linkRef) },
      },
      { at, actor: linkActor(link, ip), processId, caf },
    );
  });
  return new Date(at.getTime() + ttlMs);
}
