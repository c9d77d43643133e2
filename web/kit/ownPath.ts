/** Only a path of this site is gone back to. */
export function ownPath(given: unknown): string {
  if (typeof given !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(given) || given.startsWith('/connexion'))
    return '/';
  return given;
}
