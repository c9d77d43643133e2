import { createSeal } from '../../adapters/identity/sealed.ts';
import { createPeople } from '../../adapters/store/people/people.ts';
import { NOTHING_MORE } from '../../domain/account/types.ts';
import type { SupportState } from '../../domain/supportRequest/transitions.ts';
import type { SupportFacts } from '../../domain/supportRequest/types.ts';
import { untilEnded } from '../people.ts';
import { eventually, type Running, TEST_KEYS } from '../running.ts';
import { ADMINISTRATEUR, act, peupliers, startCase, task } from './cases.ts';
import type { Scenario } from './scenarios.ts';

async function support(running: Running, over: Pick<SupportFacts, 'outcome'>, state: SupportState): Promise<string> {
  const partnerId = await peupliers(running);
  const { id: askedBy } = await running.database.user.findFirstOrThrow({ where: { partnerId } });
  const facts: SupportFacts = {
    askedBy,
    channel: 'PORTAIL',
    kind: 'AIDE',
    service: 'CDAP',
    subject: 'CDAP 19_93 ESAT Les Peupliers',
    exchanges: [],
    reason: null,
    userId: null,
    reminders: 0,
    ...over,
  };
  return startCase(running, partnerId, { type: 'supportRequest', state, facts });
}

/** Claire asks for the annexe 3 by which Zoé takes over from her. */
async function askAnnexe3({ database, policy }: Running): Promise<void> {
  const { id, partnerId } = await database.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
  const people = createPeople(database, { policy, seal: createSeal(TEST_KEYS), mailboxOf: () => 'caf@caf.example' });
  const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
  const incoming = { create: { ...NOTHING_MORE, ...zoe }, confirmed: true };
  const what = { type: 'askReplacement' as const, leavingId: id, closesOn: null, incoming };
  await people.act(partnerId ?? '', what, { ...ADMINISTRATEUR, id, caf: null }, new Date());
}

/** Requests to the Caf, branch by branch. */
export const SUPPORT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'supportRequest-asked-and-answered',
    async play(running) {
      const id = await support(running, { outcome: 'PRIORITAIRE' }, 'A_TRAITER');
      await task(running, id, 'ask', { text: 'Quel groupe ?' });
      await act(running, id, ADMINISTRATEUR, { type: 'supply', text: 'T2CR' });
      await task(running, id, 'answer', { text: 'Fait.' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'supportRequest-complement-reminded-and-never-supplied',
    policy: { rem1: [300], rem1EndMs: 900, quietHours: null },
    async play(running) {
      const id = await support(running, { outcome: 'PRIORITAIRE' }, 'A_TRAITER');
      await task(running, id, 'ask', { text: 'Quel groupe ?' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'supportRequest-departure-reminded-and-settled',
    policy: { departureMs: 300, quietHours: null },
    async play(running) {
      const id = await support(running, { outcome: 'DEPART_SIGNALE' }, 'DEPART_SIGNALE');
      await eventually('the Caf is told', () =>
        running.database.mail.findFirst({ where: { processId: id, template: 'MAIL-79' } }),
      );
      await askAnnexe3(running);
      // the process may see by itself that it was asked for: whichever comes first ends it
      await Promise.allSettled([task(running, id, 'done')]);
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'supportRequest-departure-without-a-name',
    async play(running) {
      const id = await support(running, { outcome: 'DEPART_GESTIONNAIRE' }, 'DEPART_GESTIONNAIRE');
      await act(running, id, ADMINISTRATEUR, { type: 'supply', text: 'Omar lui succède' });
      await untilEnded(running, id);
      return id;
    },
  },
];
