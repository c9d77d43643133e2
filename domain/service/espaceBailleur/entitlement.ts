import { missing } from '../../errors.ts';
import { ENTITLED, type Entitlement, refusedFor, together, typeMissing } from '../entitlement.ts';
import { LANDLORDS, notALandlord } from './landlords.ts';

/** BAIL-2: landlords, persons or companies, with a tenant who gets housing benefit. */
export const espaceBailleurEntitlement: Entitlement = {
  questions: [
    {
      name: 'locataireAide',
      label: 'Espace Bailleur : un locataire au moins reçoit-il une aide personnelle au logement ?',
      type: 'yesNo',
      rule: 'BAIL-2',
    },
    {
      name: 'codeBailleur',
      label: 'Espace Bailleur : code bailleur, s’il en a un',
      type: 'line',
      optional: true,
      rule: 'BAIL-2',
    },
  ],
  judge: ({ nature, type, answers }) =>
    together([
      nature === null
        ? {
            faults: [
              missing(
                'nature',
                "Indiquez si le bailleur est une personne ou une société : la Caf le dit dans l'identité du partenaire, le bailleur avec sa demande.",
                'BAIL-2',
              ),
            ],
            toJudge: [],
          }
        : ENTITLED,
      type === null
        ? typeMissing('BAIL-2')
        : LANDLORDS.includes(type)
          ? ENTITLED
          : notALandlord("L'Espace Bailleur", 'BAIL-2'),
      answers.locataireAide === false
        ? refusedFor(
            'SANS_LOCATAIRE_AIDE',
            "L'Espace Bailleur demande un locataire qui reçoit une aide personnelle au logement.",
            'BAIL-2',
          )
        : ENTITLED,
    ]),
};
