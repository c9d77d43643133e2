import { Gauge, type Registry } from 'prom-client';
import type { Heartbeat } from '../../adapters/store/heartbeat.ts';
import type { WatchedFacts } from '../../adapters/store/queries/watch.ts';
import type { QueueFigures, WrongExecution } from '../../adapters/temporal/operations.ts';
import type { CertificateFigure } from '../../adapters/watch/certificates.ts';
import { type RunState, runStates } from '../../domain/operations/workers.ts';

/** All that is known at one look. What could not be asked is null, and its gauges say nothing rather than what was. */
export interface Look {
  parts: { name: string; state: 'ok' | 'down' }[] | null;
  facts: WatchedFacts | null;
  beats: Heartbeat[] | null;
  queues: QueueFigures[] | null;
  wrong: WrongExecution[] | null;
  certificates: CertificateFigure[] | null;
  keys: { count: number; since: Date | null } | null;
  backupAt: Date | null;
  /** room of the volume that the database stands on; null: nobody said */
  volumeBytes: number | null;
}

export type Source = 'parts' | 'facts' | 'beats' | 'queues' | 'wrong' | 'certificates' | 'keys';
const SOURCES: readonly Source[] = ['parts', 'facts', 'beats', 'queues', 'wrong', 'certificates', 'keys'];

type Row = readonly [labels: Record<string, string>, value: number];

const seconds = (ms: number) => ms / 1000;
const instant = (at: Date) => at.getTime() / 1000;
const alone = (value: number | null | undefined): Row[] => (value == null ? [] : [[{}, value]]);

/** One gauge: its name, what it says, and its rows of a look. Labels are types, states and names of parts: nobody is named, no dossier either (S2). */
interface Told {
  name: string;
  help: string;
  labels?: readonly string[];
  rows(look: Look): readonly Row[];
}

const TOLD: readonly Told[] = [
  {
    name: 'passerelle_watch_source_up',
    help: 'Whether this source of figures answered at the last look (1) or not (0)',
    labels: ['source'],
    rows: (look) => SOURCES.map((source) => [{ source }, look[source] === null ? 0 : 1]),
  },
  {
    name: 'passerelle_part_up',
    help: 'Whether a part takes what it is given (1) or not (0): database, temporal, worker, mail, disk',
    labels: ['part'],
    rows: ({ parts }) => (parts ?? []).map(({ name, state }) => [{ part: name }, state === 'ok' ? 1 : 0]),
  },
  {
    name: 'passerelle_workers',
    help: 'Workers by state: running, or silent (within the last hour they stopped without saying so, and none began in their place)',
    labels: ['state'],
    rows: ({ beats }) => {
      if (beats === null) return [];
      const states = runStates(beats.filter(({ kind }) => kind === 'worker')).map(({ state }) => state);
      const count = (wanted: RunState) => states.filter((state) => state === wanted).length;
      return [
        [{ state: 'running' }, count('EN_MARCHE')],
        [{ state: 'silent' }, count('MUET')],
      ];
    },
  },
  {
    name: 'passerelle_sweep_silent_seconds',
    help: 'Since when the sweep has not passed',
    rows: ({ beats }) => {
      const sweep = beats?.find(({ kind }) => kind === 'sweep');
      return alone(sweep === undefined ? null : seconds(sweep.silentMs));
    },
  },
  {
    name: 'passerelle_processes',
    help: 'Processes by type and state, open and ended, as counted every five minutes',
    labels: ['type', 'state'],
    rows: ({ facts }) => (facts?.figures.processes ?? []).map(({ type, state, n }) => [{ type, state }, n]),
  },
  {
    name: 'passerelle_processes_waiting',
    help: 'Open dossiers by phase and by whom they wait for',
    labels: ['type', 'phase', 'waiting_on'],
    rows: ({ facts }) =>
      (facts?.figures.waiting ?? []).map(({ type, phase, waitingOn, n }) => [
        { type, phase, waiting_on: waitingOn },
        n,
      ]),
  },
  {
    name: 'passerelle_processes_waiting_median_seconds',
    help: 'Median of since when open dossiers have stood in their phase',
    labels: ['type', 'phase', 'waiting_on'],
    rows: ({ facts }) =>
      (facts?.figures.waiting ?? []).map(({ type, phase, waitingOn, medianMs }) => [
        { type, phase, waiting_on: waitingOn },
        seconds(medianMs),
      ]),
  },
  {
    name: 'passerelle_phase_seconds',
    help: 'Time that a phase took, of those who left it within thirty days',
    labels: ['type', 'phase', 'quantile'],
    rows: ({ facts }) =>
      (facts?.figures.stays ?? []).flatMap(({ type, phase, medianMs, p90Ms }): Row[] => [
        [{ type, phase, quantile: '0.5' }, seconds(medianMs)],
        [{ type, phase, quantile: '0.9' }, seconds(p90Ms)],
      ]),
  },
  {
    name: 'passerelle_late',
    help: 'Open tasks and processes whose due date is past',
    labels: ['what'],
    rows: ({ facts }) =>
      facts === null
        ? []
        : ['process', 'task'].map((what) => [{ what }, facts.figures.late.find((one) => one.what === what)?.n ?? 0]),
  },
  {
    name: 'passerelle_figures_counted_timestamp_seconds',
    help: 'When processes, phases and lateness were counted last',
    rows: ({ facts }) => alone(facts?.countedAt == null ? null : instant(facts.countedAt)),
  },
  {
    name: 'passerelle_outbox_mails',
    help: 'Mails that have not gone yet',
    rows: ({ facts }) => alone(facts?.mails),
  },
  {
    name: 'passerelle_outbox_overdue_mails',
    help: 'Mails whose turn came more than a minute ago',
    rows: ({ facts }) => alone(facts?.mailsOverdue),
  },
  {
    name: 'passerelle_outbox_overdue_seconds',
    help: 'How long the mail has waited whose turn came first',
    rows: ({ facts }) => alone(facts === null ? null : seconds(facts.outboxOverdueMs)),
  },
  {
    name: 'passerelle_outbox_oldest_seconds',
    help: 'Age of the oldest mail that has not gone, attempts included',
    rows: ({ facts }) => alone(facts === null ? null : seconds(facts.outboxOldestMs)),
  },
  {
    name: 'passerelle_mails_in_trouble',
    help: 'Mails that wait for a person: refused for good (ENVOI_ECHOUE), or in doubt (DOUTE)',
    labels: ['state'],
    rows: ({ facts }) =>
      facts === null
        ? []
        : ['ENVOI_ECHOUE', 'DOUTE'].map((state) => [
            { state },
            facts.troubledMails.find((one) => one.state === state)?.n ?? 0,
          ]),
  },
  {
    name: 'passerelle_incidents',
    help: 'Processes that bear an incident, by incident and type',
    labels: ['incident', 'type'],
    rows: ({ facts }) => (facts?.incidents ?? []).map(({ incident, type, n }) => [{ incident, type }, n]),
  },
  {
    name: 'passerelle_commands_unconfirmed',
    help: 'Acts that were asked more than a minute ago and whose workflow has not answered',
    rows: ({ facts }) => alone(facts?.unconfirmed),
  },
  {
    name: 'passerelle_processes_unstarted',
    help: 'Processes made more than a minute ago whose workflow has not begun',
    rows: ({ facts }) => alone(facts?.unstarted),
  },
  {
    name: 'passerelle_journal_sealed_timestamp_seconds',
    help: 'When the journal was sealed last',
    rows: ({ facts }) => alone(facts?.sealedAt == null ? null : instant(facts.sealedAt)),
  },
  {
    name: 'passerelle_database_bytes',
    help: 'Size of the database of the facts',
    rows: ({ facts }) => alone(facts?.databaseBytes),
  },
  {
    name: 'passerelle_archive_failing_seconds',
    help: 'Since when the write-ahead log is archived no more, its last try having failed; 0 where it is',
    rows: ({ facts }) => alone(facts === null ? null : seconds(facts.archiveFailsMs)),
  },
  {
    name: 'passerelle_database_volume_bytes',
    help: 'Room of the volume that the database stands on, as DATABASE_VOLUME_BYTES says',
    rows: ({ volumeBytes }) => alone(volumeBytes),
  },
  {
    name: 'passerelle_queue_backlog',
    help: 'Tasks that wait for a worker, as Temporal estimates',
    labels: ['queue', 'kind'],
    rows: ({ queues }) => (queues ?? []).map(({ queue, kind, backlog }) => [{ queue, kind }, backlog]),
  },
  {
    name: 'passerelle_queue_oldest_seconds',
    help: 'How long the first task of a queue has waited',
    labels: ['queue', 'kind'],
    rows: ({ queues }) => (queues ?? []).map(({ queue, kind, oldestMs }) => [{ queue, kind }, seconds(oldestMs)]),
  },
  {
    name: 'passerelle_queue_pollers',
    help: 'Who asks for work on a queue',
    labels: ['queue', 'kind'],
    rows: ({ queues }) => (queues ?? []).map(({ queue, kind, pollers }) => [{ queue, kind }, pollers.length]),
  },
  {
    name: 'passerelle_executions_wrong',
    help: 'Workflows that failed, timed out or were terminated within a week, or whose task fails again and again (STUCK); fifty of a kind are counted',
    labels: ['status'],
    rows: ({ wrong }) =>
      wrong === null
        ? []
        : (['FAILED', 'TIMED_OUT', 'TERMINATED', 'STUCK'] as const).map((status) => [
            { status },
            wrong.filter((one) => one.status === status).length,
          ]),
  },
  {
    name: 'passerelle_certificate_end_timestamp_seconds',
    help: 'When a certificate ends: the one that people are shown (public), ours towards Temporal (temporal)',
    labels: ['of'],
    rows: ({ certificates }) =>
      (certificates ?? []).flatMap(({ of, endsAt }): Row[] => (endsAt === null ? [] : [[{ of }, instant(endsAt)]])),
  },
  {
    name: 'passerelle_certificate_read',
    help: 'Whether a certificate could be read (1) or not (0)',
    labels: ['of'],
    rows: ({ certificates }) => (certificates ?? []).map(({ of, endsAt }) => [{ of }, endsAt === null ? 0 : 1]),
  },
  {
    name: 'passerelle_encryption_keys',
    help: 'Keys of ENCRYPTION_KEYS: more than one while a rotation is under way',
    rows: ({ keys }) => alone(keys?.count),
  },
  {
    name: 'passerelle_encryption_key_since_timestamp_seconds',
    help: 'Since when the first key of ENCRYPTION_KEYS encrypts',
    rows: ({ keys }) => alone(keys?.since == null ? null : instant(keys.since)),
  },
  {
    name: 'passerelle_backup_timestamp_seconds',
    help: 'When a backup was last said to be made (npm run backup:done)',
    rows: ({ backupAt }) => alone(backupAt === null ? null : instant(backupAt)),
  },
];

/** Registers every gauge; the function brought back writes a look into them, and forgets the one before. */
export function gaugesIn(registry: Registry): (look: Look) => void {
  const gauges = TOLD.map(({ name, help, labels = [], rows }) => ({
    gauge: new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
    rows,
    labelled: labels.length > 0,
  }));
  return (look) => {
    for (const { gauge, rows, labelled } of gauges) {
      gauge.reset();
      const told = rows(look);
      // prom-client tells a gauge without labels as 0 once it is reset: one that nobody knows is not told at all
      if (told.length === 0 && !labelled) gauge.remove();
      for (const [labels, value] of told) gauge.set(labels, value);
    }
  };
}
