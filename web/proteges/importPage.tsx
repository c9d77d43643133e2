import type { z } from 'zod';
import type { faultyProtegeOut, protegeImportOut } from '../../api/shapes/protege.ts';
import { MEASURE_CODES, measureOf } from '../../domain/protege/measures.ts';
import { PROTEGE_COLUMNS } from '../../domain/protege/read.ts';
import { Facts, Reasons, Section, Table } from '../kit/bits.tsx';
import { TextField } from '../kit/fields.tsx';
import { FileForm } from '../kit/fileForm.tsx';
import { FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted } from '../kit/views.ts';
import { IMPORT, protegeCheckPath, TEMPLATE } from './paths.ts';

export type ProtegeImportView = z.output<typeof protegeImportOut>;
export type ReportView = Pick<ProtegeImportView, 'rows' | 'before' | 'removed' | 'checkId'>;

interface Faulty {
  /** a page of the rows to correct; null: there are none */
  rows: Counted<z.output<typeof faultyProtegeOut>> | null;
  query: Readonly<Record<string, string>>;
}

/** The file of protégés as the Cnaf replaces it: checked, reported row by row, then the whole of what is entrusted (TUT-16, TUT-18). */
export function ImportPage({
  view,
  form,
  report,
  rows,
  query,
}: {
  view: View;
  form: FormState;
  /** of a file that was checked; null: none was */
  report: ReportView | null;
} & Faulty): JSX.Element {
  return (
    <Page
      view={view}
      title="Fichier des protégés"
      above={{ href: '/reouvertures', label: 'Réouverture de l’Espace Tuteur' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ file: 'Fichier' }} />
      {report !== null && <Report report={report} rows={rows} query={query} />}
      <Section id="remplacer" title="Remplacer le fichier">
        <p>
          Le fichier dit qui est confié à quel SIRET, par quelle mesure et jusqu'à quand. Il remplace le précédent en
          une fois : qui n'y figure plus n'est plus visible de son tuteur. Une seule ligne à corriger, et rien n'est
          remplacé.
        </p>
        <FileForm
          action={IMPORT}
          list="proteges"
          form={form}
          label="Fichier des protégés"
          check="Vérifier sans rien remplacer"
          submit="Remplacer le fichier"
        />
      </Section>
      <Section id="colonnes" title="Colonnes attendues">
        <p>
          <a href={TEMPLATE}>Modèle de fichier (.csv)</a>
        </p>
        <Facts items={PROTEGE_COLUMNS.map(({ key, header }) => [header, <span safe>{HELP[key]}</span>] as const)} />
      </Section>
    </Page>
  );
}

const HELP: Readonly<Record<(typeof PROTEGE_COLUMNS)[number]['key'], string>> = {
  number: 'D’allocataire : chiffres et lettres, 15 au plus.',
  lastName: 'Tel que le jugement le donne.',
  firstName: 'Tel que le jugement le donne.',
  birthDate: 'Comme 31/12/1950.',
  measure: `${MEASURE_CODES.map((code) => measureOf(code).label).join(' ; ')}.`,
  measureEndsOn: 'Son dernier jour ; vide : sans date de fin.',
  siret: 'Établissement à qui la personne est confiée, tel que Tiersi le connaît.',
};

const count = (value: number): JSX.Element => <span safe>{value.toLocaleString('fr-FR')}</span>;

/** What the file would do, and each row that keeps it from being done. Cells are named, never repeated (S2). */
function Report({ report, rows: faulty, query }: { report: ReportView } & Faulty): JSX.Element {
  const { rows, before, removed, checkId } = report;
  return (
    <>
      <Section id="verification" title="Résultat de la vérification">
        <p class="notice">
          {rows.refused > 0
            ? 'Rien n’est remplacé : corrigez ces lignes dans le fichier, puis choisissez-le de nouveau.'
            : 'Rien n’est encore remplacé. Choisissez de nouveau le fichier et « Remplacer le fichier » quand le résultat vous convient.'}
        </p>
        <Facts
          items={[
            ['Lignes', count(rows.total)],
            ['Acceptées', count(rows.accepted)],
            ['À corriger', count(rows.refused)],
            ['Lignes du fichier en vigueur', count(before)],
            ...(rows.refused > 0 ? [] : ([['De celles-ci, ne seraient plus confiées', count(removed)]] as const)),
          ]}
        />
      </Section>
      {faulty !== null && checkId !== null && <FaultyRows checkId={checkId} rows={faulty} query={query} />}
    </>
  );
}

function FaultyRows({
  checkId,
  rows,
  query,
}: {
  checkId: string;
  rows: NonNullable<Faulty['rows']>;
  query: Faulty['query'];
}): JSX.Element {
  const path = protegeCheckPath(checkId);
  const head = sortedHeads(path, query, 'row');
  return (
    <Section id="lignes" title="Lignes à corriger">
      <FilterForm action={path} label="Filtrer les lignes" query={query}>
        <TextField form={freshForm('filtre', query)} name="q" label="Colonne ou raison" width="medium" />
      </FilterForm>
      <Listing
        path={path}
        list={`/tuteur/protege-checks/${encodeURIComponent(checkId)}/rows`}
        query={query}
        page={rows}
        what="Ces lignes"
      >
        <Table
          quiet
          caption="Lignes à corriger"
          empty="Aucune ligne."
          heads={[head('Ligne', 'row'), head('Raisons', 'column')]}
          rows={rows.items.map(({ row, reasons }) => [<span safe>{String(row)}</span>, <Reasons reasons={reasons} />])}
        />
      </Listing>
    </Section>
  );
}
