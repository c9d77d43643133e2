/** Changes of activity: of an Esat, or those that concern a Caf's allocataires. */
export const CHANGES_PATH = '/esat/changements';
export const NEW_CHANGE = `${CHANGES_PATH}/nouveau`;
export const newChangeOf = (ref: string): string => `${NEW_CHANGE}?travailleur=${encodeURIComponent(ref)}`;
export const changePath = (id: string): string => `${CHANGES_PATH}/${encodeURIComponent(id)}`;
export const changeReceiptPath = (id: string): string => `/api/v1/esat/changes/${encodeURIComponent(id)}/receipt`;
