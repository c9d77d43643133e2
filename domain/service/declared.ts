// The catalogue (SVC-1 … SVC-8): every service by its code; adding one is its folder and a line here.
export { adonis as ADONIS } from './adonis/service.ts';
export { afas as AFAS } from './afas/service.ts';
export { cdap as CDAP } from './cdap/service.ts';
export { dgfip as DGFIP } from './dgfip/service.ts';
export { esat as ESAT } from './esat/service.ts';
export { espaceBailleur as ESPACE_BAILLEUR } from './espaceBailleur/service.ts';
export { offreBailleurs as OFFRE_BAILLEURS } from './offreBailleurs/service.ts';
export { tuteur as TUTEUR } from './tuteur/service.ts';
