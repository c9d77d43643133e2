import { tuteur } from '../../domain/service/tuteur/service.ts';

export const LIST = tuteur.entrance.path;
export const ENTRANCE = '/tuteur';
export const OWN_TRACE = '/tuteur/trace';
export const MISSING = '/tuteur/protege-manquant';
/** those of every protégé of one's own (web/demarches) */
export const DEMARCHES = '/tuteur/demarches';
/** the Caf's pages */
export const CAF_TRACE = '/tuteurs/trace';
/** of the Cnaf: the file of protégés, and its columns as a file */
export const IMPORT = '/tuteurs/proteges';
export const protegeCheckPath = (checkId: string): string => `${IMPORT}/verifications/${encodeURIComponent(checkId)}`;
export const TEMPLATE = '/api/v1/tuteur/proteges/import/template';
export const CAF_MISSING = '/tuteurs/signalements';

export const sheetPath = (reference: string): string => `${LIST}/${encodeURIComponent(reference)}`;

/** The form of a démarche for a protégé. */
export const demarchePath = (reference: string, code: string): string =>
  `${sheetPath(reference)}/demarches/${encodeURIComponent(code)}`;
