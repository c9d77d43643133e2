import type { Actor } from '../decision/actor.ts';
import { tellChanges } from '../decision/changes.ts';
import type { AuditDraft } from '../decision/journal.ts';
import { DomainError } from '../errors.ts';
import { PROCESSES } from '../process/processes.ts';
import { processId } from '../process/types.ts';
import { countLines, type TiersiRow } from '../tuteur/tiersiFile.ts';
import { reopeningChanges } from './changes.ts';
import { fireReopening, takes } from './transitions.ts';
import type { Reopening, ReopeningFacts } from './types.ts';

/** One at a time nationally (domain.md §5): every reopening has this business key. */
export const REOPENING_KEY = 'national';

/** A reopening that was begun, as far as another asks. */
export interface Begun {
  id: string;
  closedAt: Date | null;
  facts: Partial<Pick<ReopeningFacts, 'closeDue'>>;
}

/**
 * A checked file becomes a reopening: the service is closed first, where it is not yet (`FERME`). `before`: all that were ever begun; throws
 * PROCESSUS_EN_COURS with the one that runs, and one that has ended with its closing still to complete is running. Pure.
 */
export function startReopening(
  { opensOn, rows, before }: { opensOn: string; rows: readonly TiersiRow[]; before: readonly Begun[] },
  { at, actor }: { at: Date; actor: Actor },
): { reopening: Reopening; turn: number; label: string; audit: AuditDraft[] } {
  const running = before.find(({ closedAt, facts }) => closedAt === null || Boolean(facts.closeDue));
  if (running !== undefined) {
    const message = 'Une réouverture de l’Espace Tuteur est déjà en cours : une seule à la fois.';
    const faults = [{ path: 'processId', code: 'PROCESSUS_EN_COURS' as const, message: running.id }];
    throw new DomainError('PROCESSUS_EN_COURS', message, { faults });
  }
  const turn = before.length + 1;
  const id = processId('tuteurReopening', REOPENING_KEY, turn);
  const facts: ReopeningFacts = {
    opensOn,
    ...{ file: 1, fileAt: at.toISOString(), lines: countLines(rows), impactReadAt: null, correctionsOf: 0 },
    ...{ waves: [], waveDue: false, held: null, closing: null, closeDue: null, watchedAt: null },
  };
  const label = `Réouverture de l’Espace Tuteur lancée : ${rows.length} lignes de Tiersi`;
  const reopening: Reopening = { id, state: 'FERME', facts, createdBy: actor.id, incident: null, ended: false };
  const line = { action: 'tuteurReopening.start', entity: 'tuteurReopening', entityId: id, label, rule: 'TUT-7' };
  return {
    ...{ reopening, turn },
    label: PROCESSES.tuteurReopening.label,
    audit: tellChanges([line], reopeningChanges(null, reopening)),
  };
}

/**
 * A newer file replaces the former: corrections that were made stand, the impact report is to be read again, and what would open waits for that.
 * Throws ETAT_INCOMPATIBLE once the reopening has ended, and ACTION_NON_PERMISE.
 */
export function replaceFile(
  before: Reopening,
  rows: readonly TiersiRow[],
  { at, actor }: { at: Date; actor: Actor },
): { reopening: Reopening; audit: AuditDraft[] } {
  const reopening = structuredClone(before);
  fireReopening(reopening, 'checkedAgain', actor);
  const { facts } = reopening;
  Object.assign(facts, { file: facts.file + 1, fileAt: at.toISOString(), lines: countLines(rows) });
  Object.assign(facts, { impactReadAt: null, waveDue: false, held: null });
  const label = `Fichier de Tiersi remplacé (n° ${facts.file}) : ${rows.length} lignes`;
  const line = { action: 'tuteurReopening.file', entity: 'tuteurReopening', entityId: reopening.id, label };
  return { reopening, audit: tellChanges([{ ...line, rule: 'TUT-7' }], reopeningChanges(before, reopening)) };
}

/**
 * A newer file of protégés: what each search shows is another thing now, so the impact report is to be read again, and what would open waits for that
 * (TUT-3). Null: it concerns this reopening no more.
 */
export function readAgain(
  before: Reopening,
  { actor }: { actor: Actor },
): { reopening: Reopening; audit: AuditDraft[] } | null {
  if (before.ended || !takes(before.state, 'checkedAgain')) return null;
  const reopening = structuredClone(before);
  fireReopening(reopening, 'checkedAgain', actor);
  Object.assign(reopening.facts, { impactReadAt: null, waveDue: false, held: null });
  const label = 'Fichier des protégés remplacé : le rapport d’impact est à relire';
  const line = { action: 'tuteurReopening.proteges', entity: 'tuteurReopening', entityId: reopening.id, label };
  return { reopening, audit: tellChanges([{ ...line, rule: 'TUT-12' }], reopeningChanges(before, reopening)) };
}
