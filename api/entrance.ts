import type { Express } from 'express';
import { EntranceRefused } from '../adapters/identity/provider/provider.ts';
import { PROVIDER_PATH } from '../domain/entrance/client.ts';
import { DomainError } from '../domain/errors.ts';
import type { ApiDeps } from './deps.ts';

/** Puts the OpenID provider's endpoints on the application (SVC-9), where services are configured that trust it. */
export function mountProvider(app: Express, deps: ApiDeps): void {
  app.use(PROVIDER_PATH, (request, response, next) => {
    if (deps.entrance === null) return next();
    const failed = (error: unknown) => next(error instanceof EntranceRefused ? entranceRefused() : error);
    response.setHeader('Cache-Control', 'no-store');
    void deps.entrance.provider.handle(request, response, failed);
  });
}

/** What people read where a service asked in a way that cannot be answered to it: which one is wrong stands in the log. */
export function entranceRefused(): DomainError {
  return new DomainError(
    'ENTREE_REFUSEE',
    'La demande du service ne peut pas aboutir : elle n’est pas valable, ou elle est trop ancienne. Entrez de nouveau dans le service depuis « Mes services ».',
    { rule: 'SVC-9' },
  );
}
