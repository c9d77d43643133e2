// Its code stands in its own folder of the catalogue, as every service's.
export { ESAT_SERVICE } from '../service/esat/declared.ts';
