/** What a person may ask of what is kept about them (RGPD, art. 15, 17 and 20). */
export const DATA_WISHES = ['EXPORT', 'EFFACEMENT'] as const;
export type DataWish = (typeof DATA_WISHES)[number];

/** Words of a wish, as pages show it. */
export const DATA_WISH_LABELS: Record<DataWish, string> = {
  EXPORT: 'Recevoir une copie de ses données',
  EFFACEMENT: 'Faire effacer ses données',
};

export interface PersonalDataFacts {
  /** whose data it is */
  userId: string;
  wish: DataWish;
  /** how the person asked: the Caf's own words */
  asked: string;
  /** until when the copy may be fetched, or from when the data is erased (ISO) */
  until: string;
  /** the copy, sealed among the files of the case; null: an erasure */
  fileId: string | null;
  /** of the link by which the person fetches it */
  linkRef: string;
  /** why it was given up */
  reason: string | null;
}
