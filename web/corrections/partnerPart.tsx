import { siretCorrection } from '../../domain/siretCorrection/kind.ts';
import { Instant, Section } from '../kit/bits.tsx';
import type { CorrectionView } from '../kit/views.ts';
import { siretWords } from '../kit/words.ts';
import { correctionPath } from './paths.ts';

/** Of a partner that is a tuteur: the corrections of its SIRET; nothing where there is none. `staff`: the Caf's side opens them. */
export function PartnerCorrections({
  corrections,
  staff,
}: {
  corrections: readonly CorrectionView[];
  staff: boolean;
}): JSX.Element {
  if (corrections.length === 0) return '';
  return (
    <Section id="siret" title="SIRET pour l'Espace Tuteur">
      <ul>
        {corrections.map((one) => (
          <li>
            <span safe>
              {one.correctedAt === null
                ? `${siretCorrection.states[one.state]} : ${siretWords(one.siretMcp)} dans MCP`
                : `Corrigé : ${siretWords(one.siretMcp)}, et non ${siretWords(one.formerSiret)}`}
            </span>
            {one.correctedAt !== null && (
              <>
                {', le '}
                <Instant at={one.correctedAt} />
              </>
            )}
            {staff && (
              <>
                {' – '}
                <a href={correctionPath(one.id)}>Ouvrir la correction</a>
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
