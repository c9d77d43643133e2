import { of } from '../../domain/mail/elision.ts';
import { TUTEUR_VERDICT_LABELS } from '../../domain/tuteur/verdict.ts';
import type { CorrectionView } from '../kit/views.ts';
import { siretWords } from '../kit/words.ts';

type Fact = readonly [label: string, value: string];

/** What a correction is judged by: both values, the proposed one and why, and what another partner holds. */
export function correctionFacts(one: CorrectionView): Fact[] {
  const { proposal } = one;
  return [
    ['Verdict', TUTEUR_VERDICT_LABELS[one.verdict]],
    ['SIRET dans MCP', siretWords(one.siretMcp)],
    ...one.tiersi.map(({ siret, proteges, heldBy }): Fact => {
      const held = heldBy === null ? '' : ` – déjà celui ${of(heldBy)}`;
      return ['SIRET dans Tiersi', `${siretWords(siret)}, ${proteges} protégé${proteges > 1 ? 's' : ''}${held}`];
    }),
    ...(proposal === null
      ? []
      : ([
          ['SIRET proposé', siretWords(proposal.siret)],
          ['Pourquoi', proposal.why],
        ] as const)),
  ];
}
