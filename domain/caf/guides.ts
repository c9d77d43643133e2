import { CATALOGUE, type ServiceCode } from '../service/services.ts';
import { type CafSettings, GUIDE_CODES, type GuideCode } from './settings.ts';

/** Whose guide each is, by what a person does with habilitations (UI-7). A service's own is of whoever has to do with that service. */
const READERS: Readonly<Partial<Record<GuideCode, readonly string[]>>> = {
  habilitations: ['administrateur', 'gestionnaire'],
  administrateur: ['administrateur'],
};

/** Of somebody of a partner; `services`: those of their groups, of an administrateur those of the organisme too. */
export interface GuideReader {
  roles: readonly string[];
  services: readonly ServiceCode[];
}

/** The guides that are written for this person, among those that their Caf has set: nobody is shown what is not for them (UI-7). */
export function guidesFor(guides: CafSettings['guides'], { roles, services }: GuideReader): CafSettings['guides'] {
  const ofServices = new Set(Object.values(CATALOGUE).flatMap(({ guide }) => guide ?? []));
  const own = new Set(services.flatMap((service) => CATALOGUE[service].guide ?? []));
  const isFor = (code: GuideCode) =>
    ofServices.has(code) ? own.has(code) : (READERS[code]?.some((role) => roles.includes(role)) ?? true);
  return Object.fromEntries(GUIDE_CODES.flatMap((code) => (isFor(code) && guides[code] ? [[code, guides[code]]] : [])));
}
