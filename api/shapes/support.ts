import { z } from 'zod';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { emailSchema, prose, sought } from '../../domain/formats/schemas.ts';
import { SERVICE_CODES } from '../../domain/service/services.ts';
import { SUPPORT_STATES } from '../../domain/supportRequest/transitions.ts';
import {
  EXCHANGED_BY,
  FOLLOWED_OUTCOMES,
  SUPPORT_KINDS,
  SUPPORT_OUTCOMES,
  type SupportFacts,
} from '../../domain/supportRequest/types.ts';
import { id, instant, iso, isoOrNull } from './common.ts';
import { isLate, waitingForOut } from './process.ts';

const kind = z.enum(SUPPORT_KINDS).meta({ description: 'Aide, incident de sécurité, départ, nouvel approbateur' });
const aboutBeneficiary = z.boolean().default(false);

/** What an administrateur fills in; its subject is made by the system (FMT-11). */
export const supportIn = z.strictObject({
  kind,
  service: z.enum(SERVICE_CODES).optional().meta({ description: 'Demandé pour une aide' }),
  what: prose(4_000).meta({ description: 'Sans donnée d’allocataire' }),
  aboutBeneficiary: aboutBeneficiary.meta({
    description: "La demande porte sur le dossier d'un allocataire : refusée, rien n'est enregistré (SUP-17)",
  }),
  userId: id.optional().meta({ description: 'Qui part, ou le nouvel approbateur' }),
  userIds: z.array(id).max(200).default([]).meta({ description: 'Comptes concernés par un incident' }),
});
export type SupportIn = z.output<typeof supportIn>;

/** What came to the Caf's mailbox, as an agent enters it. */
export const supportMailIn = z.strictObject({
  from: emailSchema.meta({ description: "Adresse de l'expéditeur" }),
  subject: sought(300),
  text: prose(4_000).meta({ description: 'Sans donnée d’allocataire' }),
  kind: kind.default('AIDE'),
  aboutBeneficiary: aboutBeneficiary.meta({ description: "Documents d'un allocataire joints (MAIL-10)" }),
  userIds: z.array(id).max(200).default([]).meta({ description: 'Comptes concernés par un incident' }),
});

export const supportRoutedOut = z
  .object({
    outcome: z.enum([...SUPPORT_OUTCOMES, 'CHANGEMENT_APPROBATEUR']),
    reason: z.string().nullable().meta({ description: 'Pourquoi la demande n’est pas prise telle quelle' }),
    id: id.nullable().meta({ description: 'Demande à suivre ; null quand rien n’est enregistré' }),
    processId: id
      .nullable()
      .meta({ description: 'Dossier ouvert : la demande, l’incident, le changement d’approbateur' }),
  })
  .meta({ id: 'SupportRouted' });
export type SupportRouted = z.input<typeof supportRoutedOut>;

export const supportOut = z
  .object({
    id,
    partnerId: id,
    organisme: z.string(),
    caf: z.string(),
    state: z.enum(SUPPORT_STATES),
    kind,
    outcome: z.enum(FOLLOWED_OUTCOMES),
    channel: z.enum(['PORTAIL', 'COURRIEL']),
    service: z.string().nullable(),
    subject: z.string(),
    reason: z.string().nullable(),
    exchanges: z.array(z.object({ at: instant, by: z.enum(EXCHANGED_BY), text: z.string() })),
    waitingFor: waitingForOut.nullable(),
    dueAt: instant.nullable(),
    late: z.boolean(),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'SupportRequest' });

/** A support request from the row of its process, whose label is the organisme's. */
export function presentSupport(row: ProcessRow, at: Date): z.input<typeof supportOut> {
  const facts = row.facts as unknown as SupportFacts;
  return {
    id: row.id,
    partnerId: row.partnerId ?? '',
    organisme: row.label,
    caf: row.caf,
    state: row.state as (typeof SUPPORT_STATES)[number],
    kind: facts.kind,
    outcome: facts.outcome,
    channel: facts.channel,
    service: facts.service,
    subject: facts.subject,
    reason: facts.reason,
    exchanges: facts.exchanges,
    waitingFor: row.waitingFor as z.input<typeof waitingForOut> | null,
    dueAt: isoOrNull(row.dueAt),
    late: isLate(row, at),
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}
