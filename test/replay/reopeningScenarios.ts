import { insertReopening } from '../../adapters/store/tuteur/newReopening.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { readTiersiFile } from '../../domain/tuteur/tiersiFile.ts';
import type { ReopeningAct } from '../../domain/tuteurReopening/acts.ts';
import { openTuteurs } from '../../ops/seed/tuteurs.ts';
import { NATIONAL } from '../builders/dossier.ts';
import { untilEnded, untilState } from '../people.ts';
import { eventually, type Running } from '../running.ts';
import { tiersiRows } from '../tiersi.ts';
import type { Scenario } from './scenarios.ts';

const DAY = 86_400_000;
const O5 = '99992245300017';
const LINES = [
  { siret: O5, mcp: O5 },
  { siret: '99992245300025', mcp: O5 },
  { siret: '99995255900022', mcp: '99995255900014' },
];

let played = 0;

/** Reopenings of former branches: the server has their histories, and this database is new. */
async function formerOnes(running: Running, at: Date): Promise<void> {
  const ended = { type: 'tuteurReopening', businessKey: 'national', caf: 'NATIONAL', label: 'x', state: 'ABANDONNEE' };
  const data = Array.from({ length: played }, (_, index) => ({
    ...{ ...ended, id: `former-${index}`, linkRef: `former-${index}`, facts: {}, createdBy: 'x' },
    ...{ since: at, createdAt: at, closedAt: at },
  }));
  await running.database.process.createMany({ data });
  played += 1;
}

/** A reopening of the tuteurs of the demonstration, its process started. */
async function reopening(running: Running, opensOn: string): Promise<string> {
  const at = new Date();
  await openTuteurs(running.database, 'x', at);
  await formerOnes(running, at);
  const rows = readTiersiFile(tiersiRows(LINES));
  const id = await running.database.$transaction((tx) =>
    insertReopening(tx, { opensOn, rows }, { at, actor: NATIONAL }),
  );
  await running.gateway.start({ type: 'tuteurReopening', processId: id });
  await untilState(running, id, 'EVOLUTION_SIREN');
  return id;
}

let keys = 0;
async function act(running: Running, processId: string, asked: ReopeningAct): Promise<void> {
  const key = `${processId}:${++keys}`;
  const command = { processId, type: 'tuteurReopening' as const, act: asked, actor: NATIONAL, key, bodyHash: '' };
  // a batch is under way: « not confirmed » is asked again with the same key (R7)
  const answer = await eventually('the command', () => running.commands.send(command).catch(() => null));
  if (answer.status !== 'done') throw new Error(JSON.stringify(answer));
}

/** Of the two to correct, none has to be before it opens: the branches are of the reopening, not of corrections. */
const policy = { tuteurGate: 0, tuteurQuietMs: 500, quietHours: null };

export const REOPENING_SCENARIOS: readonly Scenario[] = [
  {
    name: 'tuteurReopening-opened-closed-and-abandoned',
    policy,
    async play(running) {
      const id = await reopening(running, '2025-01-18');
      await act(running, id, { type: 'readImpact' });
      await act(running, id, { type: 'searchBy', key: 'SIREN' });
      await untilState(running, id, 'OUVERT_V2');
      await act(running, id, { type: 'suspend', reason: 'Essai' });
      await act(running, id, { type: 'cancel', reason: 'Essai' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'tuteurReopening-closed-for-all-and-then-to-each',
    policy,
    async play(running) {
      const id = await reopening(running, '2025-01-18');
      await act(running, id, { type: 'readImpact' });
      await act(running, id, { type: 'searchBy', key: 'SIREN' });
      await untilState(running, id, 'OUVERT_V2');
      await act(running, id, { type: 'suspend', reason: 'Essai' });
      const suspended = { where: { service: 'TUTEUR', state: 'SUSPENDUE' } };
      await eventually('each is suspended', async () => (await running.database.openedService.count(suspended)) > 0);
      await act(running, id, { type: 'cancel', reason: 'Essai' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'tuteurReopening-held-at-its-instant-and-asked-again',
    policy: { ...policy, tuteurAskAgainMs: 400 },
    async play(running) {
      const id = await reopening(running, '2025-01-18');
      await eventually('asked again', async () => {
        const { facts } = await running.database.process.findUniqueOrThrow({ where: { id } });
        return ((facts as unknown as { held: { times: number } | null }).held?.times ?? 0) > 1;
      });
      await act(running, id, { type: 'searchBy', key: 'SIREN' });
      await act(running, id, { type: 'readImpact' });
      await untilState(running, id, 'OUVERT_V2');
      await act(running, id, { type: 'finish' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'tuteurReopening-waiting-for-its-date-then-planned-again',
    policy,
    async play(running) {
      const id = await reopening(running, parisDate(new Date(Date.now() + 90 * DAY)));
      await act(running, id, { type: 'searchBy', key: 'SIREN' });
      await untilState(running, id, 'PRET');
      await act(running, id, { type: 'suspend', reason: 'Essai' });
      await act(running, id, { type: 'resume', opensOn: '2025-01-18' });
      await act(running, id, { type: 'readImpact' });
      await untilState(running, id, 'OUVERT_V2');
      await act(running, id, { type: 'finish' });
      await untilEnded(running, id);
      return id;
    },
  },
];
