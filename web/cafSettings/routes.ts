import { getCafSettings } from '../../api/routes/cafSettings/get.ts';
import { putCafSettings } from '../../api/routes/cafSettings/put.ts';
import { cafSettingsOut } from '../../api/shapes/cafSettings.ts';
import { GUIDE_CODES } from '../../domain/caf/settings.ts';
import { type FormBody, text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import type { Pages } from '../kit/pages.ts';
import type { Visit } from '../kit/visit.ts';
import { CAF_SETTINGS_PATH, CafSettingsPage, settingsTyped } from './page.tsx';

const FORM = 'reglages';

/** What a Caf sets for its agents and its partners: read by its agents, set by its cafAdmin. */
export function cafSettingPages(pages: Pages): void {
  pages.get(CAF_SETTINGS_PATH, (visit) => show(visit, null, 200));

  pages.post(CAF_SETTINGS_PATH, (visit) =>
    answerForm(
      visit,
      FORM,
      () => visit.send(putCafSettings, { body: settingsInput(visit.body) }),
      () => visit.go(CAF_SETTINGS_PATH, 'Les réglages de votre Caf sont enregistrés.'),
      (form, status) => show(visit, form, status),
    ),
  );
}

async function show(visit: Visit, again: FormState | null, status: number): Promise<void> {
  const { caf, settings, mailbox } = await visit.read(cafSettingsOut, getCafSettings);
  const form = again ?? freshForm(FORM, settingsTyped(settings));
  await visit.show(CafSettingsPage({ view: visit.view, caf, mailbox, settings, form }), status);
}

/** An empty field sets nothing. */
function settingsInput(body: FormBody): Record<string, unknown> {
  const set = (name: string) => {
    const typed = text(body, name).trim();
    return typed === '' ? null : typed;
  };
  const guides = GUIDE_CODES.flatMap((code) => {
    const address = set(`guides.${code}`);
    return address === null ? [] : [[code, address]];
  });
  return {
    ...{ mailbox: set('mailbox'), cafproChannel: set('cafproChannel'), dialogue: set('dialogue') },
    ...{ resourceCentre: set('resourceCentre'), dataProtection: set('dataProtection') },
    guides: Object.fromEntries(guides),
  };
}
