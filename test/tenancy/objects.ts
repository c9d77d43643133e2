import { keepNote } from '../../adapters/store/dossier/notes.ts';
import { insertUserImport } from '../../adapters/store/people/userImport.ts';
import { createUser } from '../../adapters/store/people/users.ts';
import { recordDelegation } from '../../adapters/store/signatureDelegations.ts';
import { partnerBody, type TestApi } from '../api.ts';
import { receivedFile } from '../builders/receivedFile.ts';
import { inventedSiret } from '../people.ts';
import { casesOf93 } from './cases.ts';

/** One of each kind of object, all of Caf 93, by what their paths begin with. */
export async function objectsOf93(api: TestApi): Promise<Record<string, string>> {
  const token = await api.as('agent93');
  const esat = await api.call('POST', '/esat/onboardings', {
    token,
    body: {
      ...partnerBody({ siret: inventedSiret(20) }),
      knownInMcp: true,
      conventionSiret: inventedSiret(20),
      knownInHabtiers: false,
      delegationMode: 'DELEGUE',
      opensOn: '2026-04-01',
    },
  });
  const { processId } = esat.body;
  const tasks = await api.call('GET', `/tasks?dossier=${processId}`, { token });
  const { partnerId } = (await api.call('GET', `/processes/${processId}`, { token })).body;
  const documents = await api.call('GET', `/partners/${partnerId}/documents`, { token });
  const request = await api.call('POST', '/access-requests', { body: requestForm() });
  const campaign = await api.deps.db.campaign.create({
    data: {
      id: 'campagne-93',
      name: 'Essai',
      caf: '93',
      state: 'EN_COURS',
      deadline: '2026-06-30',
      opensOn: '2026-05-01',
      delegationMode: 'DELEGUE',
      createdBy: 'x',
      createdAt: api.now,
    },
  });
  const person = {
    login: 'MCP000TENAN',
    email: 'anne.roy@tilleuls.example',
    firstName: 'Anne',
    lastName: 'Roy',
    roles: [],
    partnerId,
    password: null,
  };
  const userId = await createUser(api.deps.db, person, api.now);
  const convention = await api.deps.db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
  const group = await api.deps.db.group.create({
    data: {
      id: 'groupe-93',
      partnerId,
      conventionId: convention.id,
      service: 'ESAT',
      code: 'ESAT1',
      label: 'Moniteurs',
      managerId: userId,
      createdBy: userId,
      createdAt: api.now,
    },
  });
  const actor = { id: userId, role: 'administrateur' as const, label: 'Anne Roy', ip: null };
  const cases = await casesOf93(api, { partnerId, userId });
  const pdf = { ...receivedFile('note.pdf', Buffer.from('%PDF-')), mediaType: 'application/pdf' as const };
  const joined = await api.deps.attachments.keep(pdf, { processId, kind: 'NOTE', addedBy: userId }, api.now);
  const note = { id: 'note', processId, text: 'Essai', attachmentId: joined, createdBy: userId, createdAt: api.now };
  await keepNote(api.deps.db, api.deps.seal, note);
  await api.deps.db.mail.create({
    data: {
      ...{ id: 'courriel-93', key: 'courriel-93', caf: '93', template: 'MAIL-67', recipient: 'a@caf93.example' },
      ...{ params: {}, state: 'DOUTE', messageId: '<c@x>', nextAttemptAt: api.now, createdAt: api.now },
    },
  });
  return {
    ...cases,
    mails: 'courriel-93',
    partners: partnerId,
    processes: processId,
    tasks: tasks.body.items[0].id,
    documents: documents.body.items[0].id,
    'access-requests': request.body.id,
    esat: campaign.id,
    users: userId,
    groups: group.id,
    'signature-delegations': await recordDelegation(
      api.deps.db,
      {
        caf: '93',
        holderId: (await api.call('GET', '/me', { token })).body.user.id,
        from: '2026-01-01',
        until: null,
        act: 'décision n° 1',
      },
      { by: 'x', at: api.now },
    ),
    'user-imports': await api.deps.db.$transaction((tx) =>
      insertUserImport(tx, { id: partnerId, caf: '93' }, [], { ...actor, caf: null }, null, api.now),
    ),
  };
}

function requestForm(): Record<string, unknown> {
  const { raisonSociale, address, email, phone } = partnerBody();
  return {
    raisonSociale,
    address,
    email,
    phone,
    siret: inventedSiret(20),
    caf: '93',
    profiles: ['T2'],
    cafproOtherDepartment: false,
    otherCafNeed: false,
  };
}
