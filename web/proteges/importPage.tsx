import type { z } from 'zod';
import type { protegeImportOut } from '../../api/routes/proteges/import.ts';
import { FAULTS_TOLD } from '../../domain/protege/file.ts';
import { MEASURE_CODES, measureOf } from '../../domain/protege/measures.ts';
import { PROTEGE_COLUMNS } from '../../domain/protege/read.ts';
import { Facts, Section, Table } from '../kit/bits.tsx';
import { FileForm } from '../kit/fileForm.tsx';
import { FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { IMPORT, TEMPLATE } from './paths.ts';

export type ProtegeImportView = z.output<typeof protegeImportOut>;

/** The file of protégés as the Cnaf replaces it: checked, reported row by row, then the whole of what is entrusted (TUT-16, TUT-18). */
export function ImportPage({
  view,
  form,
  report,
}: {
  view: View;
  form: FormState;
  /** of a file that was checked; null: none was */
  report: ProtegeImportView | null;
}): JSX.Element {
  return (
    <Page
      view={view}
      title="Fichier des protégés"
      above={{ href: '/reouvertures', label: 'Réouverture de l’Espace Tuteur' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ file: 'Fichier' }} />
      {report !== null && <Report report={report} />}
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
function Report({ report }: { report: ProtegeImportView }): JSX.Element {
  const { rows, before, removed, details } = report;
  return (
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
      {rows.refused > 0 && (
        <Table
          quiet
          caption={
            rows.refused > FAULTS_TOLD
              ? `Lignes à corriger, les ${FAULTS_TOLD} premières`
              : 'Lignes à corriger, dans l’ordre du fichier'
          }
          empty=""
          heads={['Ligne', 'Raisons']}
          rows={details.map(({ row, reasons }) => [
            <span safe>{String(row)}</span>,
            <ul>
              {reasons.map(({ column, message }) => (
                <li>
                  {column !== '' && <strong safe>{`${column} – `}</strong>}
                  <span safe>{message}</span>
                </li>
              ))}
            </ul>,
          ])}
        />
      )}
    </Section>
  );
}
