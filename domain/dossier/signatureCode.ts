import { CHANGED } from '../decision/changes.ts';
import { type DomainError, invalid } from '../errors.ts';
import type { Desk } from './kind.ts';

/**
 * §4.3 « Signature »: the mailed code signs once. It is used in the signature's own transaction, with it or not at all: a signature that is refused, or
 * that fails, leaves the code good; of two at once with one code the second is refused. The act's own line tells the signature, this one what became
 * of the code (S6).
 */
export function useSignatureCode(desk: Desk, code: string | undefined): void {
  if (code === undefined) return;
  desk.signatureCode = code;
  const [before, after] = [null, desk.at].map((usedAt) => ({ code: { id: code, usedAt } }));
  const line = { action: CHANGED, entity: 'process', entityId: desk.dossier.id, label: 'Code de signature utilisé' };
  desk.audit.push({ ...line, before, after });
}

/** The code has signed meanwhile (CODE_REFUSE). */
export function usedMeanwhile(): DomainError {
  return invalid([
    {
      path: 'code',
      code: 'CODE_REFUSE',
      message: 'Ce code vient de servir à une autre signature. Demandez-en un nouveau.',
    },
  ]);
}
