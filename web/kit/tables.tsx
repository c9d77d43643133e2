import { cafName } from '../../domain/caf/cafs.ts';
import { DOCUMENT_STATE_LABELS, DOCUMENT_STATE_MARKS } from '../../domain/document/types.ts';
import { NATURE_LABELS, ORGANISATION_LABELS } from '../../domain/partner/types.ts';
import { NATIONAL_STATE_LABELS } from '../../domain/service/national.ts';
import { SERVICE_STATE_LABELS, SERVICE_STATE_MARKS } from '../../domain/service/services.ts';
import { TASK_STATE_LABELS, TASK_STATE_MARKS } from '../../domain/task/kinds.ts';
import { lateWords } from '../../domain/task/lateness.ts';
import { Day, Facts, Mark, State, sortableHead, Table } from './bits.tsx';
import type { DocumentView, PartnerView, ServiceView, TaskView } from './views.ts';
import { capital, date, documentOrder, instant, phoneWords, siretWords } from './words.ts';

/** Tasks in a table, used by the home page, the list and a dossier. */
export function TaskTable({
  tasks,
  caption,
  selectable = false,
  sorting,
}: {
  tasks: readonly TaskView[];
  caption: string;
  /** each bears a box, for who decides many at once */
  selectable?: boolean;
  /** the list that it is a page of, where that is sorted by its heads */
  sorting?: { path: string; query: Readonly<Record<string, string>> };
}): JSX.Element {
  return (
    <Table
      caption={caption}
      empty="Aucune tâche à faire."
      heads={[
        sorting === undefined ? 'Tâche' : sortableHead('Tâche', 'kind', { ...sorting, usual: 'due' }),
        'Dossier',
        'Motif',
        sorting === undefined ? 'À faire avant' : sortableHead('À faire avant', 'due', { ...sorting, usual: 'due' }),
        'Prise par',
      ]}
      rows={tasks.map((task) => [
        <>
          {selectable && (
            <>
              <input
                type="checkbox"
                name="ids"
                value={task.id}
                aria-label={`Choisir ${task.dossierLabel}`}
                class="pick"
              />
              <input type="hidden" name="page" value={task.id} />
            </>
          )}
          <a href={`/taches/${encodeURIComponent(task.id)}`} safe>
            {task.label}
          </a>
        </>,
        <span safe>{task.dossierLabel}</span>,
        <span safe>{task.reason}</span>,
        <>
          {task.state === 'OUVERTE' ? (
            <Day at={task.due} />
          ) : (
            <State mark={TASK_STATE_MARKS[task.state]} words={TASK_STATE_LABELS[task.state]} />
          )}{' '}
          {task.late && <Mark words={lateWords(task.lateDays)} />}
        </>,
        <span safe>{task.assignee?.name ?? (task.state === 'OUVERTE' ? 'Personne' : '–')}</span>,
      ])}
    />
  );
}

/** Who a partner is and how to reach it. */
export function PartnerFacts({ partner }: { partner: PartnerView }): JSX.Element {
  const text = (value: string) => <span safe>{value}</span>;
  return (
    <Facts
      items={[
        ['SIRET', text(siretWords(partner.siret))],
        ['Caf', text(cafName(partner.caf))],
        ['Adresse', text(partner.address)],
        ['Courriel', text(partner.email)],
        ['Téléphone', text(phoneWords(partner.phone))],
        ['Départements', text(partner.departments.join(', '))],
        ['Nature', text(partner.nature === null ? 'Non renseignée' : NATURE_LABELS[partner.nature])],
        [
          "Type d'organisme",
          text(partner.typeOrganisme === null ? 'Non renseigné' : ORGANISATION_LABELS[partner.typeOrganisme]),
        ],
      ]}
    />
  );
}

/** Closed for everyone: that comes before what is the case for one partner alone. */
const closedWords = ({ state, closedForAll }: ServiceView): string | null =>
  closedForAll == null || state === 'FERMEE' ? null : `${closedForAll.detail} ${closedForAll.next}`;

/** Services, since when they are open. */
export function ServiceTable({ services }: { services: readonly ServiceView[] }): JSX.Element {
  return (
    <Table
      quiet
      caption="Services"
      empty="Aucun service n'est encore ouvert."
      heads={['Service', 'État', 'Depuis le', 'Motif']}
      rows={services.map((service) => [
        <span safe>{service.label}</span>,
        closedWords(service) === null ? (
          <State mark={SERVICE_STATE_MARKS[service.state]} words={SERVICE_STATE_LABELS[service.state]} />
        ) : (
          <State mark="amiss" words={NATIONAL_STATE_LABELS.FERME} />
        ),
        <span safe>{service.since === null ? `prévu le ${date(service.opensOn)}` : date(service.since)}</span>,
        <>
          <span safe>{closedWords(service) ?? service.reason ?? '–'}</span>
          {service.suspendedUntil !== null && (
            <span class="soft" safe>{` (rouvre le ${instant(service.suspendedUntil)})`}</span>
          )}
        </>,
      ])}
    />
  );
}

/** The PDF of a document, for who is signed in. */
export const pdfOf = (document: { id: string }): string => `/api/v1/documents/${encodeURIComponent(document.id)}/pdf`;

/** Documents with their state and their PDF. */
export function DocumentTable({ documents }: { documents: readonly DocumentView[] }): JSX.Element {
  return (
    <Table
      quiet
      caption="Documents contractuels"
      empty="Aucun document pour l'instant."
      heads={['Document', 'Numéro', 'État', 'Texte']}
      rows={[...documents].sort(documentOrder).map((document) => [
        <span safe>{capital(document.label)}</span>,
        <span safe>{document.number ?? '–'}</span>,
        <>
          <State mark={DOCUMENT_STATE_MARKS[document.state]} words={DOCUMENT_STATE_LABELS[document.state]} />
          {document.reason !== null && (
            <span class="soft" safe>
              {' '}
              {document.reason}
            </span>
          )}
        </>,
        <>
          <a href={pdfOf(document)}>
            PDF<span class="hidden" safe>{` : ${document.label}`}</span>
          </a>{' '}
          {document.version > 1 && (
            <a href={`/documents/${encodeURIComponent(document.id)}/versions`}>
              Versions<span class="hidden" safe>{` : ${document.label}`}</span>
            </a>
          )}{' '}
          {document.events.includes('close') && (
            <a href={`/documents/${encodeURIComponent(document.id)}/clore`}>
              Clore<span class="hidden" safe>{` : ${document.label}`}</span>
            </a>
          )}
        </>,
      ])}
    />
  );
}
