import { Instant, Section, State, Table } from '../kit/bits.tsx';
import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { ScheduleView } from '../kit/views.ts';
import { OPERATIONS, SCHEDULES } from './words.ts';

interface Props {
  view: View;
  /** null: Temporal does not answer */
  schedules: readonly ScheduleView[] | null;
  refused: FormState | null;
}

const schedulePath = (id: string): string => `${SCHEDULES}/${encodeURIComponent(id)}`;
const WHILE_PAUSED = 'suspendue';

/** What is done by the clock alone: when last, when next; begun by hand, suspended, resumed. */
export function SchedulesPage({ view, schedules, refused }: Props): JSX.Element {
  return (
    <Page
      view={view}
      title="Tâches planifiées"
      above={{ href: OPERATIONS, label: 'Exploitation' }}
      faulty={refused !== null}
    >
      {refused !== null && <FaultSummary form={refused} labels={{ reason: 'Motif' }} />}
      {schedules === null ? (
        <p class="notice">Le moteur des processus ne répond pas. Réessayez dans un instant.</p>
      ) : (
        <>
          <Table
            caption="Derniers et prochains passages"
            empty="Aucune tâche planifiée : aucun exécuteur n’a encore été mis en marche."
            heads={['Tâche', 'Quand', 'État', 'Dernier passage', 'Prochain passage']}
            rows={schedules.map((one) => [
              <span safe>{one.label}</span>,
              <span safe>{one.when}</span>,
              <Standing schedule={one} />,
              one.lastAt === null ? 'Aucun' : <Instant at={one.lastAt} />,
              one.nextAt === null ? (
                <span safe>{one.paused ? WHILE_PAUSED : 'sans date'}</span>
              ) : (
                <Instant at={one.nextAt} />
              ),
            ])}
          />
          {schedules.map((one) => (
            <Acts schedule={one} refused={refused} />
          ))}
        </>
      )}
    </Page>
  );
}

function Standing({ schedule: { paused, running, note } }: { schedule: ScheduleView }): JSX.Element {
  if (!paused) return <State mark="done" words={running ? 'En cours' : 'Active'} />;
  return (
    <>
      <State mark="amiss" words="Suspendue" />
      {note !== null && <span class="soft" safe>{` ${note}`}</span>}
    </>
  );
}

function Acts({ schedule, refused }: { schedule: ScheduleView; refused: FormState | null }): JSX.Element {
  const { id, label, paused } = schedule;
  const form = (act: string): FormState => {
    const formId = `${act}-${id}`;
    return refused?.id === formId ? refused : freshForm(formId);
  };
  return (
    <Section id={`tache-${id}`} title={label}>
      <ActionForm
        action={schedulePath(id)}
        form={form('trigger')}
        submit={`Lancer maintenant : ${label}`}
        tone="quiet"
        name="act"
        value="trigger"
      />
      {paused ? (
        <ActionForm
          action={schedulePath(id)}
          form={form('resume')}
          submit={`Reprendre : ${label}`}
          name="act"
          value="resume"
        />
      ) : (
        <ActionForm
          action={schedulePath(id)}
          form={form('pause')}
          submit={`Suspendre : ${label}`}
          tone="danger"
          name="act"
          value="pause"
        >
          <p>Tant qu'elle est suspendue, rien de ce qu'elle fait ne se fait, pour personne.</p>
          <TextField form={form('pause')} name="reason" label="Motif" optional />
        </ActionForm>
      )}
    </Section>
  );
}
