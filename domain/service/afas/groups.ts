/** Groups that Afas names (AFAS-2). */
export const AFAS_GROUPS = {
  /** its members may create declarants, add them to AFAS-DECLARER and configure their Afas roles (ACT-7) */
  habiliter: 'AFAS-HABILITER',
  /** who declares activity or financial data, and the approbateur (AFAS-4) */
  declarer: 'AFAS-DECLARER',
} as const;
