import { displaySiret } from '../formats/siret.ts';

/** ESAT-20: the convention bears another SIRET than the partner will, and what would come of it. `of`: where the other one stands. */
export function otherConventionSiret(convention: string, siret: string, of: 'du partenaire' | 'de la ligne'): string {
  return `Le SIRET de la convention (${displaySiret(convention)}) n'est pas celui ${of} (${displaySiret(siret)}) : le service ne pourrait pas ouvrir.`;
}
