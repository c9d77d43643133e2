/** The form of a démarche for a protégé, and their sheet. */
export { DEMARCHES as LIST, demarchePath as formPath, sheetPath } from '../proteges/paths.ts';

export const demarchePath = (id: string): string => `/tuteur/demarches/${encodeURIComponent(id)}`;
export const receiptPath = (id: string): string => `/api/v1/tuteur/demarches/${encodeURIComponent(id)}/receipt`;
/** A file that was joined to it. */
export const filePath = (id: string, fileId: string): string =>
  `/api/v1/tuteur/demarches/${encodeURIComponent(id)}/files/${encodeURIComponent(fileId)}`;
