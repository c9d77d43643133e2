import type { Step } from '../../domain/decision/step.ts';
import { WHO_LABELS } from '../../domain/decision/waiting.ts';
import { withinSentence } from '../../domain/formats/typography.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { lateWords } from '../../domain/task/lateness.ts';
import type { ProcessView, WaitingView } from '../kit/views.ts';
import { capital, date, processStateWords } from '../kit/words.ts';

const STEP_WORDS: Record<Step['at'], string> = {
  done: 'fait',
  current: 'en cours',
  stopped: 'arrêté ici',
  ahead: 'à venir',
};

/** `since` null: not told to who looks. */
type Standing = Pick<
  ProcessView,
  'type' | 'state' | 'waitingFor' | 'late' | 'closedAt' | 'incident' | 'incidentCauses'
> & {
  since: string | null;
  /** days past its deadline, where that is known */
  lateDays?: number;
};

/** Where a dossier stands, by steps and in words; what it waits for, from whom, until when and what happens then (U2). */
export function Where({ process, steps }: { process: Standing; steps: readonly Step[] }): JSX.Element {
  return (
    <>
      {steps.length > 0 && (
        <ol class="steps" aria-label="Étapes du dossier">
          {steps.map((step) => (
            <li class={step.at} aria-current={step.at === 'current' || step.at === 'stopped' ? 'step' : undefined}>
              <span safe>{step.label}</span>
              <span class="hidden" safe>{` (${STEP_WORDS[step.at]})`}</span>
            </li>
          ))}
        </ol>
      )}
      <div class="waiting">
        <p safe>{whereWords(process)}</p>
        {process.waitingFor !== null && (
          <Waiting waiting={process.waitingFor} late={process.late} days={process.lateDays} />
        )}
        {process.waitingFor === null && process.closedAt !== null && <p>Plus rien n'est attendu.</p>}
        {process.incident !== null && (
          <p>
            <strong>Incident : </strong>
            <span safe>{incidentWords(process)}</span>
          </p>
        )}
      </div>
    </>
  );
}

/** Why, to whom and what to do; a code says nothing to people. */
function incidentWords({ incident, incidentCauses = [] }: Standing): string {
  if (incidentCauses.length > 0) return incidentCauses.join(' ');
  return incident === 'ENVOI_INCERTAIN'
    ? "l'envoi d'un courriel a été coupé : il a pu arriver."
    : "un courriel n'a pas pu être remis.";
}

function whereWords(process: Standing): string {
  const since = process.since === null ? '' : `, depuis le ${date(process.since)}`;
  const ended = followsAccount(process.type) ? 'Le suivi est terminé' : 'Le dossier est terminé';
  const words = withinSentence(processStateWords(process));
  if (process.closedAt === null) return `État actuel : ${words}${since}.`;
  // « terminé : terminée » says one thing twice
  return `${ended}${/^terminée?$/.test(words) ? '' : ` : ${words}`}${since}.`;
}

/** One sentence per question: who, what, until when, what then. */
export function Waiting({
  waiting,
  late,
  days = 0,
}: {
  waiting: WaitingView;
  late: boolean;
  days?: number | undefined;
}): JSX.Element {
  return (
    <>
      <p>
        <strong safe>{`Attendu : ${WHO_LABELS[waiting.who]}`}</strong>
        <span safe>{` – ${waiting.what}`}</span>
      </p>
      <p>
        <span safe>{waiting.until === null ? 'Sans date limite.' : `Jusqu'au ${date(waiting.until)}.`}</span>
        {late && <strong class="mark" safe>{` ${days > 0 ? capital(lateWords(days)) : 'En retard'}.`}</strong>}
        {waiting.then !== '' && <span safe>{` Ensuite : ${withinSentence(waiting.then)}`}</span>}
      </p>
    </>
  );
}
