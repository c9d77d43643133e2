import type { Procedure } from '../../../activities/procedure.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { EXCLUSIVE } from '../../../domain/service/tuteur/pair.ts';
import { decideReopening, projectReopening, reopeningToHold } from '../../../domain/tuteurReopening/decide.ts';
import { transactionOf } from '../store.ts';
import { refusedMail } from './refusedMail.ts';
import { loadGround, loadReopening, openCells, saveReopening } from './reopeningStore.ts';

/** R2: also after its end. */
const toldOfMail = ({ type }: { type: string }): boolean => type === 'mailRefused' || type === 'mailDoubted';

/** The reopening of the Espace Tuteur (domain.md §5): its tuteurs are thousands, so it is loaded as cells and saved set-based, in the one transaction of the command. */
export function reopeningProcedure(policy: Policy): Procedure<'tuteurReopening'> {
  return {
    way: 'transaction',
    async run(storeTx, processId, act, context) {
      const tx = transactionOf(storeTx);
      const before = await loadReopening(tx, processId);
      const refused = act.type === 'mailRefused' ? await refusedMail(tx, act.mailId) : null;
      const ground = { ...(await loadGround(tx, before, context.at)), refused };
      if (before.ended && !toldOfMail(act)) return reopeningToHold(before, projectReopening(before, ground, policy));
      const decision = decideReopening(before, ground, act, context);
      const cells = openCells(decision.reopening, ground.cells);
      const national =
        decision.national === null ? ground.national : { service: EXCLUSIVE.space, ...decision.national.next };
      const projection = projectReopening(decision.reopening, { ...ground, cells, national }, policy);
      await saveReopening(tx, decision, projection, context.at, context.actor);
      return reopeningToHold(decision.reopening, projection);
    },
    async current(storeTx, processId, at) {
      const tx = transactionOf(storeTx);
      const reopening = await loadReopening(tx, processId);
      return reopeningToHold(reopening, projectReopening(reopening, await loadGround(tx, reopening, at), policy));
    },
  };
}
