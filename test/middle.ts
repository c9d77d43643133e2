import { expect } from '@jest/globals';
import { signedHash } from '../adapters/files/signedHash.ts';
import { newId } from '../adapters/store/ids.ts';
import { startCorrections } from '../adapters/store/tuteur/startCorrections.ts';
import type { DossierType } from '../domain/kinds.ts';
import type { ServiceCode } from '../domain/service/services.ts';
import { ENTITLED, type TestApi } from './api.ts';
import { PARTNER } from './builders/dossier.ts';
import { workbookOfLines } from './builders/workbook.ts';
import { centralise, openedPartner } from './openPartner.ts';
import { establishment } from './people.ts';
import { judgedReopening } from './reopening.ts';

export const SIRET = '99989000700019';
/** Of the partner's services that are on their way, where each dossier stands. */
export type Standing = 'form' | 'sent' | 'completed' | 'signed' | 'future';

/** `centralised`: the Caf manages its people, and is asked about one (RGT-17). */
export interface Middled {
  amendment: boolean;
  centralised: boolean;
}

/** ESAT Les Peupliers, Cdap open at 93, with something of every kind under way; what the representative and a Caf do next. */
export async function inTheMiddle(api: TestApi, { amendment, centralised }: Middled) {
  const { db, commands } = api.deps;
  const { partnerId, claire } = await openedPartner(api);
  const agent = await api.as('agent93');
  const admin = await api.as('admin93');
  // its Esat service is asked for anew
  await db.openedService.updateMany({
    where: { partnerId, service: 'ESAT' },
    data: { state: 'FERMEE', closedAt: api.now },
  });
  await db.group.updateMany({ where: { partnerId, service: 'ESAT' }, data: { closedAt: api.now } });
  await db.document.updateMany({ where: { partnerId, service: 'ESAT' }, data: { state: 'CLOS', closedAt: api.now } });

  const post = async (path: string, body: object, token = agent) => {
    const answer = await api.call('POST', path, { token, body });
    expect([path, answer.status, answer.body.errors ?? answer.body.detail]).toEqual([
      path,
      expect.any(Number),
      undefined,
    ]);
    expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  const typeOf = async (processId: string) =>
    (await db.process.findUniqueOrThrow({ where: { id: processId } })).type as DossierType;
  const told = async (processId: string, act: object) => {
    const sent = { processId, type: await typeOf(processId), act, actor: PARTNER, key: newId(), bodyHash: '' };
    const outcome = await commands.send(sent as Parameters<typeof commands.send>[0]);
    expect([processId, outcome]).toEqual([processId, expect.objectContaining({ status: 'done' })]);
  };
  /** The representative fills every bulletin that waits for it. */
  const fill = async (processId: string, departments: string[]) => {
    const waiting = await db.document.findMany({ where: { processId, state: 'A_COMPLETER' } });
    for (const { id, siret, content } of waiting)
      await told(processId, {
        type: 'complete',
        documentId: id,
        content: {
          ...{ raisonSociale: 'ESAT Les Peupliers', siret, roles: (content as { roles: string[] }).roles, departments },
          signatory: { name: 'Anne Roy', function: 'Directrice' },
        },
      });
  };
  /** … and signs all that there is to sign, in one act. */
  const sign = async (processId: string) => {
    const open = await db.document.findMany({ where: { processId, state: 'A_SIGNER' } });
    const documents = open.map((one) => ({ id: one.id, version: one.version, hash: signedHash(one) }));
    await told(processId, { type: 'sign', documents, name: 'Anne Roy', function: 'Directrice' });
  };
  /** Completes the Caf's open task of a kind; refuses nothing by itself. */
  const task = async (processId: string, kind: string, outcome: string, fields: object = {}, token = agent) => {
    const { id } = await db.task.findFirstOrThrow({ where: { processId, kind, state: 'OUVERTE' } });
    return api.call('POST', `/tasks/${id}/complete`, { token, body: { outcome, ...fields } });
  };
  const asked = async (service: ServiceCode, typeOrganisme: string, more: object = {}): Promise<string> => {
    await db.partner.update({ where: { id: partnerId }, data: { typeOrganisme } });
    const body = { services: [service], eligibility: ENTITLED, confirmed: true, ...more };
    return (await post(`/partners/${partnerId}/conventionnements`, body)).processId;
  };

  // Omar uses Cdap T4: what a yearly control looks at
  const { id: claireId } = (await api.call('GET', '/me', { token: claire })).body.user;
  const omar = { firstName: 'Omar', lastName: 'Bensaïd', email: 'omar.bensaid@peupliers.example' };
  const { id: omarId } = await post(
    `/partners/${partnerId}/users`,
    { ...omar, numeroInstructeur: '093C05501' },
    claire,
  );
  const made = { service: 'CDAP', code: 'T4RSA', label: 'T4 Rsa', managerId: claireId };
  const { id: groupId } = await post(`/partners/${partnerId}/groups`, made, claire);
  const roleGiven = await api.call('PUT', `/groups/${groupId}/role`, { token: claire, body: { role: 'T4' } });
  expect([roleGiven.status, roleGiven.body.detail]).toEqual([200, undefined]);
  await post(`/groups/${groupId}/members`, { userId: omarId }, claire);
  const control = (await post(`/partners/${partnerId}/annual-controls`, { year: 2026, sampleSize: 5 })).id;

  if (centralised) await centralise(db, partnerId);
  const delegationMode = centralised ? 'CENTRALISE' : 'DELEGUE';

  const { raisonSociale, address, email, phone } = await db.partner.findUniqueOrThrow({ where: { id: partnerId } });
  const dossiers: Record<Standing, string> = { form: '', sent: '', completed: '', signed: '', future: '' };
  dossiers.future = await asked('OFFRE_BAILLEURS', 'BAILLEUR_PRIVE', { opensOn: '2026-03-20' });
  await fill(dossiers.future, ['93']);
  await sign(dossiers.future);
  expect((await task(dossiers.future, 'CONTRESIGNER', 'countersign')).status).toBe(200);
  dossiers.sent = await asked('AFAS', 'ESAT');
  dossiers.completed = await asked('ADONIS', 'AIDE_A_DOMICILE');
  await fill(dossiers.completed, ['93']);
  dossiers.signed = await asked('DGFIP', 'DDFIP');
  await fill(dossiers.signed, ['93']);
  await sign(dossiers.signed);
  await db.partner.update({ where: { id: partnerId }, data: { typeOrganisme: 'ESAT' } });
  const esat = { siret: SIRET, raisonSociale, address, email, phone, departments: ['93'], opensOn: '2026-03-10' };
  const onboarding = { ...esat, knownInMcp: true, knownInHabtiers: false, delegationMode, confirmed: true };
  dossiers.form = (await post('/esat/onboardings', onboarding)).processId;

  const avenant = amendment
    ? (
        await post(`/partners/${partnerId}/avenants`, {
          object: 'EXTENSION_PORTEE',
          departments: ['77'],
          reason: 'Second site',
        })
      ).processId
    : null;
  const suspension = (await post(`/partners/${partnerId}/services/CDAP/suspend`, { reason: 'Correction' })).processId;
  const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
  const annexe = (await post(`/partners/${partnerId}/administrators`, { leavingUserId: null, incoming: zoe }, claire))
    .processId;
  const support = (await post('/support-requests', { kind: 'AIDE', service: 'CDAP', what: 'Un souci' }, claire)).id;
  const stolen = { what: 'Poste volé', userIds: [claireId] };
  const incident = (await post(`/partners/${partnerId}/security-incidents`, stolen, claire)).id;
  const form = {
    raisonSociale,
    address,
    email,
    phone,
    siret: SIRET,
    caf: '93',
    profiles: ['T2'],
    cafproOtherDepartment: false,
    otherCafNeed: false,
  };
  const request = (await post('/access-requests', form)).processId;
  await post(`/access-requests/${request}/take`, {});
  const upload = new FormData();
  const lines = [
    ['Prénom', 'Nom', 'Courriel'],
    ['Ana', 'Lopez', 'ana.lopez@peupliers.example'],
  ];
  upload.set('file', new Blob([new Uint8Array(workbookOfLines(lines))]), 'personnes.xlsx');
  const imported = await api.call('POST', `/partners/${partnerId}/users/import`, {
    token: centralised ? agent : claire,
    raw: upload,
  });
  expect(imported.status).toBe(202);

  // Tiersi knows it by another establishment: the Caf is asked which SIRET is right
  const { reopeningId } = await judgedReopening(
    db,
    [{ siret: SIRET, sirets: [establishment(SIRET, 2)], unknown: true }],
    { at: api.now },
  );
  await db.tuteurCheck.updateMany({ where: { processId: reopeningId }, data: { partnerId, caf: '93' } });
  const [correction = ''] = await db.$transaction((tx) => startCorrections(tx, reopeningId, api.now));
  await commands.start({ processId: correction, type: 'siretCorrection' });

  let userRequest: string | null = null;
  if (centralised) {
    const nadia = { firstName: 'Nadia', lastName: 'Ferrand', email: 'nadia.ferrand@peupliers.example' };
    const what = { what: 'create', person: nadia, groupIds: [], reason: 'Nouvelle éducatrice' };
    userRequest = (await post(`/partners/${partnerId}/user-requests`, what, claire)).id;
  }

  // an agent of 93 holds everything that waits for one
  for (const { id } of await db.task.findMany({ where: { state: 'OUVERTE', caf: '93' } }))
    expect([id, (await api.call('POST', `/tasks/${id}/claim`, { token: agent })).status]).toEqual([id, 200]);

  const others = {
    suspension,
    annexe,
    support,
    incident,
    request,
    import: imported.body.processId,
    correction,
    avenant,
    control,
    userRequest,
  };
  return { partnerId, omarId, claire, agent, admin, dossiers, others, post, told, fill, sign, task };
}
export type Middle = Awaited<ReturnType<typeof inTheMiddle>>;
