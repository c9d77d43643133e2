import { type Evidence, piece } from '../evidence.ts';

/** What each profile rests on (CDAP-4); of T2 and T10, which rest on the organisme, why this person of it has them [P]. */
export const CDAP_EVIDENCE: readonly Evidence[] = [
  {
    about: 'T1',
    role: 'T1',
    label: "diplôme d'État d'assistant de service social ou de CESF (T1)",
    words: "T1 : diplôme d'État (AS ou CESF)",
    file: true,
    typed: null,
    rule: 'REQ-9',
  },
  {
    ...piece(
      'T2',
      'attestation de fonctions au service qui calcule les participations familiales (T2)',
      'T2 : attestation de fonctions',
    ),
    role: 'T2',
  },
  {
    about: 'T4',
    role: 'T4',
    label: "numéro d'instructeur RSA (T4)",
    words: "T4 : numéro d'instructeur RSA",
    file: false,
    typed: 'numeroInstructeur',
    rule: 'CDAP-4',
  },
  {
    about: 'T9',
    role: 'T9',
    label: 'titre : jugement, désignation, délégation ou nomination (T9)',
    words: 'T9 : titre et sa pièce',
    file: true,
    typed: 'titre',
    rule: 'CDAP-4',
  },
  {
    ...piece('T10', 'bail ou mandat de gestion, avec le code bailleur (T10)', 'T10 : bail ou mandat de gestion'),
    role: 'T10',
  },
];
