import { REQUEST_STATES } from '../../domain/accessRequest/transitions.ts';
import { WHO_LABELS } from '../../domain/decision/waiting.ts';
import { DOSSIER_STATES } from '../../domain/kinds.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { PROCESS_TYPES, processLabel } from '../../domain/process/types.ts';
import { Mark, ProcessState, Section, Table } from '../kit/bits.tsx';
import { ExportLinks } from '../kit/exportLinks.tsx';
import { Checkbox, SelectField, TextField } from '../kit/fields.tsx';
import { FaultSummary, FilterForm, type FormState, freshForm, IdempotencyKey } from '../kit/form.tsx';
import { GoOn, type Sending } from '../kit/goOn.tsx';
import { createdCaption, Listing, sortedHeads } from '../kit/listing.tsx';
import { manyMatching } from '../kit/matching.ts';
import { Page, type View } from '../kit/page.tsx';
import type { Counted, ProcessView } from '../kit/views.ts';
import { date, stateWords } from '../kit/words.ts';

const TYPES = PROCESS_TYPES.filter((type) => type !== 'esatCampaign').map((value) => ({
  value,
  label: processLabel(value),
}));
const STATUSES = [
  { value: 'open', label: 'En cours' },
  { value: 'closed', label: 'Terminés' },
  ...[...new Set([...REQUEST_STATES, ...DOSSIER_STATES])].map((value) => ({ value, label: stateWords(value) })),
];
const WAITING = (['PARTENAIRE', 'CAF', 'SYSTEME'] as const).map((value) => ({ value, label: WHO_LABELS[value] }));
const LATE = [{ value: 'true', label: 'En retard seulement' }];

/** What became of one dossier of a batch. */
export interface BatchLine {
  id: string;
  label: string;
  status: 'done' | 'refused' | 'pending';
  message: string;
}

interface ListProps {
  view: View;
  processes: Counted<ProcessView>;
  query: Readonly<Record<string, string>>;
  /** may remind and cancel several at once (U5) */
  may: boolean;
  /** what became of each dossier of the batch just sent */
  report: readonly BatchLine[];
  /** that batch */
  sending: Sending | null;
  fault: FormState;
}

/** Dossiers of a Caf, filtered; several may be reminded or cancelled at once. */
export function DossiersPage({ view, processes, query, may, report, sending, fault }: ListProps): JSX.Element {
  return (
    <Page view={view} title="Dossiers" faulty={fault.faults.length > 0}>
      <FaultSummary form={fault} labels={{ reason: 'Motif' }} />
      <BatchReport report={report} sending={sending} />
      <Filters query={query} />
      <Listing path="/dossiers" list="/processes" query={query} page={processes}>
        {may && processes.items.some(({ type }) => !followsAccount(type)) ? (
          <form method="post" action={`/dossiers/lot?${new URLSearchParams(query)}`} id={fault.id} novalidate>
            <IdempotencyKey />
            <DossierTable processes={processes.items} query={query} selectable />
            <section aria-labelledby="lot">
              <h2 id="lot">Pour les dossiers cochés</h2>
              {processes.nextCursor !== null && (
                <Checkbox
                  form={fault}
                  name="match"
                  label={`Pour ${manyMatching(processes.total)}, et non les seuls cochés`}
                />
              )}
              <TextField form={fault} name="reason" label="Motif" hint="Demandé pour annuler." optional />
              <Checkbox form={fault} name="insist" label="Relancer aussi les dossiers relancés il y a peu" />
              <p class="actions">
                <button type="submit" name="action" value="remind" class="quiet">
                  Relancer
                </button>
                <button type="submit" name="action" value="retry" class="quiet">
                  Reprendre après incident
                </button>
                <button type="submit" name="action" value="assign" class="quiet">
                  Confier à un collègue
                </button>
                <button type="submit" name="action" value="cancel" class="danger">
                  Annuler les dossiers
                </button>
              </p>
            </section>
          </form>
        ) : (
          <DossierTable processes={processes.items} query={query} selectable={false} />
        )}
      </Listing>
      {query.type === 'accessRequest' && (
        <ExportLinks list="/access-requests" query={{}} what="Toutes les demandes d'accès" />
      )}
    </Page>
  );
}

function Filters({ query }: { query: Readonly<Record<string, string>> }): JSX.Element {
  const form = freshForm('filtre', query);
  return (
    <FilterForm
      action="/dossiers"
      label="Filtrer les dossiers"
      beside={<a href="/dossiers">Tout afficher</a>}
      query={query}
    >
      <SelectField form={form} name="type" label="Nature" choices={TYPES} empty="Toutes" />
      <SelectField form={form} name="status" label="État" choices={STATUSES} empty="Tous" />
      <SelectField form={form} name="waitingFor" label="On attend" choices={WAITING} empty="Tout le monde" />
      <SelectField form={form} name="late" label="Retard" choices={LATE} empty="Tous" />
      <TextField form={form} name="businessKey" label="SIRET" inputmode="numeric" width="medium" />
    </FilterForm>
  );
}

function BatchReport({ report, sending }: Pick<ListProps, 'report' | 'sending'>): JSX.Element {
  if (report.length === 0) return '';
  return (
    <Section id="bilan" title="Bilan, dossier par dossier">
      {sending !== null && (
        <GoOn pending={report.filter(({ status }) => status === 'pending').length} sending={sending} />
      )}
      <ul>
        {report.map((line) => (
          <li>
            <a href={`/dossiers/${encodeURIComponent(line.id)}`} safe>
              {line.label}
            </a>
            <span safe>{` : ${line.message}`}</span>
            {line.status === 'refused' && <Mark words=" non fait" />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DossierTable({
  processes,
  query,
  selectable,
}: {
  processes: readonly ProcessView[];
  query: Readonly<Record<string, string>>;
  selectable: boolean;
}): JSX.Element {
  const head = sortedHeads('/dossiers', query);
  return (
    <Table
      caption={createdCaption('Dossiers', query, 's')}
      empty="Aucun dossier ne correspond."
      heads={[
        head('Dossier', 'label'),
        head('État', 'state'),
        'On attend',
        head("Jusqu'au", 'until'),
        head('Ouvert le', 'createdAt'),
        'Caf',
      ]}
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
          <ProcessState type={process.type} state={process.state} />{' '}
          {process.incident !== null && <Mark words="incident" />}
        </>,
        <span safe>
          {process.waitingFor === null ? '–' : `${WHO_LABELS[process.waitingFor.who]} : ${process.waitingFor.what}`}
        </span>,
        <>
          <span safe>{process.waitingFor?.until == null ? '–' : date(process.waitingFor.until)}</span>{' '}
          {process.late && <Mark words="en retard" />}
        </>,
        <span safe>{date(process.createdAt)}</span>,
        <span safe>{process.caf}</span>,
      ])}
    />
  );
}
