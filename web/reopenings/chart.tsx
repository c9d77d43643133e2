import { TUTEUR_VERDICT_LABELS, TUTEUR_VERDICTS } from '../../domain/tuteur/verdict.ts';
import { Table } from '../kit/bits.tsx';
import type { FiguresView } from './views.ts';
import { cafWords, n } from './words.tsx';

const ROW = 26;
const BAR = 320;
const LABEL = 250;

/** Bars with their labels; what they show stands in the table below as well, so that nobody needs to see them. */
function Bars({
  title,
  bars,
}: {
  title: string;
  bars: readonly (readonly [label: string, value: number])[];
}): JSX.Element {
  const most = Math.max(1, ...bars.map(([, value]) => value));
  const height = bars.length * ROW;
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${LABEL + BAR + 80} ${height}`}
      role="img"
      aria-label={title}
      width="100%"
      height={String(height)}
    >
      {bars.map(([label, value], index) => {
        const y = index * ROW;
        const width = Math.round((value / most) * BAR);
        return (
          <g>
            <text x={String(LABEL - 8)} y={String(y + 17)} text-anchor="end" font-size="13" safe>
              {label}
            </text>
            <rect
              x={String(LABEL)}
              y={String(y + 4)}
              width={String(Math.max(width, value > 0 ? 2 : 0))}
              height={String(ROW - 8)}
            />
            <text x={String(LABEL + width + 6)} y={String(y + 17)} font-size="13" safe>
              {value.toLocaleString('fr-FR')}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Tuteurs by verdict, drawn and told, then by Caf. */
export function VerdictFigures({ total, byCaf }: { total: FiguresView; byCaf: readonly FiguresView[] }): JSX.Element {
  return (
    <>
      <Bars
        title="Tuteurs par verdict du contrôle SIRET"
        bars={TUTEUR_VERDICTS.map((verdict) => [TUTEUR_VERDICT_LABELS[verdict], total.byVerdict[verdict]])}
      />
      <Table
        caption="Tuteurs par Caf et par verdict"
        empty="Aucun tuteur."
        heads={[
          'Caf',
          'Tuteurs',
          ...TUTEUR_VERDICTS.map((verdict) => TUTEUR_VERDICT_LABELS[verdict]),
          'Refusés',
          'Corrigés',
          'Ouverts',
        ]}
        rows={[...byCaf, total].map((figures, index) => [
          <span safe>{index === byCaf.length ? 'Ensemble' : cafWords(figures.caf)}</span>,
          n(figures.tuteurs),
          ...TUTEUR_VERDICTS.map((verdict) => n(figures.byVerdict[verdict])),
          n(figures.refused),
          n(figures.corrected),
          n(figures.open),
        ])}
      />
    </>
  );
}

/** What Tiersi counts, beside what the space shows. */
export const TIERSI_HEADS = ['Tiersi, au SIREN', 'Tiersi, au SIRET'];

/** What each search shows, drawn and told, by Caf (TUT-8, TUT-9); beside it what Tiersi counts, where the file of protégés is what shows. */
export function ImpactFigures({
  total,
  byCaf,
  fileOfProteges,
}: {
  total: FiguresView;
  byCaf: readonly FiguresView[];
  fileOfProteges: boolean;
}): JSX.Element {
  return (
    <>
      <p>
        {fileOfProteges
          ? 'Compté dans le fichier des protégés : les personnes dont la mesure est en cours, comme l’espace les montre.'
          : 'Aucun fichier des protégés n’est importé : ces chiffres sont ceux que Tiersi annonce.'}
      </p>
      <Bars
        title="Protégés que montre chaque recherche"
        bars={[
          ['Recherche par SIREN', total.bySiren],
          ['Recherche par SIRET', total.bySiret],
          ['Manqués par le SIRET', total.bySiren - total.bySiret],
        ]}
      />
      <Table
        caption="Protégés que montre chaque recherche, par Caf"
        empty="Aucun tuteur."
        heads={[
          'Caf',
          'Tuteurs',
          'Par SIREN',
          'Par SIRET',
          'Manqués',
          'Tuteurs sans rien par SIRET',
          ...(fileOfProteges ? TIERSI_HEADS : []),
        ]}
        rows={[...byCaf, total].map((figures, index) => [
          <span safe>{index === byCaf.length ? 'Ensemble' : cafWords(figures.caf)}</span>,
          n(figures.tuteurs),
          n(figures.bySiren),
          n(figures.bySiret),
          n(figures.bySiren - figures.bySiret),
          n(figures.blindBySiret),
          ...(fileOfProteges ? [n(figures.tiersiBySiren), n(figures.tiersiBySiret)] : []),
        ])}
      />
    </>
  );
}
