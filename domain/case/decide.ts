import type { Context } from '../dossier/bench.ts';
import { DomainError, invalid } from '../errors.ts';
import { faultsOf } from '../formats/faults.ts';
import { DOUBT } from '../mail/doubt.ts';
import { openPeopleBench } from '../organisation/bench.ts';
import type { PeopleBench } from '../organisation/types.ts';
import type { Policy } from '../policy/policy.ts';
import { toldBySystem } from '../process/acts.ts';
import { noteCase } from './bench.ts';
import type { Case, CaseBench, CaseDecision, CaseKind, CaseProjection } from './types.ts';

type Step = { type: 'open' } | { type: 'tick' };
export type CaseContext = Context & Pick<PeopleBench, 'newLogin'>;

/**
 * Carries an act or a step out on a case. Pure: same case, act and context, same decision. Throws a DomainError (nothing is changed) when
 * the table or a field refuses it.
 */
export function decideCase<F, A extends { type: string }>(
  kind: CaseKind<F, A>,
  before: Case<F>,
  act: unknown,
  step: Step | null,
  context: CaseContext,
): CaseDecision<F> {
  const people = openPeopleBench(before.organisation, context);
  const { organisation: _, ...own } = before;
  const bench: CaseBench<F> = {
    ...context,
    case: { ...structuredClone(own), organisation: people.organisation },
    people,
    mails: people.mails,
    audit: people.audit,
  };
  const { type } = (step ?? act) as { type: string };
  if (!before.ended) {
    if (type === 'mailRefused') mailRefused(bench);
    else if (type === 'mailDoubted') mailDoubted(bench);
    else if (step === null) kind.carryOut(bench, actOf(kind, act));
    else {
      if (step.type === 'open' && !before.opened) {
        bench.case.opened = true;
        kind.open(bench);
      }
      for (const due of kind.deadlines(bench.case, context.policy).filter(({ at }) => at <= context.at))
        kind.onDeadline(bench, due);
    }
    kind.settle(bench);
    endIfFinal(bench, kind);
  } else if (type === 'mailRefused') mailRefused(bench);
  else if (!toldBySystem({ type })) throw new DomainError('DOSSIER_TERMINE', 'Ce dossier est terminé.');
  const { organisation, mails, audit, secrets, starts, signedOut } = people;
  return {
    case: { ...bench.case, organisation },
    people: { organisation, mails: [], audit: [], secrets, starts, signedOut, result: before.id },
    mails,
    audit,
  };
}

/** What the kind knows to do; anything else is refused in words, not by a failure that would be tried again for ever. */
function actOf<F, A extends { type: string }>(kind: CaseKind<F, A>, act: unknown): A {
  const { type } = act as { type: string };
  const parsed = kind.acts.safeParse(act);
  if (parsed.success) return parsed.data;
  if (parsed.error.issues.some((issue) => issue.path[0] === 'type'))
    throw new DomainError('ETAT_INCOMPATIBLE', `Cette action (${type}) n'existe pas pour ce dossier.`);
  throw invalid(faultsOf(parsed.error, act));
}

/** R2: an address that is refused is an incident an operator and the Caf see, also after the end; the case itself goes on. */
function mailRefused<F>(bench: CaseBench<F>): void {
  bench.case.incident = 'ENVOI_ECHOUE';
  noteCase(bench, 'mail.refused', 'Un courriel a été refusé définitivement par la messagerie du destinataire');
}

/** R2: a mail that was cut off twice, told the same way: who retries the case sends it again. */
function mailDoubted<F>(bench: CaseBench<F>): void {
  bench.case.incident ??= DOUBT;
  noteCase(bench, 'mail.doubted', "L'envoi d'un courriel a été coupé deux fois : il a pu arriver");
}

/** In a final state nothing waits for anybody any more. */
function endIfFinal<F, A extends { type: string }>(bench: CaseBench<F>, kind: CaseKind<F, A>): void {
  if (!kind.finals.includes(bench.case.state)) return;
  bench.case.ended = true;
  for (const task of bench.case.tasks.filter((one) => one.state === 'OUVERTE'))
    Object.assign(task, { state: 'ANNULEE', completedAt: bench.at });
}

/** The projection that pages, lists and the process itself read. */
export function projectCase<F, A extends { type: string }>(
  kind: CaseKind<F, A>,
  one: Case<F>,
  policy: Policy,
): CaseProjection {
  if (one.ended) return { state: one.state, waitingFor: null, nextActionAt: null, dueAt: null, ended: true };
  const waitingFor = kind.waiting(one, policy);
  const [next] = kind.deadlines(one, policy).sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    state: one.state,
    waitingFor,
    nextActionAt: next?.at ?? null,
    dueAt: waitingFor.who === 'SYSTEME' ? null : waitingFor.until,
    ended: false,
  };
}
