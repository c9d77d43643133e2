import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { USAGE_RULES_VERSION } from '../../../domain/usageRules/rules.ts';
import { actorOf, PARTNER_SIDE } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';

export const acceptUsageRules = route({
  method: 'post',
  path: '/usage-rules/accept',
  tag: 'Session',
  summary: 'Accepter les règles d’usage',
  description:
    'Pour soi seulement, et la version en vigueur seulement : `version` dit celle qui a été lue. Accepter deux fois la même ne change rien. Les pages l’attendent avant tout le reste ; un programme n’est pas retenu (UI-5).',
  roles: PARTNER_SIDE,
  body: z.strictObject({ version: z.number().int().meta({ example: USAGE_RULES_VERSION }) }),
  responses: { 204: { description: 'Acceptées' } },
  errors: ['ETAT_INCOMPATIBLE'],
  async handler({ deps, person, body, ip, at }) {
    if (body.version !== USAGE_RULES_VERSION)
      throw new DomainError(
        'ETAT_INCOMPATIBLE',
        'Ces règles d’usage ne sont pas celles qui sont en vigueur. Rouvrez la page et lisez-les.',
        { rule: 'UI-5' },
      );
    await deps.db.$transaction(async (tx) => {
      const { count } = await tx.user.updateMany({
        where: { id: person.id, OR: [{ rulesVersion: null }, { rulesVersion: { lt: body.version } }] },
        data: { rulesVersion: body.version, rulesAcceptedAt: at },
      });
      if (count === 0) return;
      const partner = await tx.partner.findUnique({ where: { id: person.partnerId ?? '' }, select: { caf: true } });
      const label = `Règles d'usage acceptées (version ${body.version})`;
      const line = { action: 'usageRules.accepted', entity: 'user', entityId: person.id, label, rule: 'UI-5' };
      const before = { version: person.rulesVersion };
      const after = { version: body.version };
      await journal(tx, { ...line, before, after }, { at, actor: actorOf(person, ip), caf: partner?.caf ?? null });
    });
    return { status: 204 };
  },
});
