import type { Actor } from '../decision/actor.ts';
import { Personal } from '../decision/personal.ts';
import { type DocumentActor, type DocumentEvent, findTransition, type Transition } from '../document/transitions.ts';
import {
  type ClosingMotif,
  type ContractDocument,
  DOCUMENT_STATE_LABELS,
  type DocumentContent,
  isOfPeople,
  waitsForPartner,
} from '../document/types.ts';
import { DomainError, notByYou, notInState } from '../errors.ts';
import { cleanText } from '../formats/text.ts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { CATALOGUE } from '../service/services.ts';
import { alreadyDone } from './alreadyDone.ts';
import { documentLabel } from './documents.ts';
import { guards } from './guards.ts';
import type { Desk } from './kind.ts';

function documentActor(actor: Actor): DocumentActor {
  switch (actor.role) {
    case 'agent':
    case 'cafAdmin':
    case 'process':
      return actor.role;
    // the link is mailed to the dossier's address: its holder is the organisme's representative (RGT-1)
    case 'partner':
      return 'representative';
    case 'administrateur':
      return 'partner';
    default:
      throw notByYou();
  }
}

interface Firing {
  reason?: string;
  /** the process acts in the wake of a person's act */
  as?: 'process';
  /** whether what was shown to the signatory is the document as it is */
  shown?: { unchanged: boolean };
  /** what an edit writes; the journal tells what stood there before (CONV-15) */
  content?: Partial<DocumentContent>;
  siret?: string;
  /** code of a closing's reason */
  motif?: ClosingMotif;
}

/**
 * Carries an event out on one document as the table says (domain.md §4.3).
 * Throws ACTION_NON_PERMISE, ETAT_INCOMPATIBLE, MOTIF_MANQUANT or the code of the guard.
 */
export function fire(desk: Desk, document: ContractDocument, event: DocumentEvent, options: Firing = {}): Transition {
  const actor = options.as ?? documentActor(desk.actor);
  const row = findTransition(event, document.kind, document.state, actor);
  if (row === undefined) throw alreadyDone(event, [document]) ?? refusal(document, event, actor);
  if (row.reason === true && cleanText(options.reason ?? '') === '') {
    throw new DomainError('MOTIF_MANQUANT', 'Indiquez un motif.', {
      faults: [{ path: 'reason', code: 'MOTIF_MANQUANT', message: 'Indiquez un motif.' }],
    });
  }
  const verdict = row.guard === undefined ? 'pass' : guards[row.guard](desk, document, options.shown);
  if (verdict instanceof DomainError && row.otherwise === undefined) throw verdict;

  const { content = {}, siret } = options;
  const told = () => {
    const edited = Object.keys(content).map(
      (key) => [key, document.content[key as keyof DocumentContent] ?? null] as const,
    );
    const [people, others] = [edited.filter(([key]) => isOfPeople(key)), edited.filter(([key]) => !isOfPeople(key))];
    return {
      state: document.state,
      version: document.version,
      ...(siret === undefined ? {} : { siret: document.siret }),
      ...(options.motif === undefined ? {} : { motif: document.motif }),
      ...Object.fromEntries(others),
      ...(people.length === 0 ? {} : { personal: new Personal(desk.dossier.id, Object.fromEntries(people)) }),
    };
  };
  const before = told();
  document.content = { ...document.content, ...content };
  document.siret = siret ?? document.siret;
  document.state = verdict instanceof DomainError && row.otherwise !== undefined ? row.otherwise : row.to;
  document.reason = options.reason ?? document.reason;
  document.motif = options.motif ?? document.motif;
  stamp(desk, document, event);
  desk.audit.push({
    action: `document.${event}`,
    entity: 'document',
    entityId: document.id,
    label: `${documentLabel(document)} : ${EVENT_WORDS[event]}`,
    rule: row.rules[0],
    before,
    after: told(),
  });
  return row;
}

const EVENT_WORDS: Record<DocumentEvent, string> = {
  draft: 'rédaction',
  edit: 'modification',
  send: 'envoi au partenaire',
  complete: 'réponse du partenaire',
  sign: 'signature du partenaire',
  return: 'renvoi',
  decline: 'refus du partenaire',
  withdraw: 'retrait',
  expire: 'abandon faute de réponse',
  countersign: 'contresignature, entrée en vigueur',
  close: 'clôture',
};

function refusal(document: ContractDocument, event: DocumentEvent, actor: DocumentActor): DomainError {
  const someone = (['agent', 'cafAdmin', 'representative', 'process'] as const).some(
    (other) => other !== actor && findTransition(event, document.kind, document.state, other) !== undefined,
  );
  if (someone) return notByYou('ce document');
  return notInState(`« ${documentLabel(document)} »`, DOCUMENT_STATE_LABELS[document.state]);
}

/** What a bulletin says of its service's calendar; nothing where it says what the rule book says (ESAT-8). */
function calendarOf({ kind, service }: ContractDocument, { policy }: Desk): Pick<DocumentContent, 'calendar'> {
  if (kind !== 'BULLETIN' || service === null) return {};
  const said = (by: Pick<Policy, 'esatWindow'>) => CATALOGUE[service].calendar(by);
  const calendar = said(policy);
  return calendar.join() === said(DEFAULT_POLICY).join() ? {} : { calendar };
}

/** Instants and versions that go with an event. */
function stamp(desk: Desk, document: ContractDocument, event: DocumentEvent): void {
  const { at } = desk;
  const waitFromNow = () => {
    document.partnerSince = at;
    document.remindersSent = 0;
  };
  /** §4.3 « Signature »: who agrees, and what falls when, is part of what is signed */
  const sayAsShown = () => {
    const { raisonSociale, address, email, phone } = desk.dossier.partner;
    const { calendar: _, ...content } = document.content;
    document.content = { ...content, ...calendarOf(document, desk), partner: { raisonSociale, address, email, phone } };
  };
  const newVersion = () => {
    document.version += 1;
    for (const signature of document.signatures) signature.voidedAt ??= at;
    document.signedAt = null;
  };
  switch (event) {
    case 'send':
      document.sentAt = at;
      sayAsShown();
      waitFromNow();
      break;
    case 'edit':
      if (document.state !== 'A_SIGNER') break;
      newVersion();
      sayAsShown();
      break;
    case 'complete':
      document.completedAt = at;
      newVersion();
      sayAsShown();
      waitFromNow();
      break;
    case 'return':
      newVersion();
      if (waitsForPartner(document)) waitFromNow();
      else document.partnerSince = null;
      break;
    case 'sign':
      document.signedAt = at;
      document.partnerSince = null;
      break;
    case 'countersign':
      document.activatedAt = at;
      break;
    case 'close':
    case 'decline':
    case 'withdraw':
    case 'expire':
      document.closedAt = at;
      document.partnerSince = null;
      break;
    default:
      break;
  }
}
