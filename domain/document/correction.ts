import type { Fault } from '../errors.ts';
import type { ContractDocument, DelegationMode, DocumentContent, DocumentKind } from './types.ts';

/** What the Caf may correct in a document before its signature (§4.3 `edit`). */
export interface Correction {
  missions?: string[];
  departments?: string[];
  delegationMode?: DelegationMode;
  roles?: string[];
}

type Field = keyof Correction;

/** Which part of it each kind bears (CONV-3, CONV-4, CONV-5, ESAT-14). */
const FIELDS: Record<DocumentKind, readonly Field[]> = {
  CONVENTION: ['missions', 'departments'],
  CONTRAT: ['delegationMode'],
  BULLETIN: ['roles', 'departments'],
  AVENANT: ['missions'],
  ANNEXE_3: [],
};

/** Whether a document bears this field: an avenant bears missions when it is about them. */
export function bears({ kind, content }: Pick<ContractDocument, 'kind' | 'content'>, field: Field): boolean {
  if (kind === 'AVENANT' && content.avenant?.object !== 'VERIFICATION_MISSION_ESAT') return false;
  return FIELDS[kind].includes(field);
}

/** Everything wrong with a correction, at once; `documents` are those that it is meant for: each field is borne by one of them. */
export function correctionFaults(
  documents: readonly Pick<ContractDocument, 'kind' | 'content'>[],
  correction: Correction,
): Fault[] {
  return fieldsOf(correction).flatMap((field): Fault[] => {
    if (!documents.some((document) => bears(document, field))) return [misplaced(field)];
    if (field !== 'missions' || correction.missions?.length !== 0) return [];
    return [{ path: field, code: 'MISSION_MANQUANTE', message: 'Indiquez au moins une mission.', rule: 'CONV-3' }];
  });
}

/** The content of a document once corrected: an avenant says what the convention is to say (CONV-16). */
export function corrected(
  document: Pick<ContractDocument, 'kind' | 'content'>,
  correction: Correction,
): Partial<DocumentContent> {
  const { avenant } = document.content;
  const borne = Object.fromEntries(
    fieldsOf(correction)
      .filter((field) => bears(document, field))
      .map((field) => [field, correction[field]]),
  );
  if (avenant === undefined || correction.missions === undefined) return borne;
  return { avenant: { ...avenant, after: { ...avenant.after, ...borne } } };
}

function fieldsOf(correction: Correction): Field[] {
  return (Object.keys(correction) as Field[]).filter((field) => correction[field] !== undefined);
}

function misplaced(field: Field): Fault {
  return field === 'delegationMode'
    ? {
        path: field,
        code: 'MODE_HORS_CONTRAT',
        message: 'Le mode de gestion ne figure que dans le contrat de services.',
        rule: 'DEL-4',
      }
    : { path: field, code: 'CHAMP_INCONNU', message: 'Cette information ne figure pas dans ce document.' };
}
