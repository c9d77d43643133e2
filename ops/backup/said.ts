import type { Reconciled } from '../../adapters/temporal/reconcile.ts';

/** What an operator reads of it. */
export function reconciledSaid({ both, unknown, endedThere, stopped, doubted, missed }: Reconciled): string[] {
  return [
    `${both} processes that both knew began anew from the facts, wherever Temporal had been with them.`,
    `${unknown} that Temporal did not know were started again; ${endedThere} that it had ended were begun again where the facts have them.`,
    `${stopped} executions of which the facts know nothing under way were ended (each is in the journal, « restore.stopped »).`,
    `${doubted} mails that were not sent by the facts may have left before the failure: each goes once more, identical, and says that there is a doubt.`,
    ...(missed.length === 0
      ? []
      : [
          `Begun, for their time fell into what may be lost: ${missed.join(', ')}. Each does what is still to be done.`,
        ]),
    'What was mailed after the instant of the facts stands in the relay’s log alone; an act that was made after it is to be made again.',
  ];
}
