import { REQUEST_STATES } from '../../domain/accessRequest/transitions.ts';
import { cafName } from '../../domain/caf/cafs.ts';
import { DOSSIER_STATES } from '../../domain/dossier/states.ts';
import { followsAccount, knowsAct } from '../../domain/process/acts.ts';
import { PROCESS_TYPES } from '../../domain/process/types.ts';
import { Facts, Instant, Mark, NextPage, Section, State, Table } from '../kit/bits.tsx';
import { SelectField, TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm, IdempotencyKey } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { DocumentTable, ServiceTable, TaskTable } from '../kit/tables.tsx';
import type { DocumentView, Listed, ProcessView, ServiceView, TaskView, TimelineLine } from '../kit/views.ts';
import { date, processStateWords, siretWords, stateWords, typeWords, whoWords } from '../kit/words.ts';
import { userPath } from '../users/paths.ts';
import { Where } from './where.tsx';

const TYPES = PROCESS_TYPES.filter((type) => type !== 'esatCampaign').map((value) => ({
  value,
  label: typeWords(value),
}));
const STATUSES = [
  { value: 'open', label: 'En cours' },
  { value: 'closed', label: 'Terminés' },
  ...[...new Set([...REQUEST_STATES, ...DOSSIER_STATES])].map((value) => ({ value, label: stateWords(value) })),
];
const WAITING = ['PARTENAIRE', 'CAF', 'SYSTEME'].map((value) => ({ value, label: whoWords(value) }));
const LATE = [{ value: 'true', label: 'En retard seulement' }];

/** What became of one dossier of a batch. */
export interface BatchLine {
  id: string;
  label: string;
  ok: boolean;
  message: string;
}

interface ListProps {
  view: View;
  processes: Listed<ProcessView>;
  query: Readonly<Record<string, string>>;
  /** may remind and cancel several at once (U5) */
  may: boolean;
  /** what became of each dossier of the batch just sent */
  report: readonly BatchLine[];
  fault: FormState;
}

/** Dossiers of a Caf, filtered; several may be reminded or cancelled at once. */
export function DossiersPage({ view, processes, query, may, report, fault }: ListProps): JSX.Element {
  return (
    <Page view={view} title="Dossiers" faulty={fault.faults.length > 0}>
      <FaultSummary form={fault} labels={{ reason: 'Motif' }} />
      <BatchReport report={report} />
      <Filters query={query} />
      {may && processes.items.some(({ type }) => !followsAccount(type)) ? (
        <form method="post" action={`/dossiers/lot?${new URLSearchParams(query)}`} id={fault.id} novalidate>
          <IdempotencyKey />
          <DossierTable processes={processes.items} selectable />
          <section aria-labelledby="lot">
            <h2 id="lot">Pour les dossiers cochés</h2>
            <TextField form={fault} name="reason" label="Motif" hint="Demandé pour annuler." optional />
            <p class="actions">
              <button type="submit" name="action" value="remind" class="quiet">
                Relancer
              </button>
              <button type="submit" name="action" value="retry" class="quiet">
                Reprendre après incident
              </button>
              <button type="submit" name="action" value="cancel" class="danger">
                Annuler les dossiers
              </button>
            </p>
          </section>
        </form>
      ) : (
        <DossierTable processes={processes.items} selectable={false} />
      )}
      <NextPage path="/dossiers" query={query} cursor={processes.nextCursor} />
    </Page>
  );
}

function Filters({ query }: { query: Readonly<Record<string, string>> }): JSX.Element {
  const form = freshForm('filtre', query);
  return (
    <form class="filters" method="get" action="/dossiers" aria-label="Filtrer les dossiers">
      <SelectField form={form} name="type" label="Nature" choices={TYPES} empty="Toutes" />
      <SelectField form={form} name="status" label="État" choices={STATUSES} empty="Tous" />
      <SelectField form={form} name="waitingFor" label="On attend" choices={WAITING} empty="Tout le monde" />
      <SelectField form={form} name="late" label="Retard" choices={LATE} empty="Tous" />
      <TextField form={form} name="businessKey" label="SIRET" inputmode="numeric" width="medium" />
      <p class="actions">
        <button type="submit" class="quiet">
          Filtrer
        </button>
        <a href="/dossiers">Tout afficher</a>
      </p>
    </form>
  );
}

function BatchReport({ report }: { report: ListProps['report'] }): JSX.Element {
  if (report.length === 0) return '';
  return (
    <Section id="bilan" title="Bilan, dossier par dossier">
      <ul>
        {report.map((line) => (
          <li>
            <a href={`/dossiers/${encodeURIComponent(line.id)}`} safe>
              {line.label}
            </a>
            <span safe>{` : ${line.message}`}</span>
            {!line.ok && <Mark words=" non fait" />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DossierTable({
  processes,
  selectable,
}: {
  processes: readonly ProcessView[];
  selectable: boolean;
}): JSX.Element {
  return (
    <Table
      caption="Dossiers, les plus récents d'abord"
      empty="Aucun dossier ne correspond."
      heads={['Dossier', 'État', 'On attend', "Jusqu'au", 'Caf']}
      rows={processes.map((process) => [
        <>
          {selectable && !followsAccount(process.type) && (
            <input type="checkbox" name="ids" value={process.id} aria-label={`Choisir ${process.label}`} class="pick" />
          )}
          <a href={`/dossiers/${encodeURIComponent(process.id)}`} safe>
            {process.label}
          </a>
        </>,
        <>
          <State code={process.state} words={processStateWords(process)} />{' '}
          {process.incident !== null && <Mark words="incident" />}
        </>,
        <span safe>
          {process.waitingFor === null ? '–' : `${whoWords(process.waitingFor.who)} : ${process.waitingFor.what}`}
        </span>,
        <>
          <span safe>{process.waitingFor?.until == null ? '–' : date(process.waitingFor.until)}</span>{' '}
          {process.late && <Mark words="en retard" />}
        </>,
        <span safe>{process.caf}</span>,
      ])}
    />
  );
}

export interface DossierData {
  process: ProcessView;
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
}

/** One dossier (U2): where it stands, what it waits for, its documents, tasks and story. */
export function DossierPage({ view, data }: { view: View; data: DossierData }): JSX.Element {
  const { process } = data;
  const open = process.closedAt === null;
  const progress = {
    sent: data.documents.some((one) => one.state !== 'BROUILLON'),
    signed: data.documents.some((one) => one.state === 'SIGNE_PARTENAIRE' || one.state === 'ACTIF'),
  };
  return (
    <Page
      view={view}
      title={process.label}
      above={{ href: '/dossiers', label: 'Dossiers' }}
      faulty={data.cancel.faults.length > 0}
    >
      <FaultSummary form={data.cancel} labels={{ reason: 'Motif' }} />
      <Section id="ou" title="Où en est le dossier">
        <Where process={process} progress={progress} />
        {open && process.nextActionAt !== null && (
          <p class="soft">
            Prochaine action automatique : <Instant at={process.nextActionAt} />.
          </p>
        )}
      </Section>
      <Section id="identite" title="Identité">
        <Facts
          items={[
            ['Nature', <span safe>{typeWords(process.type)}</span>],
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
              {`${typeWords(process.type)} : ouvrir`}
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
      {open && data.may && <Acts process={process} cancel={data.cancel} />}
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

function Acts({ process, cancel }: { process: ProcessView; cancel: FormState }): JSX.Element {
  const reminds = process.waitingFor?.who === 'PARTENAIRE' && knowsAct(process.type, 'remind');
  const cancels = knowsAct(process.type, 'cancel');
  if (!reminds && !cancels && process.incident === null) return '';
  const at = (what: string) => `/dossiers/${encodeURIComponent(process.id)}/${what}`;
  return (
    <Section id="agir" title="Agir sur le dossier">
      {reminds && (
        <ActionForm action={at('relancer')} form={freshForm('relancer')} submit="Relancer le partenaire" tone="quiet" />
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
