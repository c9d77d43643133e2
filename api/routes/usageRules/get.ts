import { z } from 'zod';
import {
  mustAcceptRules,
  USAGE_READERS,
  USAGE_RULES,
  USAGE_RULES_SINCE,
  USAGE_RULES_VERSION,
  type UsageReader,
} from '../../../domain/usageRules/rules.ts';
import { ROLES } from '../../access.ts';
import { route } from '../../route.ts';
import { instant, isoOrNull } from '../../shapes/common.ts';

export const usageRulesOut = z
  .object({
    version: z.number().int(),
    since: z.iso.date(),
    parts: z.array(z.object({ title: z.string(), rules: z.array(z.string()) })),
    accepted: z
      .object({ version: z.number().int(), at: instant.nullable() })
      .nullable()
      .meta({ description: 'Dernière version que la personne a acceptée' }),
    toAccept: z.boolean().meta({ description: 'Les pages la demandent à la prochaine visite ; l’API ne l’exige pas' }),
  })
  .meta({ id: 'UsageRules' });

export const getUsageRules = route({
  method: 'get',
  path: '/usage-rules',
  tag: 'Session',
  summary: 'Règles d’usage, et ce que j’en ai accepté',
  roles: ROLES,
  responses: { 200: { description: 'La version en vigueur', schema: usageRulesOut } },
  async handler({ deps, person }) {
    const { partnerId, rulesVersion } = person;
    const { rulesAcceptedAt } = await deps.db.user.findUniqueOrThrow({
      where: { id: person.id },
      select: { rulesAcceptedAt: true },
    });
    return {
      status: 200,
      body: {
        version: USAGE_RULES_VERSION,
        since: USAGE_RULES_SINCE,
        parts: (Object.keys(USAGE_READERS) as UsageReader[]).map((reader) => ({
          title: USAGE_READERS[reader],
          rules: USAGE_RULES.filter((rule) => rule.reader === reader).map(({ text }) => text),
        })),
        accepted: rulesVersion === null ? null : { version: rulesVersion, at: isoOrNull(rulesAcceptedAt) },
        toAccept: mustAcceptRules({ partnerId, rulesVersion }),
      },
    };
  },
});
