import { DOCUMENT_STATE_LABELS, DOCUMENT_STATE_MARKS } from '../../domain/document/types.ts';
import { withinSentence } from '../../domain/formats/typography.ts';
import { batchOutcome } from '../../domain/task/batch.ts';
import { TASK_KINDS, type TaskKind, taskKind } from '../../domain/task/kinds.ts';
import { Facts, Section, State } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { FaultSummary, FilterForm, freshForm, IdempotencyKey } from '../kit/form.tsx';
import { Listing } from '../kit/listing.tsx';
import { manyMatching } from '../kit/matching.ts';
import { Page, type View } from '../kit/page.tsx';
import { pdfOf, TaskTable } from '../kit/tables.tsx';
import type { Counted, DocumentView, TaskView } from '../kit/views.ts';
import { capital, instant } from '../kit/words.ts';
import { Decision, Standing } from './decision.tsx';
import { outcomeLabels } from './outcome.tsx';
import { nextPath, type TaskPageData } from './paths.ts';

const KINDS = Object.entries(TASK_KINDS).map(([value, { label }]) => ({ value, label }));
const STATES = [
  { value: 'FAITE', label: 'Faites' },
  { value: 'ANNULEE', label: 'Annulées' },
  { value: 'TOUTES', label: 'Toutes' },
];
const WHOSE = [{ value: 'me', label: 'Moi' }];
const LATE = [{ value: 'true', label: 'En retard seulement' }];

/** Work of a Caf, filtered. */
export function TasksPage({
  view,
  tasks,
  query,
  may,
}: {
  view: View;
  tasks: Counted<TaskView>;
  query: Readonly<Record<string, string>>;
  /** decides tasks, and may decide many of one kind at once (U5) */
  may: boolean;
}): JSX.Element {
  const form = freshForm('filtre', query);
  const open = query.state === undefined && tasks.items.length > 0;
  const sorting = { path: '/taches', query };
  const caption = query.sort === undefined ? "Tâches, les plus urgentes d'abord" : 'Tâches';
  const outcome = may && open && query.kind !== undefined ? batchOutcome(query.kind) : null;
  return (
    <Page view={view} title="Tâches">
      <FilterForm action="/taches" label="Filtrer les tâches" query={query}>
        <SelectField form={form} name="kind" label="Nature" choices={KINDS} empty="Toutes" />
        <SelectField form={form} name="state" label="État" choices={STATES} empty="À faire" />
        <SelectField form={form} name="assignee" label="Prise par" choices={WHOSE} empty="Tout le monde" />
        <SelectField form={form} name="late" label="Retard" choices={LATE} empty="Toutes" />
      </FilterForm>
      {may && open && (
        <p class="actions">
          <a class="button" href={nextPath(query.kind)}>
            Traiter une à une
          </a>
          <a href="/taches?available=true">Les miennes et celles à prendre</a>
          {BATCH_KINDS.filter((kind) => kind !== query.kind).map((kind) => (
            <a href={`/taches?kind=${kind}`} safe>
              {`Plusieurs à la fois : ${withinSentence(taskKind(kind).label)}`}
            </a>
          ))}
        </p>
      )}
      <Listing path="/taches" list="/tasks" query={query} page={tasks}>
        {outcome === null ? (
          <TaskTable tasks={tasks.items} caption={caption} sorting={sorting} />
        ) : (
          <form method="post" action="/taches/lot" id="lot" novalidate>
            <IdempotencyKey />
            <input type="hidden" name="list" value={`/taches?${new URLSearchParams(query)}`} />
            <TaskTable tasks={tasks.items} caption={caption} sorting={sorting} selectable />
            <p class="actions">
              <button type="submit" name="which" value="some" class="quiet" safe>
                {`${outcomeWords(query.kind ?? '', outcome)} : celles que j'ai cochées`}
              </button>
              <button type="submit" name="which" value="all" safe>
                {`${outcomeWords(query.kind ?? '', outcome)} : toutes celles de cette page`}
              </button>
              {tasks.nextCursor !== null && (
                <button type="submit" name="which" value="match" class="quiet" safe>
                  {`${outcomeWords(query.kind ?? '', outcome)} : ${manyMatching(tasks.total, 'toutes celles', 'premières')}`}
                </button>
              )}
            </p>
          </form>
        )}
      </Listing>
    </Page>
  );
}

const BATCH_KINDS = (Object.keys(TASK_KINDS) as TaskKind[]).filter((kind) => batchOutcome(kind) !== null);

/** One task: why, until when, of which dossier, and a form per outcome. */
export function TaskPage({ view, data }: { view: View; data: TaskPageData }): JSX.Element {
  const { task } = data;
  const [outcome, faulty] = Object.entries(data.forms).find(([, form]) => form.faults.length > 0) ?? [];
  const open = task.state === 'OUVERTE';
  const decides = open && data.may;
  return (
    <Page view={view} title={task.label} faulty={faulty !== undefined} above={{ href: '/taches', label: 'Tâches' }}>
      {outcome !== undefined && faulty !== undefined && (
        <FaultSummary form={faulty} labels={outcomeLabels(task.kind, outcome, data)} />
      )}
      <div class={decides ? 'beside deciding' : 'deciding'}>
        <div>
          <section aria-labelledby="sujet">
            <h2 id="sujet" safe>
              {task.dossierLabel}
            </h2>
            <p class="typed" safe>
              {task.reason}
            </p>
            {decides ? '' : <Standing data={data} />}
            {data.facts.length > 0 && (
              <>
                <h3 id="elements">Éléments à examiner</h3>
                <Facts items={data.facts.map(([label, value]) => [label, <span safe>{value}</span>] as const)} />
              </>
            )}
          </section>
          {data.documents.length > 0 && (
            <Section id="documents" title="Documents">
              <DocumentLinks documents={data.documents} />
            </Section>
          )}
        </div>
        {decides && <Decision data={data} />}
      </div>
      {!open && <Over task={task} />}
    </Page>
  );
}

/** What was done, when and by whom (U9). */
function Over({ task: { kind, outcome, state, completedAt, doneBy } }: { task: TaskView }): JSX.Element {
  const when = completedAt === null ? '' : ` le ${instant(completedAt)}`;
  const by = doneBy === null ? '' : ` par ${doneBy.name}`;
  const words =
    state === 'ANNULEE'
      ? `N'est plus à faire : ce que cette tâche demandait a pris fin${when}.`
      : `Faite${when}${by}${outcome === null ? '' : ` : ${outcomeWords(kind, outcome)}`}.`;
  return (
    <Section id="issue" title="Issue">
      <p safe>{words}</p>
    </Section>
  );
}

function outcomeWords(kind: string, outcome: string): string {
  const outcomes: Record<string, { label: string }> = TASK_KINDS[kind as TaskKind]?.outcomes ?? {};
  return outcomes[outcome]?.label ?? outcome;
}

function DocumentLinks({ documents }: { documents: readonly DocumentView[] }): JSX.Element {
  return (
    <ul class="links">
      {documents.map((document) => (
        <li>
          <a href={pdfOf(document)} safe>
            {`${capital(document.label)} (PDF)`}
          </a>{' '}
          <State mark={DOCUMENT_STATE_MARKS[document.state]} words={DOCUMENT_STATE_LABELS[document.state]} />
        </li>
      ))}
    </ul>
  );
}
