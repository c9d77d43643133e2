import { sirenOf } from '../formats/siret.ts';

/** Verdicts of the SIRET check of a tuteur (domain.md §5), as figures list them. */
export const TUTEUR_VERDICTS = [
  'CONFORME',
  'ECART_SIRET_MEME_SIREN',
  'MULTI_SIRET',
  'ECART_SIREN',
  'ABSENT_TIERSI',
  'AUCUN_PROTEGE',
] as const;
export type TuteurVerdict = (typeof TUTEUR_VERDICTS)[number];

/** Words of a verdict, as pages show it. */
export const TUTEUR_VERDICT_LABELS: Record<TuteurVerdict, string> = {
  CONFORME: 'Conforme',
  ECART_SIRET_MEME_SIREN: 'SIRET différent, même SIREN',
  MULTI_SIRET: 'Plusieurs SIRET, même SIREN',
  ECART_SIREN: 'SIREN différent',
  ABSENT_TIERSI: 'Absent de Tiersi',
  AUCUN_PROTEGE: 'Aucun protégé',
};

/** `siretMcpInconnu`: of a tuteur with several SIRETs, none is the one of MCP (§5); `lignesRefusees`: lines of his could not be read. */
export type TuteurFlag = 'siretMcpInconnu' | 'lignesRefusees';

/** What Tiersi knows of one establishment of a tuteur. */
export interface TiersiEstablishment {
  siren: string;
  siret: string;
  proteges: number;
}

/** What the check finds of one tuteur (ControleSiretTuteur, §2.3). */
export interface TuteurFinding {
  verdict: TuteurVerdict;
  flags: TuteurFlag[];
  /** in Tiersi: the one of MCP where Tiersi has it, else the first; null: absent */
  siren: string | null;
  /** every SIRET of Tiersi, in its order */
  sirets: string[];
  proteges: number;
  /** protégés that a search by the SIREN of MCP shows, and how many of these its SIRET alone shows (TUT-8, TUT-9) */
  bySiren: number;
  bySiret: number;
}

/**
 * The verdict on one tuteur from his SIRET in MCP and what Tiersi knows, the first that applies in the order of §5: ABSENT_TIERSI, ECART_SIREN,
 * AUCUN_PROTEGE, MULTI_SIRET, ECART_SIRET_MEME_SIREN, CONFORME. One line of another SIREN is enough for ECART_SIREN: a search by the SIREN of MCP
 * would leave it out.
 */
export function tuteurFinding(siretMcp: string, known: readonly TiersiEstablishment[]): TuteurFinding {
  const siren = sirenOf(siretMcp);
  const own = known.filter((one) => one.siren === siren);
  const sirets = [...new Set(known.map(({ siret }) => siret))];
  const found = {
    flags: [] as TuteurFlag[],
    siren: own[0]?.siren ?? known[0]?.siren ?? null,
    sirets,
    proteges: sum(known),
    bySiren: sum(own),
    bySiret: sum(own.filter(({ siret }) => siret === siretMcp)),
  };
  if (known.length === 0) return { ...found, verdict: 'ABSENT_TIERSI' };
  if (own.length < known.length) return { ...found, verdict: 'ECART_SIREN' };
  if (found.bySiren === 0) return { ...found, verdict: 'AUCUN_PROTEGE' };
  const inTiersi = sirets.includes(siretMcp);
  if (sirets.length > 1) return { ...found, verdict: 'MULTI_SIRET', flags: inTiersi ? [] : ['siretMcpInconnu'] };
  return { ...found, verdict: inTiersi ? 'CONFORME' : 'ECART_SIRET_MEME_SIREN' };
}

function sum(establishments: readonly TiersiEstablishment[]): number {
  return establishments.reduce((total, { proteges }) => total + proteges, 0);
}

/** Verdicts that keep a tuteur from opening: Cdap T9 stays on, and he stops nobody else (TUT-11, TUT-12, AC-40). */
export const BLOCKING = ['ECART_SIREN', 'ABSENT_TIERSI', 'AUCUN_PROTEGE'] as const satisfies readonly TuteurVerdict[];

export function blocks(verdict: TuteurVerdict): boolean {
  return (BLOCKING as readonly TuteurVerdict[]).includes(verdict);
}

type Judged = Pick<TuteurFinding, 'verdict'> & { flags: readonly string[] };

/** The SIRET of MCP is to be corrected, or kept by a decision: Tiersi is never edited here (TUT-7). */
export function asksForCorrection({ verdict, flags }: Judged): boolean {
  return verdict === 'ECART_SIREN' || savedByCorrection({ verdict, flags });
}

/** Nothing of his is found: the Caf in charge looks why, as no other SIRET is known for MCP (TUT-12: task `A_VERIFIER`). */
export function asksForVerification({ verdict }: Pick<Judged, 'verdict'>): boolean {
  return verdict === 'ABSENT_TIERSI' || verdict === 'AUCUN_PROTEGE';
}

/** The Caf has something to see to. */
export function asksTheCaf(judged: Judged): boolean {
  return asksForCorrection(judged) || asksForVerification(judged);
}

/**
 * A tuteur who opens and whom a search by SIRET alone would show nothing: a correction saves him, and the gate counts him (`POLICY_TUT_GATE`).
 * One whose own verdict blocks is not counted: he is not opened, and stops nobody else (AC-40).
 */
export function savedByCorrection({ verdict, flags }: Judged): boolean {
  return verdict === 'ECART_SIRET_MEME_SIREN' || (verdict === 'MULTI_SIRET' && flags.includes('siretMcpInconnu'));
}

/**
 * The SIRET proposed for MCP (TUT-7): of the same SIREN, the establishment with most protégés; of another one, that of Tiersi with most.
 * null: nothing is to be corrected.
 */
export function proposedSiret(siretMcp: string, known: readonly TiersiEstablishment[]): string | null {
  if (!asksForCorrection(tuteurFinding(siretMcp, known))) return null;
  const own = known.filter((one) => one.siren === sirenOf(siretMcp));
  const among = own.length > 0 ? own : known;
  const [first] = among;
  if (first === undefined) return null;
  return among.reduce((best, one) => (one.proteges > best.proteges ? one : best), first).siret;
}
