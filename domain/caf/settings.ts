/** Guides that people are pointed to (UI-7), each where its Caf publishes it. */
export const GUIDES = {
  utilisateur: "Guide d'utilisation",
  habilitations: 'Guide des habilitations',
  administrateur: "Guide de l'administrateur",
  tuteur: "Guide de l'Espace Tuteur",
} as const;
export type GuideCode = keyof typeof GUIDES;
export const GUIDE_CODES = Object.keys(GUIDES) as [GuideCode, ...GuideCode[]];

/** What a cafAdmin sets for their Caf; null: nothing was set. */
export interface CafSettings {
  /** its own mailbox; null: the one of the platform's pattern (CON-38) */
  mailbox: string | null;
  /** where profiles go that stay in Cafpro, in words (REQ-4) */
  cafproChannel: string | null;
  /** where questions about a beneficiary's file go (UI-9, S2 L408) */
  dialogue: string | null;
  /** whom its agents ask about updating habilitations, in words (ESAT-27) */
  resourceCentre: string | null;
  /** its délégué à la protection des données, in words (UI-8) */
  dataProtection: string | null;
  guides: Partial<Record<GuideCode, string>>;
}

export const NOTHING_SET: CafSettings = {
  mailbox: null,
  cafproChannel: null,
  dialogue: null,
  resourceCentre: null,
  dataProtection: null,
  guides: {},
};

/** Address of a Caf's mailbox: the one that it has set, else the pattern's. */
export function mailboxesOf(
  set: ReadonlyMap<string, string>,
  byPattern: (caf: string) => string,
): (caf: string) => string {
  return (caf) => set.get(caf) ?? byPattern(caf);
}
