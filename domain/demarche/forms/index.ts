import type { DemarcheCode } from '../../protege/demarches.ts';
import { adresse } from './adresse.ts';
import { ajpa } from './ajpa.ts';
import { allocationsFamiliales } from './allocationsFamiliales.ts';
import { assuranceVieillesse } from './assuranceVieillesse.ts';
import { cmgEmploiDirect } from './cmgEmploiDirect.ts';
import { cmgStructure } from './cmgStructure.ts';
import type { DemarcheForm } from './form.ts';
import { ressourcesAnnuellesAl } from './ressourcesAnnuellesAl.ts';
import { situationEnfant } from './situationEnfant.ts';
import { situationFamiliale } from './situationFamiliale.ts';
import { situationProfessionnelle } from './situationProfessionnelle.ts';
import { trimestrielleAah } from './trimestrielleAah.ts';
import { trimestrielleAl } from './trimestrielleAl.ts';
import { trimestriellePpaRsa } from './trimestriellePpaRsa.ts';

/** The thirteen declared forms (TUT-14), by the code of their démarche: the compiler refuses one that is missing. */
export const DEMARCHE_FORMS: Readonly<Record<DemarcheCode, DemarcheForm>> = {
  SITUATION_FAMILIALE: situationFamiliale,
  SITUATION_ENFANT: situationEnfant,
  SITUATION_PROFESSIONNELLE: situationProfessionnelle,
  ADRESSE: adresse,
  RESSOURCES_ANNUELLES_AL: ressourcesAnnuellesAl,
  TRIMESTRIELLE_AAH: trimestrielleAah,
  TRIMESTRIELLE_PPA_RSA: trimestriellePpaRsa,
  TRIMESTRIELLE_AL: trimestrielleAl,
  ASSURANCE_VIEILLESSE: assuranceVieillesse,
  ALLOCATIONS_FAMILIALES: allocationsFamiliales,
  CMG_EMPLOI_DIRECT: cmgEmploiDirect,
  CMG_STRUCTURE: cmgStructure,
  AJPA: ajpa,
};
