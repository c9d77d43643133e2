import { RESOLUTION_LABELS } from '../../domain/campaign/types.ts';
import { VERDICT_LABELS, VERDICT_MARKS } from '../../domain/esat/rowColumns.ts';
import { USE_CASE_LABELS, type UseCase } from '../../domain/esat/useCase.ts';
import { Facts, Reasons, State, Table } from '../kit/bits.tsx';
import { Before } from '../kit/checkedFile.tsx';
import { sortedHeads } from '../kit/listing.tsx';
import type { CampaignRowView, FiguresView } from '../kit/views.ts';
import { siretWords, wordsOf } from '../kit/words.ts';

/** How many rows got which verdict, and the accepted ones by use case. */
export function Counts({ campaign }: { campaign: FiguresView }): JSX.Element {
  const { rows } = campaign;
  const n = (value: number) => <span safe>{value.toLocaleString('fr-FR')}</span>;
  return (
    <>
      <Facts
        items={[
          ['Lignes lues', n(rows.total)],
          ['Acceptées', n(rows.accepted)],
          ['Retenues pour la Caf', n(rows.held)],
          ['Refusées', n(rows.refused)],
          ['Doublons', n(rows.duplicate)],
        ]}
      />
      <Table
        caption="Lignes acceptées, par cas"
        empty="Aucune ligne acceptée."
        heads={['Cas', 'Situation', 'Lignes']}
        rows={Object.entries(campaign.byUseCase).map(([useCase, lines]) => [
          <span safe>{`Cas ${useCase}`}</span>,
          <span safe>{USE_CASE_LABELS[Number(useCase) as UseCase]}</span>,
          n(lines),
        ])}
      />
    </>
  );
}

/** Every row with its verdict and all its reasons, by column (U3). */
export function RowTable({
  rows,
  path,
  query,
}: {
  /** `before`: of a file that was checked */
  rows: readonly (CampaignRowView & { before?: CampaignRowView['verdict'] | null })[];
  path: string;
  query: Readonly<Record<string, string>>;
}): JSX.Element {
  const head = sortedHeads(path, query, 'row');
  return (
    <Table
      quiet
      caption="Lignes du fichier"
      empty="Aucune ligne."
      heads={[
        head('Ligne', 'row'),
        head('Organisme', 'raisonSociale'),
        head('Caf', 'caf'),
        head('Verdict', 'verdict'),
        'Raisons',
        head('Cas', 'useCase'),
        'Dossier',
      ]}
      rows={rows.map((row) => [
        <span safe>{String(row.row)}</span>,
        <>
          <span class="nowrap" safe>
            {siretWords(row.siret)}
          </span>
          <br />
          <span class="soft" safe>
            {row.raisonSociale}
          </span>
        </>,
        <span safe>{row.caf ?? '–'}</span>,
        <>
          <State mark={VERDICT_MARKS[row.verdict]} words={VERDICT_LABELS[row.verdict]} />{' '}
          <Before said={row.before} now={row.verdict} labels={VERDICT_LABELS} />
          {row.resolution !== null && <span safe>{wordsOf(RESOLUTION_LABELS, row.resolution)}</span>}
        </>,
        <Reasons reasons={row.reasons} />,
        <span safe>{row.useCase === null ? '–' : String(row.useCase)}</span>,
        row.processId === null ? (
          '–'
        ) : (
          <a href={`/dossiers/${encodeURIComponent(row.processId)}`}>
            Voir<span class="hidden" safe>{` le dossier de la ligne ${row.row}`}</span>
          </a>
        ),
      ])}
    />
  );
}
