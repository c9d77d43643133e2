import { cafSettings, saveCafSettings } from '../../../adapters/store/cafSettings.ts';
import { cafName } from '../../../domain/caf/cafs.ts';
import type { CafSettings } from '../../../domain/caf/settings.ts';
import { actorOf, ownCaf } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';
import { cafSettingsBody, cafSettingsOut } from '../../shapes/cafSettings.ts';

export const putCafSettings = route({
  method: 'put',
  path: '/caf-settings',
  tag: 'Session',
  summary: 'Régler la boîte, les guides et les canaux de sa Caf',
  description: 'Remplace tout. Les courriels et les pages les emploient dans les secondes qui suivent.',
  roles: ['cafAdmin'],
  body: cafSettingsBody,
  responses: { 200: { description: 'Réglé', schema: cafSettingsOut } },
  async handler({ deps, person, body, ip, at }) {
    const caf = ownCaf(person);
    const guides = Object.fromEntries(Object.entries(body.guides).filter(([, url]) => url !== undefined));
    const settings: CafSettings = { ...body, guides };
    await deps.db.$transaction(async (tx) => {
      const before = await cafSettings(tx, caf);
      await saveCafSettings(tx, caf, settings, at);
      const line = { action: 'caf.settings', entity: 'caf', entityId: caf, label: 'Réglages de la Caf changés' };
      await journal(tx, { ...line, before, after: settings }, { at, actor: actorOf(person, ip), caf });
    });
    await deps.refreshMailboxes();
    const mailbox = settings.mailbox ?? deps.mailboxOf(caf);
    return { status: 200, body: { caf: { code: caf, name: cafName(caf) }, settings, mailbox } };
  },
});
