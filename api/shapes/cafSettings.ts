import { z } from 'zod';
import { type GuideReader, guidesFor } from '../../domain/caf/guides.ts';
import { type CafSettings, GUIDE_CODES, GUIDES } from '../../domain/caf/settings.ts';
import { emailSchema, prose } from '../../domain/formats/schemas.ts';

const words = prose(300).nullable();
const address = z
  .url({ protocol: /^https$/, error: 'Une adresse complète est attendue, qui commence par https.' })
  .max(500)
  .meta({ example: 'https://www.caf.fr/partenaires' });

/** What a Caf sets for its agents and its partners. */
export const cafSettingsBody = z.strictObject({
  mailbox: emailSchema.nullable().meta({ description: 'Boîte de la Caf ; `null` : celle de la plateforme' }),
  cafproChannel: words.meta({ description: 'Où s’adresser pour un profil qui reste dans Cafpro (REQ-4)' }),
  dialogue: address.nullable().meta({ description: 'Espace de dialogue du portail (UI-9)' }),
  resourceCentre: words.meta({ description: 'Centre de ressources, pour les agents (ESAT-27)' }),
  dataProtection: words.meta({ description: 'Délégué à la protection des données' }),
  guides: z
    .partialRecord(z.enum(GUIDE_CODES), address)
    .meta({ description: `Adresses des guides : ${Object.values(GUIDES).join(', ')}` }),
});

export const cafSettingsOut = z
  .object({
    caf: z.object({ code: z.string(), name: z.string() }),
    settings: z.object({
      mailbox: z.string().nullable(),
      cafproChannel: z.string().nullable(),
      dialogue: z.string().nullable(),
      resourceCentre: z.string().nullable(),
      dataProtection: z.string().nullable(),
      guides: z.partialRecord(z.enum(GUIDE_CODES), z.string()),
    }),
    mailbox: z
      .string()
      .nullable()
      .meta({ description: 'Celle qui sert : réglée, ou de la plateforme ; pas pour un utilisateur (ADM-8)' }),
  })
  .meta({ id: 'CafSettings' });

export type CafSettingsView = z.output<typeof cafSettingsOut>;

/** What somebody of a partner is shown: nothing that is for agents; the mailbox for administrateurs alone (RGT-11, ADM-8); their own guides (UI-7). */
export function shownToPartner(settings: CafSettings, reader: GuideReader): CafSettings {
  const guides = guidesFor(settings.guides, reader);
  const mailbox = reader.roles.includes('administrateur') ? settings.mailbox : null;
  return { ...settings, guides, mailbox, resourceCentre: null };
}
