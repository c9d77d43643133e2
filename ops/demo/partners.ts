import { type Api, Refused } from './http.ts';
import type { Mailbox } from './mailbox.ts';
import type { BulletinContent, Link } from './shapes.ts';

const SIGNATORY = { name: 'Anne Roy', function: 'Directrice' };

const GONE = 410;

/** Opens a mailed link and does all that it asks for, as the partner's representative would in one sitting. */
export async function followLink(api: Api, mailbox: Mailbox, token: string): Promise<void> {
  const path = `links/${token}`;
  let link = await api.call<Link>(path).catch((error: unknown) => {
    if (error instanceof Refused && error.status === GONE) return null; // an earlier mail: it has served
    throw error;
  });
  if (link === null) return;
  if (link.eligibilityExpected) {
    const form = { casf: true, cdaph: true, places: 40, autorisation: 'Arrêté préfectoral du 12/03/2019' };
    await api.call(path, { json: { action: 'fillEligibility', form } });
    return; // the Caf checks first; documents come by another mail
  }
  for (const document of link.documents.filter((one) => one.actions.includes('complete')))
    await api.call(path, {
      json: { action: 'complete', documentId: document.id, content: filled(document.defaults, link.organisme) },
    });

  link = await api.call<Link>(path);
  const toSign = link.documents.filter((one) => one.actions.includes('sign'));
  if (toSign.length === 0) return;
  const since = Date.now();
  await api.call(`${path}/code`, { json: {} });
  const code = await mailbox.code(token, since);
  const documents = toSign.map(({ id, version }) => ({ id, version }));
  await api.call(path, { json: { action: 'sign', ...SIGNATORY, consent: true, code, documents } });
}

/** The bulletin as it comes prefilled; what only the partner knows is added. */
function filled(defaults: BulletinContent | null, organisme: string): BulletinContent {
  const content = defaults ?? {};
  return {
    ...content,
    raisonSociale: content.raisonSociale ?? organisme,
    administrateur: content.administrateur ?? {
      firstName: 'Paul',
      lastName: 'Reyne',
      email: `paul.reyne@esat-${content.siret ?? ''}.example`,
    },
    signatory: content.signatory ?? SIGNATORY,
  };
}
