import { of } from '../../domain/mail/elision.ts';
import { TASK_KINDS, TASK_STATE_LABELS, TASK_STATE_MARKS } from '../../domain/task/kinds.ts';
import { lateWords } from '../../domain/task/lateness.ts';
import { Day, Facts, Mark, Section, State } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { ActionForm, freshForm } from '../kit/form.tsx';
import type { TaskView } from '../kit/views.ts';
import { typeWords } from '../kit/words.ts';
import { OutcomeForm } from './outcome.tsx';
import { nextPath, type TaskPageData } from './paths.ts';

/** Until when, by whom, and what it belongs to. */
export function Standing({ data: { task, home } }: { data: TaskPageData }): JSX.Element {
  return (
    <Facts
      items={[
        [
          'À faire avant',
          <>
            <Day at={task.due} /> {task.late && <Mark words={lateWords(task.lateDays)} />}
          </>,
        ],
        // what is open shows by its form
        ...(task.state === 'OUVERTE'
          ? []
          : [['État', <State mark={TASK_STATE_MARKS[task.state]} words={TASK_STATE_LABELS[task.state]} />] as const]),
        ['Prise par', <span safe>{task.assignee?.name ?? 'Personne'}</span>],
        [
          'Dossier',
          home === null ? (
            <span safe>{typeWords(task.dossierType)}</span>
          ) : (
            <a href={home} safe>
              {`${typeWords(task.dossierType)} : ouvrir`}
            </a>
          ),
        ],
      ]}
    />
  );
}

/** What there is to decide, beside what it is decided by, and who sees to it. */
export function Decision({ data }: { data: TaskPageData }): JSX.Element {
  const { task } = data;
  return (
    <div>
      <Section id="decision" title="Votre décision">
        {data.doneAt !== undefined && (
          <p class="actions">
            <a class="button" href={data.doneAt.href} safe>
              {data.doneAt.label}
            </a>
          </p>
        )}
        {Object.entries(TASK_KINDS[task.kind].outcomes).map(([one]) => (
          <OutcomeForm
            kind={task.kind}
            outcome={one}
            taskId={task.id}
            queued={data.queued}
            form={data.forms[one] ?? freshForm(`issue-${one}`)}
            profiles={data.profiles}
            services={data.services}
            needless={data.needless}
            subjects={data.subjects}
          />
        ))}
      </Section>
      <Section id="qui" title="Qui s'en occupe">
        <Standing data={data} />
        <TakeOrLeave task={task} mine={data.mine} />
        <Assign data={data} />
        {data.queued && (
          <p>
            <a href={nextPath(task.kind, task.id)}>Passer à la suivante sans décider</a>
          </p>
        )}
      </Section>
    </div>
  );
}

function TakeOrLeave({ task, mine }: { task: TaskView; mine: boolean }): JSX.Element {
  const form = freshForm('prise');
  if (mine)
    return (
      <ActionForm
        action={`/taches/${encodeURIComponent(task.id)}/liberer`}
        form={form}
        submit="Laisser cette tâche"
        tone="quiet"
      />
    );
  if (task.assignee !== null) return '';
  return (
    <ActionForm
      action={`/taches/${encodeURIComponent(task.id)}/prendre`}
      form={form}
      submit="Prendre cette tâche"
      tone="quiet"
    />
  );
}

/** To a colleague, or to oneself where who had it is away. */
function Assign({ data: { task, mine, colleagues, assign } }: { data: TaskPageData }): JSX.Element {
  const others = colleagues.filter(({ id }) => id !== task.assignee?.id);
  if (others.length === 0) return '';
  const taken = task.assignee !== null && !mine;
  return (
    <details class="act" open={assign.faults.length > 0}>
      <summary safe>
        {taken ? `Reprendre cette tâche ${of(task.assignee?.name ?? '')}, ou la confier` : 'Confier cette tâche'}
      </summary>
      <ActionForm
        action={`/taches/${encodeURIComponent(task.id)}/confier`}
        form={assign}
        submit={taken ? 'Reprendre ou confier' : 'Confier'}
        tone="quiet"
      >
        <SelectField
          form={assign}
          name="assigneeId"
          label="À qui"
          choices={others.map(({ id, name }) => ({ value: id, label: name }))}
          empty="Choisir"
        />
      </ActionForm>
    </details>
  );
}
