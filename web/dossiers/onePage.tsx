import { cafName } from '../../domain/caf/cafs.ts';
import { knowsAct } from '../../domain/command/acts.ts';
import type { Step } from '../../domain/decision/step.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { processLabel } from '../../domain/process/types.ts';
import { Facts, Instant, Section } from '../kit/bits.tsx';
import { Checkbox, TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { DocumentTable, ServiceTable, TaskTable } from '../kit/tables.tsx';
import type { DocumentView, ProcessView, ServiceView, TaskView, TimelineLine } from '../kit/views.ts';
import { siretWords } from '../kit/words.ts';
import { userPath } from '../users/paths.ts';
import { Where } from './where.tsx';

export interface DossierData {
  process: ProcessView;
  steps: readonly Step[];
  documents: readonly DocumentView[];
  services: readonly ServiceView[];
  tasks: readonly TaskView[];
  timeline: readonly TimelineLine[];
  partner: { id: string; raisonSociale: string; siret: string } | null;
  /** facts of an access request or of a case */
  facts: readonly (readonly [label: string, value: string])[];
  /** a case has a page of its own, where more may be done */
  casePage: string | null;
  may: boolean;
  cancel: FormState;
  remind: FormState;
}

/** One dossier (U2): where it stands, what it waits for, its documents, tasks and story. */
export function DossierPage({ view, data }: { view: View; data: DossierData }): JSX.Element {
  const { process } = data;
  const open = process.closedAt === null;
  return (
    <Page
      view={view}
      title={process.label}
      above={{ href: '/dossiers', label: 'Dossiers' }}
      faulty={data.cancel.faults.length > 0 || data.remind.faults.length > 0}
    >
      <FaultSummary form={data.cancel} labels={{ reason: 'Motif' }} />
      <FaultSummary form={data.remind} labels={{ insist: 'Relance' }} />
      <Section id="ou" title="Où en est le dossier">
        <Where process={process} steps={data.steps} />
        {open && process.nextActionAt !== null && (
          <p class="soft">
            Prochaine action automatique : <Instant at={process.nextActionAt} />.
          </p>
        )}
      </Section>
      <Section id="identite" title="Identité">
        <Facts
          items={[
            ['Nature', <span safe>{processLabel(process.type)}</span>],
            ['Caf', <span safe>{cafName(process.caf)}</span>],
            ...(data.partner === null
              ? []
              : ([
                  [
                    'Partenaire',
                    <a href={`/partenaires/${encodeURIComponent(data.partner.id)}`} safe>
                      {data.partner.raisonSociale}
                    </a>,
                  ],
                  ['SIRET', <span safe>{siretWords(data.partner.siret)}</span>],
                ] as const)),
            ...data.facts.map(([label, value]) => [label, <span safe>{value}</span>] as const),
          ]}
        />
        {process.userId !== null && (
          <p>
            <a href={userPath(process.userId)}>Ouvrir la page du compte</a>
          </p>
        )}
        {data.casePage !== null && (
          <p>
            <a href={data.casePage} safe>
              {`${processLabel(process.type)} : ouvrir`}
            </a>
          </p>
        )}
      </Section>
      {process.type !== 'accessRequest' && !followsAccount(process.type) && (
        <Section id="documents" title="Documents">
          <DocumentTable documents={data.documents} />
        </Section>
      )}
      {data.services.length > 0 && (
        <Section id="services" title="Services">
          <ServiceTable services={data.services} />
        </Section>
      )}
      <Section id="taches" title="Tâches">
        <TaskTable tasks={data.tasks} caption="Tâches de ce dossier" />
      </Section>
      {open && data.may && <Acts process={process} cancel={data.cancel} remind={data.remind} />}
      {!open && data.may && process.incident !== null && (
        <Section id="agir" title="Agir sur le dossier">
          <RetryForm id={process.id} />
        </Section>
      )}
      <Section id="histoire" title="Histoire du dossier">
        <Timeline lines={data.timeline} />
      </Section>
    </Page>
  );
}

function RetryForm({ id }: { id: string }): JSX.Element {
  return (
    <ActionForm
      action={`/dossiers/${encodeURIComponent(id)}/reprendre`}
      form={freshForm('reprendre')}
      submit="Reprendre après l'incident"
      tone="quiet"
    />
  );
}

function Acts({
  process,
  cancel,
  remind,
}: {
  process: ProcessView;
  cancel: FormState;
  remind: FormState;
}): JSX.Element {
  const reminds = process.waitingFor?.who === 'PARTENAIRE' && knowsAct(process.type, 'remind');
  const cancels = knowsAct(process.type, 'cancel');
  if (!reminds && !cancels && process.incident === null) return '';
  const at = (what: string) => `/dossiers/${encodeURIComponent(process.id)}/${what}`;
  return (
    <Section id="agir" title="Agir sur le dossier">
      {reminds && (
        <ActionForm action={at('relancer')} form={remind} submit="Relancer le partenaire" tone="quiet">
          {remind.faults.some(({ path }) => path === 'insist') && (
            <Checkbox form={remind} name="insist" label="Relancer quand même, sans attendre" />
          )}
        </ActionForm>
      )}
      {process.incident !== null && <RetryForm id={process.id} />}
      {cancels && (
        <details class="act" open={cancel.faults.length > 0}>
          <summary>Annuler le dossier</summary>
          <ActionForm action={at('annuler')} form={cancel} submit="Annuler le dossier" tone="danger">
            <TextArea form={cancel} name="reason" label="Motif" hint="Le partenaire le lira." rows={3} />
          </ActionForm>
        </details>
      )}
    </Section>
  );
}

function Timeline({ lines }: { lines: readonly TimelineLine[] }): JSX.Element {
  if (lines.length === 0) return <p class="empty">Rien encore.</p>;
  return (
    <ol class="timeline">
      {lines.map((line) => (
        <li>
          <Instant at={line.at} />
          <span safe>{line.label}</span>
          <span class="soft" safe>
            {` – ${line.who}${line.rule === null ? '' : ` (${line.rule})`}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
