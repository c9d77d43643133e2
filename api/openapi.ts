import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Code } from '../domain/codes.ts';
import { isOfPartner } from './joined.ts';
import { problemSchema, statusOf } from './problem.ts';
import type { Route } from './route.ts';
import type { Status } from './status.ts';

/** Codes any operation may answer, by what it has. */
function commonErrors(route: Route): Code[] {
  const takesBody = route.method !== 'get';
  return [
    ...when(Array.isArray(route.roles), 'NON_AUTHENTIFIE', 'ACTION_NON_PERMISE'),
    ...when(route.roles === 'link', 'LIEN_INCONNU'),
    ...when(route.roles === 'service', 'NON_AUTHENTIFIE'),
    // what a body names may be missing, for this reader, as what the address does
    ...when(route.path.includes('{') || route.body !== undefined, 'INTROUVABLE'),
    ...when(takesBody, 'JSON_ILLISIBLE', 'CORPS_TROP_GROS', 'TYPE_NON_PRIS_EN_CHARGE', 'ORIGINE_REFUSEE'),
    ...when(route.idempotent, 'CLE_REUTILISEE', 'NON_CONFIRME'),
    'REQUETE_ILLISIBLE',
    'REQUETE_TROP_LENTE',
    'SAISIE_INVALIDE',
    'ENTETES_TROP_GROS',
    'INDISPONIBLE',
  ];
}

const byWords = (a: string, b: string): number => a.localeCompare(b, 'fr');

const when = (holds: boolean, ...codes: Code[]): Code[] => (holds ? codes : []);

/** The OpenAPI 3.1 document, made from the contracts and nothing else. */
export function openApiDocument(routes: readonly Route[], publicUrl: string): unknown {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'session', {
    type: 'http',
    scheme: 'bearer',
    description: 'Jeton rendu par POST /auth/login',
  });
  registry.registerComponent('securitySchemes', 'service', {
    type: 'http',
    scheme: 'bearer',
    description: 'Jeton propre à un service, fixé par la configuration de Passerelle',
  });
  for (const route of routes) registerRoute(registry, route);
  return new OpenApiGeneratorV31(registry.definitions, { sortComponents: 'alphabetically' }).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Passerelle',
      version: '1.0.0',
      description:
        'Ouverture des services de Mon compte partenaire aux partenaires des Caf. Erreurs : RFC 9457, toutes les fautes à la fois.',
    },
    servers: [{ url: publicUrl }],
    tags: [...new Set(routes.map((route) => route.tag))].sort(byWords).map((name) => ({ name })),
  });
}

function registerRoute(registry: OpenAPIRegistry, route: Route): void {
  const content = {
    ...(route.upload === false ? {} : { 'multipart/form-data': { schema: uploadSchema(route) } }),
    ...(route.upload === true ? {} : { 'application/json': { schema: route.body ?? z.object({}) } }),
  };
  registry.registerPath({
    method: route.method,
    path: `/api/v1${route.path}`,
    operationId: `${route.method}${route.path.replace(/[/{}-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, audienceWords(route)].filter(Boolean).join('\n\n'),
    ...(Array.isArray(route.roles) ? { 'x-roles': [...route.roles] } : {}),
    security: Array.isArray(route.roles) ? [{ session: [] }] : route.roles === 'service' ? [{ service: [] }] : [],
    request: {
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...(route.idempotent
        ? {
            headers: z.object({
              'Idempotency-Key': z
                .string()
                .regex(/^[\x21-\x7e]{1,200}$/)
                .optional(),
            }),
          }
        : {}),
      ...(route.body === undefined && route.upload === false
        ? {}
        : { body: { required: route.upload === true || route.body?.safeParse({}).success !== true, content } }),
    },
    responses: { ...successes(route), ...moved(route), ...failures(route) },
  });
}

function uploadSchema(route: Route): z.ZodObject {
  const file = z.string().meta({ format: 'binary', description: 'Fichier à joindre' });
  const joined = { file: route.upload === 'optional' ? file.optional() : file };
  return route.body instanceof z.ZodObject ? route.body.extend(joined) : z.object(joined);
}

function audienceWords(route: Route): string {
  if (route.roles === 'public') return 'Ouvert à tous.';
  if (route.roles === 'link') return 'Par le lien à usage unique reçu par courriel.';
  if (route.roles === 'service') return 'Par le jeton propre au service.';
  return `Rôles : ${route.roles.join(', ')}.`;
}

function successes(route: Route) {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, spec]) => [
      status,
      {
        description: spec.description,
        ...(spec.headers === undefined
          ? {}
          : {
              headers: Object.fromEntries(
                Object.entries(spec.headers).map(([name, description]) => [
                  name,
                  { description, schema: { type: 'string' as const } },
                ]),
              ),
            }),
        ...(spec.schema === undefined && spec.contentType === undefined
          ? {}
          : {
              content: {
                [spec.contentType ?? 'application/json']: {
                  schema: spec.schema ?? z.string().meta({ format: 'binary' }),
                },
              },
            }),
      },
    ]),
  );
}

/** DEL-11: two records of one SIRET were joined; whoever keeps the address of the one that is gone is told the other's. */
function moved(route: Route): ReturnType<typeof successes> {
  if (!isOfPartner(route)) return {};
  const location = { description: 'Adresse de la fiche conservée', schema: { type: 'string' as const } };
  return { 308: { description: 'Fiche réunie avec une autre du même SIRET', headers: { Location: location } } };
}

/** Failures by status, each with the codes it may carry. */
function failures(route: Route) {
  const byStatus = new Map<Status, Code[]>();
  for (const code of [...commonErrors(route), ...route.errors]) {
    const codes = byStatus.get(statusOf(code)) ?? [];
    if (!codes.includes(code)) codes.push(code);
    byStatus.set(statusOf(code), codes);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        String(status),
        {
          description: codes.map((code) => `\`${code}\``).join(', '),
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      ]),
  );
}
