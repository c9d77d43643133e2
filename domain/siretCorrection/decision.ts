import { dropTask, ensureTask, note } from '../dossier/desk.ts';
import { fire } from '../dossier/fire.ts';
import type { DeadlineRule, Desk, Standing } from '../dossier/kind.ts';
import type { Dossier } from '../dossier/types.ts';
import { displaySiret } from '../formats/siret.ts';
import { frenchDate, parisDate, shiftOutOfQuietHours } from '../policy/calendar.ts';
import { asksForVerification } from '../tuteur/verdict.ts';
import {
  assertMayBear,
  avenantLost,
  conventionOf,
  currentAvenant,
  enactAvenant,
  sameParty,
  settleRestored,
} from './change.ts';
import { mailDigest } from './mails.ts';
import { proposalFor } from './proposal.ts';
import { wasAnswered } from './question.ts';
import type { SiretCorrectionFacts as Facts } from './types.ts';

const KINDS = ['CORRIGER_SIRET_TUTEUR', 'A_VERIFIER'] as const;

/** The Caf has to decide, from now on; what was decided before is done, or came to nothing. */
export function beginDecision(desk: Desk<Facts>): void {
  const { dossier, at } = desk;
  settleRestored(desk);
  const { correction } = dossier.facts;
  Object.assign(correction, {
    decision: null,
    undoing: null,
    applied: null,
    keptAt: null,
    cafSince: at.toISOString(),
    cafReminders: 0,
    escalatedAt: null,
    told: null,
  } satisfies Partial<typeof correction>);
}

/** A task with both values, the proposed one and its reason (TUT-6, TUT-7); words of values that have changed are not left standing. */
export function askDecision(desk: Desk<Facts>): void {
  const { dossier } = desk;
  const words = decisionWords(dossier);
  const { correction } = dossier.facts;
  if (correction.decision !== null || correction.told === words) return;
  dropDecision(desk);
  correction.told = words;
  ensureTask(desk, verifies(dossier) ? 'A_VERIFIER' : 'CORRIGER_SIRET_TUTEUR', words);
}

export function dropDecision(desk: Desk<Facts>): void {
  for (const kind of KINDS) dropTask(desk, kind);
}

/** Nothing of his is found: no other SIRET is proposed, the Caf looks why (TUT-12). */
function verifies({ tuteur }: Dossier<Facts>): boolean {
  return tuteur?.check != null && asksForVerification(tuteur.check);
}

const KEEPS_T9 = 'Il garde Cdap T9 ; un fichier Tiersi plus récent peut régler la question.';

function decisionWords(dossier: Dossier<Facts>): string {
  const check = dossier.tuteur?.check;
  const mcp = `MCP : ${displaySiret(conventionOf(dossier)?.siret ?? '')}.`;
  if (check == null) return mcp;
  if (check.verdict === 'ABSENT_TIERSI')
    return [
      mcp,
      "Tiersi ne connaît aucun SIRET de ce tuteur : il n'est pas ouvert.",
      KEEPS_T9,
      ...sinceWords(dossier),
    ].join(' ');
  if (check.verdict === 'AUCUN_PROTEGE')
    return [mcp, 'Tiersi le connaît sans aucun protégé : il ne verrait rien.', KEEPS_T9, ...sinceWords(dossier)].join(
      ' ',
    );
  const tiersi = `Tiersi : ${check.sirets.map(({ siret }) => displaySiret(siret)).join(', ')}.`;
  const proposal = proposalFor(check);
  const proposed = proposal === null ? [] : [`Proposé : ${displaySiret(proposal.siret)}. ${proposal.why}`];
  return [mcp, tiersi, ...proposed, ...sinceWords(dossier)].join(' ');
}

/** What has happened since the Caf last decided. */
function sinceWords(dossier: Dossier<Facts>): string[] {
  const { facts } = dossier;
  const { answers, question } = facts.correction;
  if (avenantLost(dossier)) {
    const reason = currentAvenant(dossier)?.reason ?? null;
    return [`L'avenant n'a pas abouti${reason === null ? '' : ` : ${reason}`}.`];
  }
  const answer = answers.at(-1);
  if (answer !== undefined && wasAnswered(facts))
    return [`Le partenaire a répondu le ${frenchDate(new Date(answer.at))} : ${displaySiret(answer.siret)}.`];
  return question !== null && question.closedAt !== null ? ["Le partenaire n'a pas répondu."] : [];
}

/** The Caf confirms: what Tiersi says is written in MCP, at once for the same SIREN, by an avenant to be signed for another (change.ts). */
export function confirm(desk: Desk<Facts>, wanted: string, shown: string): void {
  const siret = assertMayBear(desk, wanted, shown);
  desk.dossier.facts.correction.decision = { what: 'CONFIRM', siret };
  if (sameParty(desk.dossier, siret)) enactAvenant(desk, siret);
}

/** The Caf keeps what MCP says, with a reason: TUT-11 lets it for the same SIREN; another SIREN stays closed to the reopening. */
export function keep(desk: Desk<Facts>, reason: string): void {
  desk.dossier.facts.correction.decision = { what: 'KEEP', reason };
  const [label, rule] = verifies(desk.dossier) ? ['Rien à corriger', 'TUT-12'] : ['SIRET maintenu', 'TUT-11'];
  note(desk, 'siretCorrection.keep', `${label} : ${reason}`, { rule });
}

/** The avenant on its way is given up: the Caf decides anew. */
export function withdrawAvenant(desk: Desk<Facts>, reason: string): void {
  const avenant = currentAvenant(desk.dossier);
  if (avenant !== undefined) fire(desk, avenant, 'withdraw', { as: 'process', reason });
}

/** [P] when the Caf's delay ends. */
export function decisionEnd({ dossier, policy }: Pick<Standing<Facts>, 'dossier' | 'policy'>): Date | null {
  const { cafSince } = dossier.facts.correction;
  return cafSince === null ? null : new Date(new Date(cafSince).getTime() + policy.tutCorrection.endMs);
}

/** Nobody has decided in time: it ends, the tuteur stays as he is, with Cdap T9 (TUT-12). */
export function lapsed(standing: Standing<Facts>): boolean {
  const end = decisionEnd(standing);
  return end !== null && standing.at >= end;
}

/** [P] the Caf is reminded, in one mail a day for all its corrections; then whoever launched the reopening is told; then it ends. */
export const CAF_DEADLINES: DeadlineRule<Facts> = {
  of: (standing) => {
    const { dossier, policy } = standing;
    const { cafSince, cafReminders, escalatedAt } = dossier.facts.correction;
    if (cafSince === null) return [];
    const since = new Date(cafSince).getTime();
    const { remind, escalateMs } = policy.tutCorrection;
    const inOffice = (ms: number) => shiftOutOfQuietHours(new Date(since + ms), ms, null, policy.quietHours);
    const delay = remind[cafReminders];
    const end = decisionEnd(standing);
    return [
      ...(delay === undefined ? [] : [{ at: inOffice(delay), what: 'remindCaf', rule: 'TUT-7' }]),
      ...(escalatedAt === null ? [{ at: inOffice(escalateMs), what: 'escalate', rule: 'TUT-7' }] : []),
      ...(end === null ? [] : [{ at: end, what: 'lapse', rule: 'TUT-7' }]),
    ];
  },
  fall: (desk, due) => {
    const { dossier, at } = desk;
    const { correction } = dossier.facts;
    // the end makes the others needless: the story takes its outcome
    if (due.some(({ what }) => what === 'lapse')) return;
    if (due.some(({ what }) => what === 'remindCaf')) {
      correction.cafReminders += 1;
      mailDigest(desk, 'CAF', parisDate(at));
    }
    if (due.some(({ what }) => what === 'escalate')) {
      correction.escalatedAt = at.toISOString();
      note(desk, 'siretCorrection.late', 'La Caf tarde à décider : le lanceur de la réouverture est prévenu', {
        rule: 'TUT-7',
      });
      mailDigest(desk, 'LANCEUR', parisDate(at));
    }
  },
};
