import { servicesOfPerson } from '../adapters/store/queries/myServices.ts';
import { CATALOGUE } from '../domain/service/services.ts';
import type { ApiDeps } from './deps.ts';
import type { Person } from './route.ts';

/** Services with pages here that this person may enter now: their entries in the menu (UI-1). */
export async function spacesOf(
  deps: Pick<ApiDeps, 'db' | 'clock'>,
  person: Person | null,
): Promise<{ href: string; label: string }[]> {
  if (person === null || person.partnerId === null || person.restricted) return [];
  const services = await servicesOfPerson(deps.db, person.id, deps.clock());
  return services.flatMap(({ service, open }) => {
    const { entrance, label } = CATALOGUE[service];
    return open && entrance.at === 'HERE' ? [{ href: entrance.path, label }] : [];
  });
}
