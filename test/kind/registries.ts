import { jest } from '@jest/globals';

/**
 * Puts the kind into the registries of this test file: production's lines, and one more in each. Nothing that reads a registry may be
 * loaded before. Workflows have their own (workflows.ts), as they run in a bundle.
 */
export async function registerPriorConvention(): Promise<void> {
  const { priorConvention: declaration } = await import('./priorConvention/dossier.ts');
  const declared = await import('../../domain/dossier/declared.ts');
  jest.unstable_mockModule('../../domain/dossier/declared.ts', () => ({ ...declared, priorConvention: declaration }));

  const { priorConvention: kind } = await import('./priorConvention/kind.ts');
  const kinds = await import('../../domain/dossierKinds.ts');
  jest.unstable_mockModule('../../domain/dossierKinds.ts', () => ({ ...kinds, priorConvention: kind }));

  const { priorConventionRoute: route } = await import('./priorConvention/workflow.ts');
  const routes = await import('../../workflows/routes.ts');
  jest.unstable_mockModule('../../workflows/routes.ts', () => ({ ...routes, priorConvention: route }));

  const { priorConventionRoutes } = await import('./priorConvention/routes.ts');
  const resources = await import('../../api/routes/resources.ts');
  jest.unstable_mockModule('../../api/routes/resources.ts', () => ({ ...resources, priorConventionRoutes }));
}
