import type { ApiDeps } from '../../api/deps.ts';
import { issuerOf, type ServiceClient } from '../../domain/entrance/client.ts';

/** Whether a service trusts the sign-in of Passerelle (SVC-9): « Entrer » leads to it. */
export function trustsUs({ entrance }: Pick<ApiDeps, 'entrance'>, service: string): boolean {
  return entrance?.clients.some((one) => one.service === service) === true;
}

/** The service's own page that begins a sign-in, told who asks it to. */
export function entryOf({ entryUri }: ServiceClient, { publicUrl }: Pick<ApiDeps, 'publicUrl'>): string {
  const address = new URL(entryUri);
  address.searchParams.set('iss', issuerOf(publicUrl));
  return address.href;
}
