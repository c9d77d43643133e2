import { z } from 'zod';
import type { PartnerRow } from '../../adapters/store/queries/partners.ts';
import { departementSchema, emailSchema, line, phoneSchema, siretSchema } from '../../domain/formats/schemas.ts';
import { NATURES, ORGANISATION_TYPES, type OrganisationType } from '../../domain/partner/types.ts';
import type { ClosedWords } from '../../domain/service/national.ts';
import { SERVICE_CODES, SERVICE_STATES, SERVICES, type ServiceCode } from '../../domain/service/services.ts';
import { id, instant, iso, isoOrNull } from './common.ts';

/** Départements of reach, each once (FMT-4). */
export const departments = z
  .array(departementSchema)
  .min(1)
  .max(110)
  .transform((codes) => [...new Set(codes)]);

/** What may be said of an organisme; its SIRET is what it is known by and never changes here. */
export const contactFields = {
  raisonSociale: line(200).meta({ example: 'Esat Les Peupliers' }),
  address: line(500),
  email: emailSchema,
  phone: phoneSchema,
  departments,
  nature: z.enum(NATURES).optional().meta({
    description: 'Personne morale ou physique ; absent : pas dit (l’Espace Tuteur est réservé aux premières, TUT-1)',
  }),
  typeOrganisme: z.enum(ORGANISATION_TYPES).optional().meta({
    description:
      'Type d’organisme (§2.4) : de lui dépendent les services auxquels il a droit (CONV-1) ; absent : pas dit',
  }),
};
export const partnerIn = z.strictObject({ siret: siretSchema, ...contactFields }).meta({ id: 'PartnerIn' });

/** … as it is recorded; `confirmed`: that its départements leave out the Caf's own is meant. */
export const newPartnerIn = partnerIn.extend({
  confirmed: z.boolean().default(false).meta({ description: 'Ses départements sont bien ceux-là (CONV-11)' }),
});

export const partnerOut = z
  .object({
    id,
    caf: z.string(),
    siret: z.string(),
    siren: z.string(),
    raisonSociale: z.string(),
    address: z.string(),
    email: z.string(),
    phone: z.string(),
    departments: z.array(z.string()),
    nature: z.enum(NATURES).nullable().meta({ description: 'null : pas connue' }),
    typeOrganisme: z.enum(ORGANISATION_TYPES).nullable().meta({ description: 'null : pas connu' }),
    version: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Partner' });

export function presentPartner(row: PartnerRow): z.input<typeof partnerOut> {
  const { caf, siret, siren, raisonSociale, address, email, phone, departments: reach, version } = row;
  return {
    id: row.id,
    caf,
    siret,
    siren,
    raisonSociale,
    address,
    email,
    phone,
    departments: reach,
    nature: row.nature as (typeof NATURES)[number] | null,
    typeOrganisme: row.typeOrganisme as OrganisationType | null,
    version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  };
}

export const serviceOut = z
  .object({
    id,
    service: z.enum(SERVICE_CODES),
    label: z.string(),
    state: z.enum(SERVICE_STATES),
    opensOn: z.string(),
    since: instant.nullable().meta({ description: 'Ouvert depuis' }),
    closedAt: instant.nullable(),
    reason: z.string().nullable(),
    suspendedAt: instant.nullable(),
    suspendedUntil: instant.nullable().meta({ description: 'Rouvre de lui-même à cet instant' }),
    bulletinId: z.string().meta({ description: "Bulletin d'adhésion qui l'ouvre" }),
    people: z.int().min(0).meta({ description: 'Personnes de l’organisme dans les groupes de ce service' }),
    closedForAll: z
      .object({ detail: z.string(), next: z.string() })
      .nullable()
      .optional()
      .meta({ description: 'Fermé pour tous en ce moment : ce qu’il en est, et la suite' }),
  })
  .meta({ id: 'OpenedService' });

interface ServiceRow {
  id: string;
  service: string;
  state: string;
  opensOn: string;
  openedAt: Date | null;
  closedAt: Date | null;
  reason: string | null;
  suspendedAt: Date | null;
  suspendedUntil: Date | null;
  bulletinId: string;
}

/** `closedForAll`: words of a service that is closed for everyone (domain.md §4.3, §5), whatever it is for this partner. */
export function presentService(
  row: ServiceRow,
  closedForAll: ClosedWords | null,
  people: number,
): z.input<typeof serviceOut> {
  const service = row.service as ServiceCode;
  return {
    id: row.id,
    service,
    label: SERVICES[service],
    state: row.state as 'OUVERTE',
    opensOn: row.opensOn,
    since: isoOrNull(row.openedAt),
    closedAt: isoOrNull(row.closedAt),
    reason: row.reason,
    suspendedAt: row.state === 'SUSPENDUE' ? isoOrNull(row.suspendedAt) : null,
    suspendedUntil: row.state === 'SUSPENDUE' ? isoOrNull(row.suspendedUntil) : null,
    bulletinId: row.bulletinId,
    people,
    closedForAll,
  };
}
