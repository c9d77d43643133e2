import type { ServiceCode } from '../service/services.ts';

/** A service that trusts the sign-in of Passerelle (SVC-9), as it is configured. */
export interface ServiceClient {
  service: ServiceCode;
  secret: string;
  /** where people come back to it; the first is the one it names where it names none */
  redirectUris: [string, ...string[]];
  /** its own page that begins a sign-in: where « Entrer » leads */
  entryUri: string;
  /** where it is told that somebody's access is over; null: it asks by itself */
  logoutUri: string | null;
}

/** By what a service is known to the provider. */
export function clientIdOf(service: ServiceCode): string {
  return service.toLowerCase();
}

/** Where the provider's endpoints are, under the address that people use. */
export const PROVIDER_PATH = '/oidc';

/** Whom tokens are of: discovery stands under it. */
export function issuerOf(publicUrl: string): string {
  return `${publicUrl}${PROVIDER_PATH}`;
}

/** Pages of a sign-in that a service asked for. */
export const ENTRANCE_PATH = '/entree';
