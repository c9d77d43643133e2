import { cafName } from '../../domain/caf/cafs.ts';
import { Facts, Instant, NextPage, Section, Table, Total } from '../kit/bits.tsx';
import { Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import { siretWords } from '../kit/words.ts';
import { exportPath, missingPath, receivedPath } from './paths.ts';
import type { MissingEsatView, ReceivedEsatView } from './views.ts';

/** What a Caf received for its allocataires in a year: its figures, its list by Esat, its export (ESAT-7). */
export function ReceivedPage({
  view,
  year,
  received,
  query,
}: {
  view: View;
  year: number;
  received: ReceivedEsatView;
  query: Readonly<Record<string, string>>;
}): JSX.Element {
  const { counts, items, nextCursor, total } = received;
  const head = sortedHeads(receivedPath(year), query, 'organisme');
  const number = (value: number) => <span safe>{value.toLocaleString('fr-FR')}</span>;
  return (
    <Page view={view} title={`Rémunérations garanties reçues, novembre ${year}`}>
      <Years year={year} pathOf={receivedPath} />
      <Facts
        items={[
          ['Allocataires de la Caf déclarés', number(counts.workers)],
          ['Esat qui en ont déclaré', number(counts.esats)],
          ['Esat de la Caf dont le service est ouvert', number(counts.expected)],
          ['Parmi eux, n’ont pas déclaré', <a href={missingPath(year)}>{number(counts.missing)}</a>],
        ]}
      />
      <p class="actions">
        <a class="button quiet" href={exportPath(year)}>
          Toutes les lignes, pour un tableur (.csv)
        </a>
      </p>
      <Section id="esat" title="Par Esat">
        <Total total={total} />
        <Table
          quiet
          caption="Esat qui ont déclaré des allocataires de la Caf"
          empty="Aucun allocataire de la Caf n’est déclaré pour cette année."
          heads={[
            head('Esat', 'organisme'),
            head('SIRET', 'siret'),
            head('Caf de l’Esat', 'caf'),
            head('Transmise le', 'at'),
            'Récépissé',
            'Allocataires',
          ]}
          rows={items.map((one) => [
            <span safe>{one.organisme}</span>,
            <span class="nowrap" safe>
              {siretWords(one.siret)}
            </span>,
            <span safe>{cafName(one.caf)}</span>,
            <Instant at={one.at} />,
            <span safe>{one.number}</span>,
            number(one.workers),
          ])}
        />
        <NextPage path={receivedPath(year)} query={query} cursor={nextCursor} />
      </Section>
    </Page>
  );
}

/** The year before and after. */
function Years({ year, pathOf }: { year: number; pathOf: (year: number) => string }): JSX.Element {
  return (
    <p>
      <a href={pathOf(year - 1)} safe>{`Année ${year - 1}`}</a>
      {' · '}
      <a href={pathOf(year + 1)} safe>{`Année ${year + 1}`}</a>
    </p>
  );
}

/** Esat of a Caf that have not declared. */
export function MissingPage({
  view,
  year,
  missing,
  query,
}: {
  view: View;
  year: number;
  missing: MissingEsatView;
  query: Readonly<Record<string, string>>;
}): JSX.Element {
  const head = sortedHeads(missingPath(year), query, 'organisme');
  return (
    <Page
      view={view}
      title={`Esat qui n’ont pas déclaré, novembre ${year}`}
      above={{ href: receivedPath(year), label: `Rémunérations garanties reçues, novembre ${year}` }}
    >
      <Listing path={missingPath(year)} list={`/esat/received/${year}/missing`} query={query} page={missing}>
        <Table
          caption="Esat de la Caf dont le service est ouvert, sans déclaration transmise"
          empty="Tous ont déclaré."
          heads={[head('Esat', 'organisme'), head('SIRET', 'siret'), head('Brouillon gardé le', 'draftAt')]}
          rows={missing.items.map((one) => [
            <a href={`/partenaires/${encodeURIComponent(one.partnerId)}`} safe>
              {one.organisme}
            </a>,
            <span class="nowrap" safe>
              {siretWords(one.siret)}
            </span>,
            one.draftAt === null ? <span>Rien n'est commencé</span> : <Instant at={one.draftAt} />,
          ])}
        />
      </Listing>
    </Page>
  );
}
