import type { AuditDraft } from '../decision/journal.ts';

/** What the journal tells after a restore: of one execution, or (`all`) of the installation. */
const RESTORED = {
  unknown: 'Suivi repris après une restauration',
  endedThere: 'Suivi repris après une restauration : il avait été plus loin',
  stopped: 'Suivi arrêté après une restauration : la base ne le connaît pas en cours',
  all: 'Suivis remis en accord avec la base après une restauration',
} as const;

/** A line of a restore. */
export function restoredLine(what: keyof typeof RESTORED, entityId: string): AuditDraft {
  const entity = what === 'all' ? 'installation' : 'execution';
  return { action: `restore.${what}`, entity, entityId, label: RESTORED[what] };
}

/** What it tells of a release that was taken back: of one execution, or (`back`) of the installation. */
export const RELEASE_LINES = {
  begunAnew: { action: 'release.begunAnew', label: 'Suivi repris sur la version précédente du logiciel' },
  kept: {
    action: 'release.kept',
    label: 'Suivi laissé sur la version retirée du logiciel, seule à connaître son étape',
  },
  back: { action: 'release.back', label: 'Retour à la version précédente du logiciel' },
} as const;

/** What is removed from the public archives, by which visa of whoever controls them, and by whom. */
interface Removal {
  visa: string;
  by: string;
}

/** … the journal up to a rank of its chain (S7). */
export const journalRemoved = (upTo: string, lines: number, { visa, by }: Removal): string =>
  `Journal éliminé jusqu’au rang ${upTo} : ${lines} lignes, visa « ${visa} », par ${by}`;

/** … a document (S7). */
export const documentRemoved = (name: string, { visa, by }: Removal): string =>
  `${name} : document éliminé, visa « ${visa} », par ${by}`;
