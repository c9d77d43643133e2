import type { DocumentEvent } from '../document/transitions.ts';
import type { ContractDocument, Signature } from '../document/types.ts';
import { DomainError } from '../errors.ts';
import { frenchInstant } from '../policy/calendar.ts';
import { taskOver } from '../task/completion.ts';
import type { DossierAct } from './acts.ts';
import type { Dossier } from './types.ts';

/**
 * Done is not dead (U9): whoever asks for what was done already, in another tab, by an old link or a moment after a colleague, reads what
 * was done, when and by whom. Null where these documents tell nothing of the kind.
 */
export function alreadyDone(event: DocumentEvent, documents: readonly ContractDocument[]): DomainError | null {
  if (documents.length === 0) return null;
  switch (event) {
    case 'sign':
      return signedBy(documents, 'PARTENAIRE', 'DEJA_SIGNE', 'signé');
    case 'countersign':
      return signedBy(documents, 'CAF', 'DEJA_CONTRESIGNE', 'contresigné');
    case 'complete': {
      const at = documents.some(toComplete) ? null : newest(documents.map((one) => one.completedAt));
      return at === null
        ? null
        : new DomainError(
            'DEJA_FAIT',
            `${subject(documents, 'complété')} le ${frenchInstant(at)} par votre organisme.`,
          );
    }
    case 'decline': {
      const at = documents.every(({ state }) => state === 'REJETE')
        ? newest(documents.map((one) => one.closedAt))
        : null;
      return at === null
        ? null
        : new DomainError('DEJA_REFUSE', `${subject(documents, 'refusé')} le ${frenchInstant(at)} par le partenaire.`);
    }
    case 'withdraw': {
      const at = documents.every(({ state }) => state === 'ABANDONNE')
        ? newest(documents.map((one) => one.closedAt))
        : null;
      const why = documents.at(-1)?.reason ?? null;
      return at === null
        ? null
        : new DomainError('DEJA_FAIT', `${subject(documents, 'retiré')} le ${frenchInstant(at)}${endWords(why)}.`);
    }
    case 'close': {
      const at = documents.every(({ state }) => state === 'CLOS') ? newest(documents.map((one) => one.closedAt)) : null;
      return at === null
        ? null
        : new DomainError('DEJA_CLOS', `${subject(documents, 'clos')} le ${frenchInstant(at)}.`);
    }
    default:
      return null;
  }
}

/** What an act on a dossier that has ended is told: what was done of it, else how the dossier ended. */
export function refusalOfEnded(dossier: Dossier, act: { type: string }): DomainError {
  return (
    doneBefore(dossier, act as DossierAct) ??
    new DomainError('DOSSIER_TERMINE', `Ce dossier est terminé${endWords(dossier.facts.endReason)}.`)
  );
}

/** An act that was carried out already, by whoever was first. */
export function doneBefore(dossier: Dossier, act: DossierAct): DomainError | null {
  const among = (ids: readonly string[]) => dossier.documents.filter(({ id }) => ids.includes(id));
  switch (act.type) {
    case 'sign':
      return alreadyDone('sign', among(act.documents.map(({ id }) => id)));
    case 'decline':
    case 'countersign':
      return alreadyDone(act.type, among(act.documentIds));
    case 'withdrawDocuments':
      return alreadyDone('withdraw', among(act.documentIds));
    case 'complete':
      return alreadyDone('complete', among([act.documentId]));
    case 'close':
      return alreadyDone('close', among([act.documentId]));
    case 'completeTask': {
      const task = dossier.tasks.find(({ id }) => id === act.taskId);
      if (task === undefined || task.state === 'OUVERTE') return null;
      const signed = dossier.documents.filter(({ signatures }) => signatures.some(({ voidedAt }) => voidedAt === null));
      const countersigned = task.kind === 'CONTRESIGNER' && task.outcome === 'countersign';
      return (countersigned ? alreadyDone('countersign', signed) : null) ?? taskOver(task, null);
    }
    default:
      return null;
  }
}

const toComplete = ({ state }: ContractDocument): boolean => state === 'A_COMPLETER' || state === 'A_CORRIGER';

const endWords = (reason: string | null): string => (reason === null ? '' : ` : ${reason.replace(/\.$/, '')}`);

function signedBy(
  documents: readonly ContractDocument[],
  party: Signature['party'],
  code: 'DEJA_SIGNE' | 'DEJA_CONTRESIGNE',
  done: string,
): DomainError | null {
  const signatures = documents.map(({ signatures: all }) =>
    all.findLast((one) => one.party === party && one.voidedAt === null),
  );
  const last = signatures.findLast((one) => one !== undefined);
  if (last === undefined || signatures.includes(undefined)) return null;
  return new DomainError(code, `${subject(documents, done)} le ${frenchInstant(last.at)} par ${last.name}.`);
}

function subject(documents: readonly ContractDocument[], done: string): string {
  return documents.length === 1
    ? `Ce document a déjà été ${done}`
    : `Ces documents ont déjà été ${done}${done.endsWith('s') ? '' : 's'}`;
}

function newest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce((last, one) => (last === null || (one !== null && one > last) ? one : last), null);
}
