import { evidenceOf } from '../../domain/annualControl/items.ts';
import { of } from '../../domain/mail/elision.ts';
import { SERVICES } from '../../domain/service/services.ts';
import { Waiting } from '../dossiers/where.tsx';
import { Day, Facts, ProcessState, Section, Table } from '../kit/bits.tsx';
import { FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { TaskTable } from '../kit/tables.tsx';
import type { ControlItemView, ControlView, TaskView } from '../kit/views.ts';
import { userPath } from '../users/paths.ts';
import { controlsPath } from './listPage.tsx';
import { PROOF_LABELS, ProofForm } from './proofForm.tsx';
import { findingWords, givenPieces } from './words.ts';

interface Props {
  view: View;
  control: ControlView;
  /** the administrateur's forms, by the item they are about; none for the Caf */
  forms: readonly { item: ControlItemView; again: boolean; form: FormState }[];
  /** what was wrong with what was just sent */
  fault: FormState | null;
  /** open work of the Caf on this control; null for the administrateur */
  tasks: readonly TaskView[] | null;
}

/** One control: what is asked about whom, what was given and found, and the forms to give it (OBL-15). */
export function ControlPage({ view, control, forms, fault, tasks }: Props): JSX.Element {
  // what is asked for no more has no field to lead to
  const labels = forms.some(({ form }) => form === fault) ? PROOF_LABELS : {};
  return (
    <Page
      view={view}
      title={control.label}
      above={{ href: controlsPath(control.partnerId), label: 'Contrôles annuels' }}
      faulty={fault !== null}
    >
      {fault !== null && <FaultSummary form={fault} labels={labels} />}
      <Facts
        items={[
          ['État', <ProcessState type="annualControl" state={control.state} />],
          ['Ouvert le', <Day at={control.createdAt} />],
          ...(control.reason === null ? [] : [['Note de la Caf', <span safe>{control.reason}</span>] as const]),
        ]}
      />
      {control.waitingFor !== null && (
        <div class="waiting">
          <Waiting waiting={control.waitingFor} late={control.late} />
        </div>
      )}
      {tasks !== null && tasks.length > 0 && (
        <Section id="taches" title="À faire par la Caf">
          <TaskTable tasks={tasks} caption="Tâches de ce contrôle" />
        </Section>
      )}
      <Section id="personnes" title="Personnes et pièces">
        <Table
          caption="Ce qui est demandé, ce qui est apporté, ce que la Caf a constaté"
          empty="Personne de ce partenaire n'a de profil à justifier."
          heads={['Personne', 'Demandé', 'Apporté', 'Constat']}
          rows={control.items.map((item) => [
            <a href={userPath(item.user.id)} safe>
              {item.user.name}
            </a>,
            <span safe>{evidenceOf(item.about).words}</span>,
            Given({ control, item, saves: tasks !== null }),
            <span safe>{findingWords(item, control.state)}</span>,
          ])}
        />
      </Section>
      {forms.length > 0 && (
        <Section id="apporter" title="Apporter les pièces">
          {control.state === 'ECARTS' && (
            <p>
              Sans pièce à apporter, retirez la personne de son groupe ou fermez son compte : la Caf vérifie la
              correction.
            </p>
          )}
          {forms.map(({ item, again, form }) => (
            <ProofForm controlId={control.id} item={item} again={again} form={form} />
          ))}
        </Section>
      )}
      <Section id="acces" title="Accès à l'ouverture du contrôle">
        <Table
          caption="Personnes habilitées, par service"
          empty="Aucun accès."
          heads={['Service', 'Personnes', 'Sans accès depuis un an']}
          rows={control.accesses.map((one) => [
            <span safe>{SERVICES[one.service]}</span>,
            <span safe>{String(one.people)}</span>,
            <span safe>{String(one.unused)}</span>,
          ])}
        />
        <Table
          caption="Dernier accès des personnes de l'échantillon"
          empty="Personne dans l'échantillon."
          heads={['Personne', 'Service', 'Dernier accès']}
          rows={control.lastUses.map((one) => [
            <span safe>{one.user.name}</span>,
            <span safe>{SERVICES[one.service]}</span>,
            one.at === null ? <span>jamais</span> : <Day at={one.at} />,
          ])}
        />
      </Section>
    </Page>
  );
}

/** What was given for an item; its file is the Caf's to save. */
function Given({ control, item, saves }: { control: ControlView; item: ControlItemView; saves: boolean }): JSX.Element {
  const { proof } = item;
  if (proof === null) return <span safe>{item.about === 'DEPART' ? '–' : 'Rien encore'}</span>;
  const path = `/api/v1/annual-controls/${encodeURIComponent(control.id)}/items/${encodeURIComponent(item.id)}/file`;
  return (
    <>
      <span safe>{givenPieces(proof)}</span>, le <Day at={proof.at} />{' '}
      {proof.file && !proof.filePurged && saves && (
        <a href={path}>
          Enregistrer la pièce<span class="hidden" safe>{` ${of(item.user.name)} (${item.about})`}</span>
        </a>
      )}
    </>
  );
}
