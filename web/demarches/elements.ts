import { getDemarche } from '../../api/routes/demarches/get.ts';
import { demarcheOut } from '../../api/shapes/demarche.ts';
import { WHO_SAID } from '../../domain/demarche/said.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { date } from '../kit/words.ts';
import { demarchePath } from './paths.ts';

/** What the Caf in charge decides on, beside its decision; to whoever else reads the dossier, nothing of it (TUT-13). */
export async function demarcheElements(visit: Visit, id: string): Promise<CaseElements> {
  try {
    const { number, title, protege, declared, exchanges } = await visit.read(demarcheOut, getDemarche, {
      params: { id },
    });
    const who: CaseElements['facts'] =
      protege === null
        ? []
        : [
            ['Personne', `${protege.lastName} ${protege.firstName}, né(e) le ${date(protege.birthDate)}`],
            ['Numéro d’allocataire', protege.number],
            ['Mesure', protege.measure],
          ];
    return {
      facts: [
        ['Démarche', `${title} – ${number}`],
        ...who,
        ...declared.map(({ label, value }) => [label, value] as const),
        ...exchanges.flatMap(({ what, text }) => (text === null ? [] : [[WHO_SAID[what], text] as const])),
      ],
      home: demarchePath(id),
    };
  } catch (error) {
    if (!(error instanceof DomainError) || !HIDDEN.has(error.code)) throw error;
    return { facts: [], home: `/dossiers/${encodeURIComponent(id)}` };
  }
}

const HIDDEN: ReadonlySet<string> = new Set(['ACTION_NON_PERMISE', 'INTROUVABLE']);
