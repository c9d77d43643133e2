import { CLOSING_REASON_WORDS } from '../../domain/account/types.ts';
import { ASKED_WORDS } from '../../domain/userRequest/types.ts';
import { groupName } from '../groups/words.ts';
import type { UserRequestView } from '../kit/views.ts';
import { capital, date } from '../kit/words.ts';
import { personLabels } from '../users/personFields.tsx';

export const requestsPath = (partnerId: string): string => `/partenaires/${encodeURIComponent(partnerId)}/demandes`;
export const requestPath = (id: string): string => `/demandes-utilisateurs/${encodeURIComponent(id)}`;
export const askedWords = (what: UserRequestView['what']): string => capital(ASKED_WORDS[what]);

/** Whom a request is about: the account, or the person to make one for; nobody's name stays with a refused creation. */
export function personWords({ account, person }: UserRequestView): string {
  if (account !== null) return `${account.name} (${account.login})`;
  return person === null ? '–' : `${person.firstName} ${person.lastName}, ${person.email}`;
}

/** What profiles ask of a person (GRP-17). */
const CONDITIONS = [
  ['qualification', 'Diplôme'],
  ['numeroInstructeur', "Numéro d'instructeur"],
  ['codeBailleur', 'Code bailleur'],
  ['titre', 'Titre'],
] as const;

/** What is asked, in words: its page and the task of the Caf say the same. */
export function requestFacts(request: UserRequestView): (readonly [label: string, value: string])[] {
  const groups = (list: UserRequestView['join']) => list.map(groupName).join(', ');
  const { join, leave, replacement, reason, person, closingReason } = request;
  const conditions = person === null ? [] : CONDITIONS.map(([field, label]) => [label, person[field]] as const);
  return [
    ['Demande', askedWords(request.what)],
    ['Personne', personWords(request)],
    ...conditions.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const])),
    ...(request.what === 'close'
      ? ([['Clôture', request.closesOn === null ? 'Dès que possible' : `Le ${date(request.closesOn)}`]] as const)
      : []),
    ...changeFacts(request.changes),
    ...(closingReason === null
      ? []
      : ([['Motif de la clôture', capital(CLOSING_REASON_WORDS[closingReason])]] as const)),
    ...(replacement === null ? [] : ([['Reprend ses groupes', replacement.name]] as const)),
    ...(join.length === 0 ? [] : ([['Ajouter aux groupes', groups(join)]] as const)),
    ...(leave.length === 0 ? [] : ([['Retirer des groupes', groups(leave)]] as const)),
    ...(reason === null ? [] : ([['Pourquoi', reason]] as const)),
  ];
}

/** What is to be corrected, as the account is to say it. */
function changeFacts(changes: UserRequestView['changes']): (readonly [label: string, value: string])[] {
  const labels = personLabels();
  return Object.entries(changes ?? {}).map(([field, value]) => [labels[field] ?? field, changeWords(value)] as const);
}

function changeWords(value: string | boolean | null): string {
  if (typeof value === 'boolean') return value ? 'Oui' : 'Non';
  return value ?? 'À effacer';
}
