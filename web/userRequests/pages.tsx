import { USER_REQUEST_STATES } from '../../domain/userRequest/types.ts';
import { Waiting } from '../dossiers/where.tsx';
import { Day, Facts, ProcessState, Table } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { FilterForm, freshForm } from '../kit/form.tsx';
import { createdCaption, Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted, PartnerView, UserRequestView } from '../kit/views.ts';
import { processStateWords } from '../kit/words.ts';
import { usersPath } from '../users/paths.ts';
import { askedWords, personWords, requestFacts, requestPath, requestsPath } from './words.ts';

const STATES = USER_REQUEST_STATES.map((value) => ({
  value,
  label: processStateWords({ type: 'userRequest', state: value }),
}));

interface ListProps {
  view: View;
  partner: Pick<PartnerView, 'id' | 'raisonSociale'>;
  requests: Counted<UserRequestView>;
  query: Readonly<Record<string, string>>;
  /** the administrateur of a partner in mode centralisé */
  asks: boolean;
}

/** What a partner in mode centralisé asked the Caf about its people (RGT-17), newest first. */
export function UserRequestsPage({ view, partner, requests, query, asks }: ListProps): JSX.Element {
  const path = requestsPath(partner.id);
  const head = sortedHeads(path, query);
  return (
    <Page
      view={view}
      title={`Demandes à la Caf – ${partner.raisonSociale}`}
      above={{ href: usersPath(partner.id), label: 'Utilisateurs' }}
    >
      {asks && (
        <>
          <p>Votre convention est en mode centralisé : la Caf gère les comptes et les groupes, vous lui demandez.</p>
          <p class="actions">
            <a class="button" href={`${path}/creer`}>
              Demander un compte
            </a>{' '}
            <a class="button quiet" href={`${path}/corriger`}>
              Faire corriger un compte
            </a>{' '}
            <a class="button quiet" href={`${path}/groupes`}>
              Changer quelqu'un de groupes
            </a>{' '}
            <a class="button quiet" href={`${path}/clore`}>
              Demander une clôture
            </a>{' '}
            <a class="button quiet" href={`${path}/reactiver`}>
              Demander une réactivation
            </a>
          </p>
        </>
      )}
      <FilterForm action={path} label="Filtrer les demandes" beside={<a href={path}>Tout afficher</a>} query={query}>
        <SelectField form={freshForm('filtre', query)} name="state" label="État" choices={STATES} empty="Tous" />
      </FilterForm>
      <Listing
        path={path}
        list={`/partners/${encodeURIComponent(partner.id)}/user-requests`}
        query={query}
        page={requests}
      >
        <Table
          caption={createdCaption('Demandes', query)}
          empty="Aucune demande."
          heads={[head('Demande', 'what'), 'Personne', head('Faite le', 'createdAt'), head('État', 'state')]}
          rows={requests.items.map((one) => [
            <a href={requestPath(one.id)} safe>
              {askedWords(one.what)}
            </a>,
            <span safe>{personWords(one)}</span>,
            <Day at={one.createdAt} />,
            <ProcessState type="userRequest" state={one.state} />,
          ])}
        />
      </Listing>
    </Page>
  );
}

/** One request: what is asked, where it stands, and why it was refused. */
export function UserRequestPage({ view, request }: { view: View; request: UserRequestView }): JSX.Element {
  return (
    <Page
      view={view}
      title={askedWords(request.what)}
      above={{ href: requestsPath(request.partnerId), label: `Demandes à la Caf – ${request.organisme}` }}
    >
      <Facts
        items={[
          ['État', <ProcessState type="userRequest" state={request.state} />],
          ...requestFacts(request).map(([label, value]) => [label, <span safe>{value}</span>] as const),
          ...(request.answer === null ? [] : [['Motif du refus', <span safe>{request.answer}</span>] as const]),
        ]}
      />
      {request.waitingFor !== null && (
        <div class="waiting">
          <Waiting waiting={request.waitingFor} late={request.late} />
        </div>
      )}
    </Page>
  );
}
