import { percent } from '../../domain/activityChange/check.ts';
import { activityChange } from '../../domain/activityChange/procedure.ts';
import { CHANGES } from '../../domain/activityChange/types.ts';
import { cafName } from '../../domain/caf/cafs.ts';
import { Waiting } from '../dossiers/where.tsx';
import { Facts, Instant, Section, State, Table } from '../kit/bits.tsx';
import { ActionForm, freshForm } from '../kit/form.tsx';
import { createdCaption, Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import { date } from '../kit/words.ts';
import { CHANGES_PATH, changePath, changeReceiptPath, NEW_CHANGE, newChangeOf } from './paths.ts';
import type { ChangesView, ChangeView, WorkerView } from './views.ts';

const stateOf = ({ state }: Pick<ChangeView, 'state'>) => (
  <State mark={activityChange.marks[state]} words={activityChange.labels[state]} />
);

/** An Esat's changes and its workers, each with the rate that is known (ESAT-9); a Caf's list of what it is to treat. */
export function ChangesPage({
  view,
  changes,
  workers,
  query,
}: {
  view: View;
  changes: ChangesView;
  /** null: a Caf reads */
  workers: readonly WorkerView[] | null;
  query: Readonly<Record<string, string>>;
}): JSX.Element {
  const head = sortedHeads(CHANGES_PATH, query);
  return (
    <Page view={view} title="Changements d’activité">
      {workers !== null && (
        <p class="actions">
          <a class="button" href={NEW_CHANGE}>
            Déclarer un changement
          </a>
        </p>
      )}
      <Section id="transmis" title={workers === null ? 'De vos allocataires' : 'Transmis'}>
        <Listing path={CHANGES_PATH} list="/esat/changes" query={query} page={changes}>
          <Table
            quiet
            caption={createdCaption('Changements', query, 's')}
            empty="Aucun changement n’est transmis."
            heads={[
              'Numéro',
              'Changement',
              workers === null ? head('Esat', 'label') : head('Caf du travailleur', 'caf'),
              head('Transmis le', 'createdAt'),
              head('État', 'state'),
            ]}
            rows={changes.items.map((one) => [
              <a href={changePath(one.id)} safe>
                {one.number}
              </a>,
              <span safe>{one.title}</span>,
              <span safe>{workers === null ? one.organisme : cafName(one.caf)}</span>,
              <Instant at={one.createdAt} />,
              stateOf(one),
            ])}
          />
        </Listing>
      </Section>
      {workers !== null && (
        <Section id="travailleurs" title="Travailleurs déclarés">
          <Table
            quiet
            caption="Travailleurs que l’Esat a déclarés, avec leur taux d’activité connu"
            empty="Aucun travailleur n’est encore déclaré."
            heads={['Nom', 'Caf', 'Taux connu', 'Dernier changement', 'Déclarer']}
            rows={workers.map((one) => [
              <span safe>{`${one.lastName} ${one.firstName}`}</span>,
              <span safe>{cafName(one.caf)}</span>,
              <span safe>{`${percent(one.rate)} depuis le ${date(one.rateOn)}`}</span>,
              <span safe>
                {one.last === null ? '–' : `${CHANGES[one.last.change]}, ${date(one.last.effectiveOn)}`}
              </span>,
              <a href={newChangeOf(one.ref)} safe>
                {`Un changement : ${one.lastName} ${one.firstName}`}
              </a>,
            ])}
          />
        </Section>
      )}
    </Page>
  );
}

/** One change: where it is, what was declared, its receipt. */
export function ChangePage({ view, change, caf }: { view: View; change: ChangeView; caf: boolean }): JSX.Element {
  const facts = (rows: ChangeView['declared']) =>
    rows.map(({ label, value }) => [label, <span safe>{value}</span>] as const);
  return (
    <Page
      view={view}
      title={`${change.title} – ${change.number}`}
      above={{ href: CHANGES_PATH, label: 'Changements d’activité' }}
    >
      <Facts
        items={[
          ['État', stateOf(change)],
          ['Transmis le', <Instant at={change.createdAt} />],
          ['Esat', <span safe>{change.organisme}</span>],
          ...(change.answer === null ? [] : ([['Réponse de la Caf', <span safe>{change.answer}</span>]] as const)),
        ]}
      />
      {change.waitingFor !== null && (
        <div class="waiting">
          <Waiting waiting={change.waitingFor} late={change.late} />
        </div>
      )}
      {change.purged ? (
        <p>Ce qui a été déclaré n'est plus conservé : son terme est passé.</p>
      ) : (
        <>
          <p class="actions">
            <a class="button quiet" href={changeReceiptPath(change.id)}>
              Récépissé (PDF)
            </a>
          </p>
          <Section id="travailleur" title="Travailleur">
            <Facts items={facts(change.worker)} />
          </Section>
          <Section id="declare" title="Ce qui a été déclaré">
            <Facts items={facts(change.declared)} />
          </Section>
        </>
      )}
      {!caf && change.state === 'TRANSMIS' && (
        <ActionForm
          action={`${changePath(change.id)}/retirer`}
          form={freshForm('retirer')}
          submit="Retirer ce changement"
          tone="danger"
        />
      )}
      {caf && change.state === 'TRANSMIS' && (
        <p>
          <a href={`/dossiers/${encodeURIComponent(change.id)}`}>Traiter le changement</a>
        </p>
      )}
    </Page>
  );
}
