/** What its process is to do at once, while the reopening stands where it stands; apart from its table, for its workflow reads it. */
export const TO_DO = ['CORRECTIONS_A_LANCER', 'VAGUE_A_OUVRIR', 'FERMETURE_A_ACHEVER'] as const;
export type ToDoNow = (typeof TO_DO)[number];
