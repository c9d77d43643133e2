import { servicesOfPerson } from '../adapters/store/queries/myServices.ts';
import { CATALOGUE } from '../domain/service/services.ts';
import type { ApiDeps } from './deps.ts';
import type { Person } from './route.ts';

/** Pages of the services of whoever is signed in, as far as these stand on a portal of their own. */
export const MY_SERVICES_PATH = '/mes-services';

/** Services that this person may enter now: an entry of the menu for each (UI-1), to its pages here or to the page that says where it is entered. */
export async function spacesOf(
  deps: Pick<ApiDeps, 'db' | 'clock'>,
  person: Person | null,
): Promise<{ href: string; label: string }[]> {
  if (person === null || person.partnerId === null || person.restricted) return [];
  const services = await servicesOfPerson(deps.db, person.id, deps.clock());
  return services.flatMap(({ service, open }) => {
    const { entrance, label } = CATALOGUE[service];
    const href = entrance.at === 'HERE' ? entrance.path : `${MY_SERVICES_PATH}/${service}`;
    return open ? [{ href, label }] : [];
  });
}
