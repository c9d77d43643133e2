import type { z } from 'zod';
import { listMails } from '../adapters/store/queries/journal.ts';
import { type TroubledProcess, troubledProcesses } from '../adapters/store/queries/operations.ts';
import { mailLabel } from '../domain/mail/registry.ts';
import { troubleWords } from '../domain/mail/troubleWords.ts';
import {
  EXECUTION_WORDS,
  PART_LABELS,
  SCHEDULE_LABELS,
  silenceWords,
  TROUBLES_TOLD,
} from '../domain/operations/troubles.ts';
import { processLabel } from '../domain/process/types.ts';
import type { ApiDeps } from './deps.ts';
import { statusOfAll } from './operations.ts';
import { iso } from './shapes/common.ts';
import type { troubleOut } from './shapes/operation.ts';

type Trouble = z.input<typeof troubleOut>;

const NOBODY = { since: null, caf: null, processId: null, mailId: null } as const;

/** All that is wrong, of all kinds: the machine first, then what concerns one dossier or one mail. */
export async function troublesOfAll(deps: ApiDeps, at: Date): Promise<Trouble[]> {
  const [status, mails, processes, executions, schedules] = await Promise.all([
    statusOfAll(deps, at),
    listMails(deps.db, { all: true }, { trouble: true, limit: TROUBLES_TOLD }),
    troubledProcesses(deps.db, at, TROUBLES_TOLD),
    deps.operations.wrongExecutions().catch(() => []),
    deps.operations.schedules().catch(() => []),
  ]);
  const of = (kind: Trouble['kind'], found: readonly TroubledProcess[], words: string): Trouble[] =>
    found.map(({ processId, type, label, caf, since }) => ({
      ...{ kind, words, caf, processId, since: iso(since), mailId: null },
      about: type === 'securityIncident' ? processLabel(type) : `${processLabel(type)} – ${label}`,
    }));
  return [
    ...ofTheMachine(status),
    ...schedules
      .filter(({ paused }) => paused)
      .map(({ id, note }): Trouble => {
        const { label } = SCHEDULE_LABELS[id] ?? { label: id };
        const words = `Rien ne se fait jusqu’à sa reprise.${note === null ? '' : ` Suspendue par ${note}`}`;
        return { ...NOBODY, kind: 'SCHEDULE', about: label, words };
      }),
    ...executions.map(
      ({ workflowId, type, status: ended, at: since }): Trouble => ({
        ...{
          ...NOBODY,
          kind: 'EXECUTION',
          about: `${type} ${workflowId}`,
          words: EXECUTION_WORDS[ended],
          since: iso(since),
        },
      }),
    ),
    ...of('UNSTARTED', processes.unstarted, 'Son exécution n’a pas commencé : le balayage la commencera.'),
    ...of('UNCONFIRMED', processes.unconfirmed, 'Un acte attend sa réponse : le balayage le présente de nouveau.'),
    ...mails.items.map(
      (mail): Trouble => ({
        ...{ kind: 'MAIL', about: mailLabel(mail.template), words: troubleWords(mail), since: iso(mail.createdAt) },
        ...{ caf: mail.caf, processId: mail.processId, mailId: mail.id },
      }),
    ),
    ...of('DOSSIER', processes.incidents, 'Un incident y est noté : « Reprendre » le réveille.'),
    ...of('SECURITY', processes.security, 'Déclaré par un organisme : sa Caf le traite.'),
  ];
}

function ofTheMachine({ parts, workers, sweep, backlog }: Awaited<ReturnType<typeof statusOfAll>>): Trouble[] {
  return [
    ...parts
      .filter(({ state }) => state === 'down')
      .map(({ name }): Trouble => {
        return { ...NOBODY, kind: 'PART', about: PART_LABELS[name] ?? name, words: 'Ne répond pas.' };
      }),
    ...workers
      .filter(({ state }) => state === 'MUET')
      .map(({ host, silentMs }): Trouble => {
        const words = `N’a rien dit depuis ${silenceWords(silentMs)} : arrêté sans prévenir, ou coupé de la base de données.`;
        return { ...NOBODY, kind: 'WORKER', about: host, words };
      }),
    ...(workers.some(({ state }) => state === 'EN_MARCHE')
      ? []
      : [
          {
            ...NOBODY,
            kind: 'WORKER' as const,
            about: 'Tous',
            words: 'Aucun exécuteur n’est en marche : rien n’avance.',
          },
        ]),
    ...(sweep?.state === 'MUET'
      ? [
          {
            ...{ ...NOBODY, kind: 'SWEEP' as const, about: 'Balayage' },
            words: `Dernier passage : il y a ${silenceWords(sweep.silentMs)}.`,
          },
        ]
      : []),
    ...(backlog.mailsOverdue > 0
      ? [
          {
            ...{ ...NOBODY, kind: 'OUTBOX' as const, about: `Courriels : ${backlog.mailsOverdue}` },
            words:
              'Leur tour est passé depuis plus d’une minute : la messagerie ou les exécuteurs ne les prennent pas.',
          },
        ]
      : []),
  ];
}
