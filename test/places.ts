import { ENTITLED, partnerBody, type TestApi } from './api.ts';

export type Place = 'partner' | 'dossier' | 'versions' | 'link' | 'eligibility' | 'request' | 'requestLink' | 'task';

const NOWHERE: Record<Place, string> = {
  partner: '',
  dossier: '',
  versions: '',
  link: '',
  eligibility: '',
  request: '',
  requestLink: '',
  task: '',
};

/** Address of the link that a process's mails carry. */
export async function linkPathOf(api: TestApi, processId: string, kind: 'dossier' | 'request'): Promise<string> {
  const { linkRef, linkVersion, linkEmail } = await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } });
  const secret = { kind, linkRef, version: linkVersion, recipient: linkEmail ?? '' };
  return `/lien/${api.deps.secrets.linkToken(secret)}`;
}

/** A partner, a dossier that waits for its partner, one that waits for the Caf, an access request, a campaign. */
export async function prepare(api: TestApi): Promise<Record<Place, string>> {
  const places = { ...NOWHERE };
  const linkOf = (processId: string, kind: 'dossier' | 'request') => linkPathOf(api, processId, kind);
  const token = await api.as('admin93');
  const partner = await api.call('POST', '/partners', { token, body: partnerBody() });
  places.partner = `/partenaires/${partner.body.id}`;
  const started = await api.call('POST', `/partners/${partner.body.id}/conventionnements`, {
    token,
    body: {
      services: ['CDAP'],
      profiles: ['T2', 'T9'],
      missions: ['Action sociale'],
      delegationMode: 'DELEGUE',
      eligibility: ENTITLED,
    },
  });
  places.dossier = `/dossiers/${started.body.processId}`;
  const where = { processId: started.body.processId, kind: 'CONVENTION' };
  places.versions = `/documents/${(await api.deps.db.document.findFirstOrThrow({ where })).id}/versions`;
  places.link = await linkOf(started.body.processId, 'dossier');

  const onboarding = {
    raisonSociale: 'ESAT Les Ormes',
    siret: '99992546400011',
    address: '3 rue des Ormes, 93100 Montreuil',
    email: 'direction@ormes.example',
    phone: '0148000002',
    departments: ['93'],
    opensOn: '2026-01-01',
  };
  const esat = await api.call('POST', '/esat/onboardings', {
    token,
    body: { ...onboarding, knownInMcp: false, knownInHabtiers: false, confirmed: true },
  });
  places.eligibility = await linkOf(esat.body.processId, 'dossier');

  const form = {
    raisonSociale: 'Association <script>alert(1)</script>',
    siret: '99991041700024',
    address: '2 rue X',
    email: 'x@assoc.example',
    phone: '0148000003',
    caf: '93',
    profiles: ['T1', 'T2', 'T9'],
    cafproOtherDepartment: false,
    otherCafNeed: false,
  };
  const request = await api.call('POST', '/access-requests', { body: form });
  if (request.status !== 202) throw new Error(JSON.stringify(request.body));
  places.request = `/dossiers/${request.body.processId}`;
  places.requestLink = await linkOf(request.body.processId, 'request');
  const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: request.body.processId } });
  places.task = `/taches/${task.id}`;
  return places;
}
