import type { z } from 'zod';
import type { traceLineOut } from '../../api/shapes/protege.ts';
import { TRACE_ACTIONS } from '../../domain/protege/trace.ts';
import { Instant, Mark, NextPage, Table } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { FilterForm, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Listed } from '../kit/views.ts';
import { ABOVE, Links } from './pages.tsx';
import { CAF_MISSING, CAF_TRACE, OWN_TRACE, sheetPath } from './paths.ts';

export type TraceView = Listed<z.output<typeof traceLineOut>>;

interface TraceProps {
  view: View;
  trace: TraceView;
  query: Readonly<Record<string, string>>;
}

/** What a tuteur did in the space (TUT-13). */
export function OwnTracePage({ view, trace, query }: TraceProps): JSX.Element {
  return (
    <Page view={view} title="Ce que j'ai consulté" above={ABOVE}>
      <p>Chaque recherche, consultation et démarche est gardée ici ; votre Caf peut la lire.</p>
      <Table
        caption="Les plus récentes d'abord"
        empty="Rien encore."
        heads={['Quand', 'Quoi', 'Protégés (références)']}
        rows={trace.items.map((line) => [
          <Instant at={line.at} />,
          <span safe>{whatWords(line)}</span>,
          <References line={line} linked />,
        ])}
      />
      <NextPage path={OWN_TRACE} query={query} cursor={trace.nextCursor} />
    </Page>
  );
}

/** The Caf in charge reads what its tuteurs did, refusals and their reasons too. */
export function CafTracePage({ view, trace, query }: TraceProps): JSX.Element {
  const form = freshForm('filtre', query);
  const actions = Object.entries(TRACE_ACTIONS).map(([value, label]) => ({ value, label }));
  return (
    <Page view={view} title="Trace de l'Espace Tuteur">
      <Links>
        <a href={CAF_MISSING}>Protégés manquants signalés</a>
      </Links>
      <p>
        Ce que les tuteurs de votre Caf ont cherché, consulté et déclaré. Les protégés y sont des références, sans nom.
      </p>
      <FilterForm action={CAF_TRACE}>
        <SelectField form={form} name="action" label="Quoi" choices={actions} empty="Tout" />
        <SelectField
          form={form}
          name="refused"
          label="Issue"
          choices={[
            { value: 'true', label: 'Refusé' },
            { value: 'false', label: 'Fait' },
          ]}
          empty="Toutes"
        />
      </FilterForm>
      <Table
        caption="Les plus récentes d'abord"
        empty="Aucune ligne."
        heads={['Quand', 'Organisme', 'Qui', 'Quoi', 'Protégés (références)', 'Motif']}
        rows={trace.items.map((line) => [
          <Instant at={line.at} />,
          <span safe>{line.organisme}</span>,
          <span safe>{line.person}</span>,
          <>
            <span safe>{whatWords({ ...line, detail: null })}</span> {line.refused && <Mark words="refusé" />}
          </>,
          <References line={line} linked={false} />,
          <span safe>{line.detail ?? '–'}</span>,
        ])}
      />
      <NextPage path={CAF_TRACE} query={query} cursor={trace.nextCursor} />
    </Page>
  );
}

type Line = TraceView['items'][number];

function whatWords({ label, procedure, detail }: Pick<Line, 'label' | 'procedure' | 'detail'>): string {
  return [label, procedure?.label ?? detail].filter((part) => part !== null && part !== undefined).join(' : ');
}

/** Beyond these a search is told by how many it showed. */
const SHOWN = 3;

function References({ line, linked }: { line: Line; linked: boolean }): JSX.Element {
  const { proteges } = line;
  if (proteges.length === 0) return <span>–</span>;
  const more = proteges.length - SHOWN;
  return (
    <>
      {proteges.slice(0, SHOWN).map((reference) => (
        <>
          {linked ? (
            <a href={sheetPath(reference)} safe>
              {reference}
            </a>
          ) : (
            <span safe>{reference}</span>
          )}{' '}
        </>
      ))}
      {more > 0 && <span safe>{`et ${more} autres`}</span>}
    </>
  );
}
