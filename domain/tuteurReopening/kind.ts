import type { WaitingFor } from '../decision/waiting.ts';
import { DomainError } from '../errors.ts';
import { mailLabel } from '../mail/registry.ts';
import { afterDoubt, REFUSED } from '../mail/trouble.ts';
import { frenchDate, startOfParisDate } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { isOpenNationally, nationalStateAt } from '../service/national.ts';
import { EXCLUSIVE } from '../service/tuteur/pair.ts';
import { type ReopeningActOf, type ReopeningToDo, reopeningActSchema } from './acts.ts';
import { countOf, waitingToOpen } from './figures.ts';
import { gatesOf, heldRefusal } from './gates.ts';
import { tellClosing, tellHeld, tellRefusedMail } from './telling.ts';
import {
  fireReopening,
  REOPENING_STATE_LABELS,
  REOPENING_TRANSITIONS,
  type ReopeningState,
  takes,
} from './transitions.ts';
import type { Reopening, ReopeningDesk, ReopeningGround } from './types.ts';
import { mustStop, nextCafs, nextWaveAt } from './waves.ts';

/**
 * The reopening of the Espace Tuteur (domain.md §5), told once: what the Cnaf may ask of it, what it does by itself, its gates, its waves, and
 * whom it waits for. Its process starts the corrections and opens the waves (workflows/tuteurReopening).
 */
export const reopeningKind = {
  type: 'tuteurReopening',
  labels: REOPENING_STATE_LABELS,
  transitions: REOPENING_TRANSITIONS,
  acts: reopeningActSchema,

  carryOut(desk: ReopeningDesk, act: ReopeningToDo): void {
    if (act.type === 'readImpact') readImpact(desk);
    else if (act.type === 'searchBy') searchBy(desk, act);
    else if (act.type === 'openNow') askToOpen(desk);
    else if (act.type === 'suspend') suspend(desk, act.reason, []);
    else if (act.type === 'resume') resume(desk, act);
    else if (act.type === 'finish') end(desk, 'finish', 'Réouverture terminée : le service reste ouvert');
    else if (act.type === 'cancel') end(desk, 'cancel', `Réouverture abandonnée : ${act.reason}`);
    else if (act.type === 'mailRefused' || act.type === 'mailDoubted') mailTrouble(desk, act);
    if (desk.reopening.ended) return;
    stopWhereSignalled(desk);
    settle(desk);
    if (act.type === 'tick') whatIsDue(desk);
  },

  /** The next instant at which it does something by itself: its date, a gate asked again, the next wave; while it is open it looks at the signals. */
  nextActionAt(reopening: Reopening, ground: ReopeningGround, policy: Policy): Date | null {
    const { state, facts, ended } = reopening;
    if (facts.waveDue || ended) return null;
    const opens = opensAt(reopening, ground, policy);
    if (state !== 'OUVERT_V2' || facts.watchedAt === null) return opens;
    const watch = Date.parse(facts.watchedAt) + policy.tuteurWatchMs;
    return new Date(Math.min(opens?.getTime() ?? watch, watch));
  },

  /** Of a reopening that has not ended. */
  waiting(reopening: Reopening, ground: ReopeningGround, policy: Policy): WaitingFor {
    const until = reopeningKind.nextActionAt(reopening, ground, policy);
    return { ...waitingWords(reopening, ground, policy), until };
  },

  /** Opens the wave that is due, where the gates still hold (TUT-5, TUT-9): the Cafs whose tuteurs open now. */
  openWave(desk: ReopeningDesk): string[] {
    const { reopening, ground, policy, at } = desk;
    const { facts } = reopening;
    if (!facts.waveDue || facts.closeDue || reopening.ended) return [];
    facts.waveDue = false;
    if (heldRefusal(gatesOf(reopening, ground, policy)) !== null) {
      hold(desk);
      return [];
    }
    const cafs = nextCafs(facts, ground.cells, policy);
    if (reopening.state === 'PRET') fireReopening(reopening, 'opened', desk.actor);
    const waiting = waitingToOpen(ground.cells);
    const tuteurs = cafs.reduce((sum, caf) => sum + (waiting.get(caf) ?? 0), 0);
    facts.held = null;
    facts.watchedAt = at.toISOString();
    facts.waves.push({ number: facts.waves.length + 1, at: at.toISOString(), cafs, tuteurs });
    const label = `Espace Tuteur rouvert, vague ${facts.waves.length} : ${tuteurs} tuteur${tuteurs > 1 ? 's' : ''}`;
    setNationalRow(
      desk,
      { state: 'OUVERT', opensOn: null, until: null, reason: 'Réouverture nationale', since: at },
      label,
    );
    note(desk, 'wave', label, 'TUT-9');
    return cafs;
  },
} as const;

/** When it opens, or asks its gates again. */
function opensAt({ state, facts }: Reopening, ground: ReopeningGround, policy: Policy): Date | null {
  const begins =
    state === 'OUVERT_V2'
      ? nextWaveAt(facts, ground.cells, policy)
      : takes(state, 'openNow')
        ? startOfParisDate(facts.opensOn)
        : null;
  if (begins === null || facts.held === null) return begins;
  return new Date(Math.max(begins.getTime(), Date.parse(facts.held.askAgainAt)));
}

function note({ audit, reopening }: ReopeningDesk, action: string, label: string, rule?: string): void {
  const line = { action: `tuteurReopening.${action}`, entity: 'tuteurReopening', entityId: reopening.id, label };
  audit.push(rule === undefined ? line : { ...line, rule });
}

type Row = NonNullable<ReopeningDesk['national']>['next'];

function setNationalRow(desk: ReopeningDesk, change: Partial<Row>, label: string): void {
  const { ground, reopening, at } = desk;
  const { service: _, ...stands } = ground.national ?? {
    ...{ service: EXCLUSIVE.space, state: 'OUVERT' as const, reason: '', since: at },
    ...{ until: null, opensOn: null, searchBy: 'SIRET' as const, processId: null },
  };
  const next: Row = { ...stands, ...change, processId: reopening.id };
  ground.national = { service: EXCLUSIVE.space, ...next };
  desk.national = { next, label, rule: next.state === 'OUVERT' ? 'TUT-9' : 'TUT-4' };
}

/** What follows by itself once it holds (domain.md §5, « Exit condition »). */
function settle(desk: ReopeningDesk): void {
  const { reopening, ground, at, actor, policy } = desk;
  const { facts } = reopening;
  if (reopening.state === 'FERME' && !isOpenNationally(ground.national, at)) {
    fireReopening(reopening, 'closed', actor);
    plan(desk);
  }
  if (reopening.state === 'CONTROLE_SIRET' && facts.correctionsOf === facts.file) {
    fireReopening(reopening, 'controlled', actor);
    note(
      desk,
      'controlled',
      'Contrôle des SIRET fait : chaque tuteur a son verdict, chaque correction est lancée',
      'TUT-7',
    );
  }
  const bySiren = ground.national?.searchBy === 'SIREN';
  if (reopening.state === 'EVOLUTION_SIREN' && bySiren) fireReopening(reopening, 'delivered', actor);
  if (reopening.state === 'PRET' && !bySiren) {
    fireReopening(reopening, 'withdrawn', actor);
    facts.waveDue = false;
  }
  if (reopening.state !== 'PRET' || at < startOfParisDate(facts.opensOn)) return;
  if (heldRefusal(gatesOf(reopening, ground, policy)) === null) facts.waveDue = true;
}

/** TUT-10: people see that it is planned, and for when. */
function plan(desk: ReopeningDesk): void {
  const { opensOn } = desk.reopening.facts;
  const label = `Réouverture de l’Espace Tuteur prévue le ${frenchDate(startOfParisDate(opensOn))}`;
  setNationalRow(desk, { state: 'REOUVERTURE_PREVUE', opensOn, until: null }, label);
  note(desk, 'planned', label, 'TUT-10');
}

/** The instant has come: a wave opens, or who must decide on what is told, and it is asked again. */
function whatIsDue(desk: ReopeningDesk): void {
  const { reopening, ground, policy, at } = desk;
  const { facts } = reopening;
  facts.watchedAt = at.toISOString();
  const due = opensAt(reopening, ground, policy);
  if (due === null || at < due || facts.waveDue) return;
  const held = heldRefusal(gatesOf(reopening, ground, policy)) !== null;
  if (!held && reopening.state === 'OUVERT_V2') facts.waveDue = true;
  else hold(desk, held);
}

function hold(desk: ReopeningDesk, tell = true): void {
  const { reopening, ground, policy, at } = desk;
  const { facts } = reopening;
  const askAgainAt = new Date(at.getTime() + policy.tuteurAskAgainMs).toISOString();
  facts.held = { times: (facts.held?.times ?? 0) + 1, askAgainAt };
  if (!tell) return;
  const gates = gatesOf(reopening, ground, policy);
  desk.mails.push(...tellHeld(desk, gates));
  note(desk, 'held', heldRefusal(gates)?.message ?? 'La réouverture attend', 'TUT-12');
}

function readImpact(desk: ReopeningDesk): void {
  fireReopening(desk.reopening, 'readImpact', desk.actor);
  desk.reopening.facts.impactReadAt = desk.at.toISOString();
  note(desk, 'impactRead', 'Lecture du rapport d’impact confirmée');
}

/** TUT-9: the release is delivered, or taken back. */
function searchBy(desk: ReopeningDesk, { key }: ReopeningActOf<'searchBy'>): void {
  fireReopening(desk.reopening, 'searchBy', desk.actor);
  setNationalRow(desk, { searchBy: key }, `Recherche des protégés par ${key}`);
  note(desk, 'searchBy', `Recherche des protégés par ${key} mise en service`, 'TUT-9');
}

/** Somebody asks for the next opening now. Throws AVANT_DATE before the date (TUT-10), and CONDITIONS_NON_REUNIES with every gate that is held. */
function askToOpen(desk: ReopeningDesk): void {
  const { reopening, ground, policy, at } = desk;
  const { facts } = reopening;
  fireReopening(reopening, 'openNow', desk.actor);
  const opens = startOfParisDate(facts.opensOn);
  if (at < opens)
    throw new DomainError('AVANT_DATE', `L’Espace Tuteur ne rouvre pas avant le ${frenchDate(opens)}.`, {
      rule: 'TUT-10',
    });
  const refusal = heldRefusal(gatesOf(reopening, ground, policy));
  if (refusal !== null) throw refusal;
  if (reopening.state === 'OUVERT_V2' && waitingToOpen(ground.cells).size > 0) facts.waveDue = true;
}

/** TUT-4: closed for all at once, Cdap T9 in its place, and everyone is told why. */
function suspend(desk: ReopeningDesk, reason: string, signalledBy: readonly string[]): void {
  const { reopening, ground, at, actor } = desk;
  fireReopening(reopening, 'suspend', actor);
  const { state, facts } = reopening;
  const closing = { at: at.toISOString(), reason, signalledBy: [...signalledBy] };
  desk.mails.push(...tellClosing(desk, closing));
  const label = `Espace Tuteur fermé pour tous, Cdap T9 à la place : ${reason}`;
  const since = isOpenNationally(ground.national, at) ? at : (ground.national?.since ?? at);
  setNationalRow(desk, { state: 'FERME_REPLI', reason, since, opensOn: null, until: null }, label);
  note(desk, 'closed', label, 'TUT-4');
  // one row closes it for everyone at once, however many they are; what was open to each follows, by its process
  Object.assign(facts, { closing, closeDue: { at: closing.at, reason }, waveDue: false, held: null });
  // closed before the control, it goes on to it; closed from anywhere else, somebody plans again
  if (state !== 'FERME') reopening.state = 'ROLLBACK';
}

/** `POLICY_TUT_STOP`: too many of those who are open miss a protégé. */
function stopWhereSignalled(desk: ReopeningDesk): void {
  const { reopening, ground, policy } = desk;
  const open = countOf(ground.cells, (cell) => cell.open);
  const { length } = ground.signalledBy;
  if (reopening.state !== 'OUVERT_V2' || !mustStop(length, open, policy)) return;
  const reason = `Arrêt automatique : ${length} tuteurs sur ${open} ont signalé un protégé manquant.`;
  suspend(desk, reason, ground.signalledBy);
}

function resume(desk: ReopeningDesk, { opensOn }: ReopeningActOf<'resume'>): void {
  const { reopening } = desk;
  fireReopening(reopening, 'resume', desk.actor);
  // after an incident what each search shows is looked at again
  Object.assign(reopening.facts, { opensOn, waves: [], waveDue: false, held: null, closing: null, impactReadAt: null });
  plan(desk);
}

/** It ends, and the service stays as it is: open, or closed with Cdap T9 in its place. */
function end(desk: ReopeningDesk, event: 'finish' | 'cancel', label: string): void {
  const { reopening, ground, at } = desk;
  fireReopening(reopening, event, desk.actor);
  if (nationalStateAt(ground.national, at) === 'REOUVERTURE_PREVUE')
    setNationalRow(desk, { state: 'FERME_REPLI', opensOn: null }, label);
  reopening.facts.waveDue = false;
  reopening.ended = true;
  note(desk, event, label);
}

/** R2: an incident that the operators see, also after the end, and told to who reaches the recipient otherwise; the reopening waits for no mail. */
function mailTrouble(desk: ReopeningDesk, act: Extract<ReopeningToDo, { template: string }>): void {
  const { reopening } = desk;
  const { type, template } = act;
  const refused = type === 'mailRefused';
  reopening.incident = refused ? REFUSED : afterDoubt(reopening.incident);
  note(desk, 'mail', `Courriel « ${mailLabel(template)} » ${refused ? 'refusé définitivement' : 'coupé deux fois'}`);
  if (refused) desk.mails.push(...tellRefusedMail(desk, act));
}

function waitingWords(reopening: Reopening, ground: ReopeningGround, policy: Policy): Omit<WaitingFor, 'until'> {
  const { state, facts } = reopening;
  const held = heldRefusal(gatesOf(reopening, ground, policy));
  const then = `Le ${frenchDate(startOfParisDate(facts.opensOn))}, le service rouvre si les conditions sont réunies.`;
  const words: Partial<Record<ReopeningState, Omit<WaitingFor, 'until'>>> = {
    FERME: { who: 'CAF', what: 'la fermeture du service par la Cnaf', then: 'Le contrôle des SIRET commence.' },
    CONTROLE_SIRET: { who: 'SYSTEME', what: 'le lancement des corrections de SIRET', then },
    EVOLUTION_SIREN: { who: 'CAF', what: 'la mise en service de la recherche par SIREN par la Cnaf', then },
    ROLLBACK: { who: 'CAF', what: 'une nouvelle date de la Cnaf', then: 'La réouverture est préparée de nouveau.' },
    OUVERT_V2: {
      who: 'SYSTEME',
      what: waitingToOpen(ground.cells).size > 0 ? 'la vague suivante' : 'les signalements des tuteurs',
      then: 'Trop de protégés manquants refermeraient le service, avec Cdap T9 à la place.',
    },
  };
  const planned: Omit<WaitingFor, 'until'> =
    held === null
      ? { who: 'SYSTEME', what: 'la date de réouverture', then }
      : { who: 'CAF', what: 'que les conditions de la réouverture soient réunies', then: held.message };
  return words[state] ?? planned;
}
