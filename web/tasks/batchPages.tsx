import { taskKind } from '../../domain/task/kinds.ts';
import { lateWords } from '../../domain/task/lateness.ts';
import { Day, Mark, Section, Table } from '../kit/bits.tsx';
import { ActionForm, freshForm } from '../kit/form.tsx';
import { GoOn, NOT_CONFIRMED, type Sending } from '../kit/goOn.tsx';
import { type Matching, matchingWords } from '../kit/matching.ts';
import { Page, type View } from '../kit/page.tsx';
import type { TaskBatchView, TaskView } from '../kit/views.ts';
import { count } from '../kit/words.ts';

interface BatchProps {
  view: View;
  /** what all of them are given */
  outcome: string;
  /** the list that they were chosen in */
  list: string;
}

/** What is about to be decided, line by line, before anything changes. */
export function TaskRecapPage({
  view,
  tasks,
  matching,
  outcome,
  list,
}: BatchProps & {
  tasks: readonly TaskView[];
  /** all that meet the filters, where it is about those; null: about those of a page */
  matching: Matching<TaskView> | null;
}): JSX.Element {
  const [first] = tasks;
  const label = first === undefined ? '' : (taskKind(first.kind).outcomes[outcome]?.label ?? '');
  return (
    <Page view={view} title="Vérifier avant de décider" above={{ href: list, label: 'Tâches' }}>
      <p safe>
        {first === undefined
          ? 'Rien n’est choisi : cochez des tâches dans la liste.'
          : `« ${label} » pour ${count(tasks.length, 'dossier', 'dossiers')}. Chaque dossier est traité à part : un refus n'arrête pas les autres.`}
      </p>
      {matching !== null && <p safe>{matchingWords(matching, 'toutes celles', 'premières')}</p>}
      <Table
        caption="Ce qui va être décidé"
        empty="Aucune tâche."
        heads={['Dossier', 'Motif', 'À faire avant']}
        rows={tasks.map((task) => [
          <a href={`/taches/${encodeURIComponent(task.id)}`} safe>
            {task.dossierLabel}
          </a>,
          <span safe>{task.reason}</span>,
          <>
            <Day at={task.due} /> {task.late && <Mark words={lateWords(task.lateDays)} />}
          </>,
        ])}
      />
      {first !== undefined && (
        <ActionForm action="/taches/lot/decider" form={freshForm('lot')} submit={`${label} : ${tasks.length}`}>
          <input type="hidden" name="outcome" value={outcome} />
          <input type="hidden" name="list" value={list} />
          {tasks.map(({ id }) => (
            <input type="hidden" name="ids" value={id} />
          ))}
        </ActionForm>
      )}
    </Page>
  );
}

/** What became of each. */
export function TaskReportPage({
  view,
  report,
  list,
  sending,
}: Omit<BatchProps, 'outcome'> & { report: TaskBatchView; sending: Sending }): JSX.Element {
  const pending = report.items.filter(({ status }) => status === 'pending').length;
  const done = report.items.filter(({ status }) => status === 'done').length;
  return (
    <Page view={view} title="Bilan" above={{ href: list, label: 'Tâches' }}>
      <p safe>{`${count(done, 'tâche faite', 'tâches faites')} sur ${report.items.length}.`}</p>
      <GoOn pending={pending} sending={sending} />
      <Section id="bilan" title="Ligne par ligne">
        <ul>
          {report.items.map((line) => (
            <li>
              <a href={`/taches/${encodeURIComponent(line.taskId)}`} safe>
                {line.label ?? 'Tâche'}
              </a>
              <span safe>{` : ${line.status === 'pending' ? NOT_CONFIRMED : (line.message ?? 'fait')}`}</span>
              {line.status === 'refused' && <Mark words=" non fait" />}
            </li>
          ))}
        </ul>
      </Section>
      <p class="actions">
        <a class="button" href={list}>
          Revenir à la liste
        </a>
      </p>
    </Page>
  );
}
