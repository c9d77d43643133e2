/** Where one enters a service: pages of this portal, the service's own sign-in page, or the portal from which all the others are reached. */
export type Entrance =
  | { at: 'HERE'; path: string }
  /** words for people who look for it */
  | { at: 'OWN_SIGN_IN'; words: string }
  | { at: 'PORTAL' };

/** Of most services: they are entered on a portal of their own, which asks who may (api.md, access/check). */
export const PORTAL: Entrance = { at: 'PORTAL' };
