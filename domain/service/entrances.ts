import type { ServiceCode } from './services.ts';
import { tuteurEntrance } from './tuteur/entrance.ts';

/** Services whose pages stand in this portal, and where they begin; the others are entered on a portal of their own. */
export const ENTRANCES: Partial<Record<ServiceCode, string>> = { TUTEUR: tuteurEntrance };
