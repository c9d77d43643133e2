import { type TiersiRow, type TiersiTuteur, tuteursOf } from '../tuteur/tiersiFile.ts';
import { type TuteurFinding, tuteurFinding } from '../tuteur/verdict.ts';
import type { Refusal } from './types.ts';

/** A partner as the check looks at him (TUT-1, TUT-17). */
export interface KnownPartner {
  id: string;
  caf: string;
  raisonSociale: string;
  siret: string;
  /** the SIRET by which a file has named him before: it stays his after a correction (§5) */
  referenceTiersi: string | null;
  nature: 'PERSONNE_MORALE' | 'PERSONNE_PHYSIQUE' | null;
  holdsT9: boolean;
}

/** One tuteur as the check finds him (ControleSiretTuteur, §2.3). */
export interface JudgedTuteur extends TuteurFinding {
  reference: string;
  partner: { id: string; caf: string } | null;
  raisonSociale: string;
  siretMcp: string;
  refusal: Refusal | null;
}

/**
 * The verdict on every tuteur: those of the file, with the partner whom it names, by his SIRET or by the one it named him by before; then those of MCP
 * that it lacks, who are told (TUT-12). Lines whose SIRET MCP is no partner here are judged from the file, and nothing more (« sans Caf »).
 */
export function judgeTuteurs(rows: readonly TiersiRow[], partners: readonly KnownPartner[]): JudgedTuteur[] {
  const tuteurs = tuteursOf(rows);
  const named = new Set(tuteurs.map(({ reference }) => reference));
  const found = matched(named, partners);
  const unread = new Set(rows.flatMap(({ verdict, siretMcp }) => (verdict === 'REFUSEE' ? [siretMcp] : [])));
  const ofFile = tuteurs.flatMap((tuteur) => {
    const [first, ...others] = found.get(tuteur.reference) ?? [];
    if (first === undefined) return [judged(tuteur, tuteur.reference, null)];
    // a SIRET under two Cafs is two partners (CON-11): each is judged, the second under a reference of his own
    return [
      judged(tuteur, tuteur.reference, first),
      ...others.map((one) => judged(tuteur, `${tuteur.reference}-${one.caf}`, one)),
    ];
  });
  const matchedIds = new Set([...found.values()].flat().map(({ id }) => id));
  const taken = new Set(ofFile.map(({ reference }) => reference));
  const lacking = partners
    .filter((one) => !matchedIds.has(one.id) && one.holdsT9 && one.nature !== 'PERSONNE_PHYSIQUE')
    .map((one) => {
      const reference = taken.has(one.siret) ? `${one.siret}-${one.caf}` : one.siret;
      taken.add(reference);
      const refused = unread.has(one.siret) || unread.has(one.referenceTiersi ?? '') ? 1 : 0;
      return judged({ reference, raisonSociale: one.raisonSociale, lines: [], refused }, reference, one);
    });
  return [...ofFile, ...lacking];
}

/** Partners by the reference that names them: their SIRET first, so that one who was corrected keeps no other's lines. */
function matched(named: ReadonlySet<string>, partners: readonly KnownPartner[]): Map<string, KnownPartner[]> {
  const found = new Map<string, KnownPartner[]>();
  const add = (reference: string, partner: KnownPartner) =>
    found.set(reference, [...(found.get(reference) ?? []), partner]);
  const bySiret = partners.filter(({ siret }) => named.has(siret));
  for (const partner of bySiret) add(partner.siret, partner);
  for (const partner of partners) {
    const { siret, referenceTiersi } = partner;
    if (named.has(siret) || referenceTiersi === null || !named.has(referenceTiersi)) continue;
    if (!found.has(referenceTiersi)) add(referenceTiersi, partner);
  }
  return found;
}

function judged(
  { lines, raisonSociale, refused }: TiersiTuteur,
  reference: string,
  partner: KnownPartner | null,
): JudgedTuteur {
  const siretMcp = partner?.siret ?? reference;
  const finding = tuteurFinding(siretMcp, lines);
  return {
    ...finding,
    flags: refused > 0 ? [...finding.flags, 'lignesRefusees'] : finding.flags,
    ...{ reference, siretMcp, raisonSociale: partner?.raisonSociale ?? raisonSociale },
    partner: partner === null ? null : { id: partner.id, caf: partner.caf },
    refusal: partner === null ? null : refusalOf(partner),
  };
}

/** TUT-17: who is no legal person, and who has no Cdap T9 in force, is no tuteur of the space; a nature that nobody knows refuses nobody. */
function refusalOf({ nature, holdsT9 }: KnownPartner): Refusal | null {
  if (nature === 'PERSONNE_PHYSIQUE') return 'NON_TUTEUR_MORAL';
  return holdsT9 ? null : 'SANS_T9';
}
