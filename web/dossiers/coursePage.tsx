import type { Step } from '../../domain/decision/step.ts';
import { Facts, Instant, Section, State, Table } from '../kit/bits.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { CourseView, ExecutionView, ProcessView, TimelineLine } from '../kit/views.ts';
import { processStateWords } from '../kit/words.ts';
import { Timeline } from './timeline.tsx';
import { Where } from './where.tsx';

interface Props {
  view: View;
  process: ProcessView;
  course: CourseView;
  timeline: readonly TimelineLine[];
  /** undefined: not for this reader; null: Temporal does not answer, or knows of none */
  execution: ExecutionView | null | undefined;
}

const STEP_WORDS: Record<Step['at'], string> = {
  done: 'fait',
  current: 'en cours',
  stopped: 'arrêté ici',
  ahead: 'à venir',
};

/** The course of a dossier (§4): a diagram of its phases with their instants, what is planned, what happened in words, and what the engine waits for. */
export function CoursePage({ view, process, course, timeline, execution }: Props): JSX.Element {
  return (
    <Page
      view={view}
      title={`Déroulé : ${process.label}`}
      above={{ href: `/dossiers/${encodeURIComponent(process.id)}`, label: 'Le dossier' }}
    >
      <Section id="etapes" title="Étapes">
        <Diagram course={course} ended={process.closedAt !== null} />
        <Where process={process} steps={[]} />
      </Section>
      <Section id="prevu" title="Ce qui est prévu">
        <Table
          quiet
          caption="Échéances, la plus proche d'abord"
          empty="Rien ne se fera de soi-même : le dossier attend quelqu’un, ou il est terminé."
          heads={['Ce qui se fera', 'Quand']}
          rows={course.planned.map(({ what, at }) => [<span safe>{what}</span>, <Instant at={at} />])}
        />
      </Section>
      {execution !== undefined && <Execution process={process} execution={execution} />}
      <Section id="histoire" title={`Histoire (${timeline.length})`}>
        <Timeline lines={timeline} />
      </Section>
    </Page>
  );
}

/** A rail from the first step to the last: past ones with both instants, then what is planned where it stands, then what lies ahead. */
function Diagram({ course: { steps, planned }, ended }: { course: CourseView; ended: boolean }): JSX.Element {
  return (
    <ol class="course" aria-label="Étapes du dossier, avec leurs dates">
      {steps.map((step) => (
        <li class={step.at} aria-current={step.at === 'current' || step.at === 'stopped' ? 'step' : undefined}>
          <strong safe>{step.label}</strong>
          <span class="hidden" safe>{` (${STEP_WORDS[step.at]})`}</span>
          <Dates step={step} />
          {step.at === 'current' && !ended && planned.length > 0 && (
            <ul>
              {planned.map(({ what, at }) => (
                <li>
                  <Instant at={at} /> <span safe>{what}</span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

function Dates({ step: { at, enteredAt, leftAt } }: { step: CourseView['steps'][number] }): JSX.Element {
  if (enteredAt === null) return at === 'ahead' ? <span class="soft"> à venir</span> : '';
  return (
    <span class="soft">
      {' '}
      {leftAt === null ? 'depuis le ' : 'du '}
      <Instant at={enteredAt} />
      {leftAt !== null && (
        <>
          {' au '}
          <Instant at={leftAt} />
        </>
      )}
    </span>
  );
}

function Execution({ process, execution }: { process: ProcessView; execution: ExecutionView | null }): JSX.Element {
  if (execution === null)
    return (
      <Section id="moteur" title="Dans le moteur des processus">
        <p class="notice">Le moteur des processus ne répond pas, ou ne connaît plus cette exécution.</p>
      </Section>
    );
  const { running, startedAt, events, taskAttempt, timers, activities, page } = execution;
  return (
    <Section id="moteur" title="Dans le moteur des processus">
      <Facts
        items={[
          ['Exécution', <State mark={running ? 'done' : 'plain'} words={running ? 'En marche' : 'Terminée'} />],
          ['Commencée le', <Instant at={startedAt} />],
          ['Événements', <span safe>{events.toLocaleString('fr-FR')}</span>],
          ['État du dossier', <span safe>{processStateWords(process)}</span>],
          ...(taskAttempt > 1
            ? [['Essais de la décision en cours', <span safe>{String(taskAttempt)}</span>] as const]
            : []),
        ]}
      />
      {page !== null && (
        <p>
          <a href={page} rel="noreferrer">
            Ouvrir dans l'interface de Temporal
          </a>
        </p>
      )}
      <Table
        caption="Minuteries en attente"
        empty="Aucune minuterie : seul un acte fait avancer ce dossier."
        heads={['Sonne le', 'Posée le']}
        rows={timers.map((timer) => [<Instant at={timer.firesAt} />, <Instant at={timer.startedAt} />])}
      />
      <Table
        caption="Travaux en cours"
        empty="Aucun travail en cours."
        heads={['Travail', 'Essai', 'Prochain essai']}
        rows={activities.map(({ name, attempt, nextAt }) => [
          <span safe>{name}</span>,
          <span safe>{String(attempt)}</span>,
          nextAt === null ? '–' : <Instant at={nextAt} />,
        ])}
      />
    </Section>
  );
}
