import { insertCampaign } from '../../adapters/store/campaign/newCampaign.ts';
import type { CampaignAct } from '../../domain/campaign/acts.ts';
import { judgeRows } from '../../domain/esat/rows.ts';
import { type ListLine, listOf } from '../../domain/esat/rowsBuilder.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { AGENT, NATIONAL } from '../builders/dossier.ts';
import { inventedSiret, untilEnded } from '../people.ts';
import { eventually, type Running } from '../running.ts';
import type { Scenario } from './scenarios.ts';

const DAY = 86_400_000;
const HELD = { courriel: '' };
let count = 700;

/** A campaign of these rows, made `madeAgo` ms ago, its process started. */
async function campaign(
  running: Running,
  lines: ListLine[],
  { deadline = '2099-06-30', madeAgo = 0 } = {},
): Promise<{ id: string; processId: string }> {
  const known = { existing: new Map(), activeConventions: new Set<string>(), changingMode: new Set<string>() };
  const rows = judgeRows(listOf(...lines.map((line) => ({ siret: inventedSiret(++count), ...line }))), known);
  const input = { name: 'Essai', caf: null, deadline, opensOn: '2026-01-01', delegationMode: 'DELEGUE' as const };
  const at = new Date(Date.now() - madeAgo);
  const made = await running.database.$transaction((tx) => insertCampaign(tx, input, rows, { at, actor: NATIONAL }));
  await running.gateway.start({ type: 'esatCampaign', processId: made.processId });
  return made;
}

const launched = (running: Running, id: string, dossiers: number) =>
  eventually(
    'launched',
    async () =>
      (await running.database.process.count({ where: { campaignId: id, state: { not: 'CREE' } } })) === dossiers,
  );

let keys = 0;
async function command(running: Running, processId: string, act: CampaignAct, actor = AGENT): Promise<void> {
  const key = `${processId}:${++keys}`;
  const send = () => running.commands.send({ processId, type: 'esatCampaign', act, actor, key, bodyHash: '' });
  // a batch is under way, or one run follows another: « not confirmed » is asked again with the same key (R7)
  const answer = await eventually('the command', () => send().catch(() => null));
  if (answer.status !== 'done') throw new Error(JSON.stringify(answer));
}

const treat = (running: Running, processId: string, taskId: string, outcome: string, fields: Record<string, unknown>) =>
  command(running, processId, { type: 'completeTask', taskId, outcome, fields });

const held = (running: Running, processId: string) =>
  running.database.task.findMany({ where: { processId, state: 'OUVERTE' }, orderBy: { subject: 'asc' } });

export const CAMPAIGN_SCENARIOS: readonly Scenario[] = [
  {
    name: 'esatCampaign-launched-and-cancelled',
    async play(running) {
      const { id, processId } = await campaign(running, [{}, {}, {}]);
      await launched(running, id, 3);
      await command(running, processId, { type: 'cancel', reason: 'fin' }, NATIONAL);
      await untilEnded(running, processId);
      return processId;
    },
  },
  {
    name: 'esatCampaign-reminded-then-a-second-batch-then-reported',
    policy: { campaignInFlight: 1, quietHours: null },
    async play(running) {
      const deadline = parisDate(new Date(Date.now() + 5 * DAY));
      const lines = [{}, {}, {}, HELD, HELD];
      const { id, processId } = await campaign(running, lines, { deadline, madeAgo: 20 * DAY });
      await launched(running, id, 3);
      await eventually('REM-4', () => running.database.mail.findFirst({ where: { processId, template: 'MAIL-32' } }));
      const [one, other] = await held(running, processId);
      await treat(running, processId, one?.id ?? '', 'release', { email: 'contact@esat.example' });
      await launched(running, id, 4);
      // its day comes
      await running.database.campaign.update({ where: { id }, data: { deadline: '2026-01-31' } });
      await treat(running, processId, other?.id ?? '', 'drop', { reason: 'fermé' });
      await untilEnded(running, processId);
      return processId;
    },
  },
  {
    name: 'esatCampaign-continued-as-new-among-its-held-rows',
    async play(running) {
      const { processId } = await campaign(running, Array(120).fill(HELD));
      const first = await running.client.workflow.getHandle(processId).describe();
      for (const { id } of await held(running, processId)) {
        await treat(running, processId, id, 'drop', { reason: 'fermé' });
        const { runId } = await running.client.workflow.getHandle(processId).describe();
        if (runId !== first.runId) return { workflowId: processId, runId: first.runId };
      }
      throw new Error('it went on in the same run');
    },
  },
];
