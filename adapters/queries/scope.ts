/** What the asking person may see (api/access.ts): everything, what one Caf manages or keeps reading, or one organisation. */
export type Scope = { all: true } | { caf: string } | { partnerId: string } | { nothing: true };

/** Prisma condition for rows that carry `caf`, and perhaps a process whose former Caf keeps reading (DEL-7b). */
export function processScope(scope: Scope) {
  if ('all' in scope) return {};
  if ('caf' in scope) return { OR: [{ caf: scope.caf }, { readerCaf: scope.caf }] };
  if ('partnerId' in scope) return { partnerId: scope.partnerId };
  return { id: '' };
}

/** Prisma condition for partners. */
export function partnerScope(scope: Scope) {
  if ('all' in scope) return {};
  if ('caf' in scope) return { OR: [{ caf: scope.caf }, { processes: { some: { readerCaf: scope.caf } } }] };
  if ('partnerId' in scope) return { id: scope.partnerId };
  return { id: '' };
}

/** Prisma condition for rows that a Caf alone sees. */
export function cafScope(scope: Scope) {
  if ('all' in scope) return {};
  if ('caf' in scope) return { caf: scope.caf };
  return { caf: '' };
}
