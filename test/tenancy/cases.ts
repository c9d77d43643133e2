import { insertCase } from '../../adapters/store/case/startCase.ts';
import { keepSealed } from '../../adapters/store/demarche/sealedWords.ts';
import { insertReopening } from '../../adapters/store/tuteur/newReopening.ts';
import { startCorrections } from '../../adapters/store/tuteur/startCorrections.ts';
import type { SupportFacts } from '../../domain/supportRequest/types.ts';
import type { TestApi } from '../api.ts';
import { receivedFile } from '../builders/receivedFile.ts';
import { judgedReopening } from '../reopening.ts';
import { approverFacts, controlFacts, demarcheFacts, userClosing } from './facts.ts';

/** A case of each kind, all of a partner of Caf 93 and one of its people, by what their paths begin with. */
export async function casesOf93(
  api: TestApi,
  { partnerId, userId }: { partnerId: string; userId: string },
): Promise<Record<string, string>> {
  const incident = {
    type: 'securityIncident' as const,
    partnerId,
    caf: '93',
    label: 'Incident',
    state: 'SIGNALE' as const,
    facts: { declaredBy: userId, what: 'Essai', userIds: [userId], suspended: [], escalated: false },
    tell: { label: 'Signalé', rule: 'OBL-12' },
  };
  const actor = { id: userId, role: 'administrateur' as const, label: 'Anne Roy', ip: null };
  const change = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        type: 'approverChange',
        partnerId,
        caf: '93',
        label: 'Changement',
        state: 'PJ3_ATTENDUE',
        facts: approverFacts(userId, api.now),
        tell: { label: 'Nommé', rule: 'AFAS-9' },
      },
      actor,
      api.now,
    ),
  );
  const pdf = { ...receivedFile('pj3.pdf', Buffer.from('%PDF-')), mediaType: 'application/pdf' as const };
  const pj3 = await api.deps.attachments.keep(pdf, { processId: change, kind: 'PJ_3', addedBy: userId }, api.now);
  await api.deps.db.process.update({
    where: { id: change },
    data: { facts: { ...approverFacts(userId, api.now), pj3 } },
  });
  const supportFacts: SupportFacts = {
    askedBy: userId,
    channel: 'PORTAIL',
    kind: 'AIDE',
    outcome: 'PRIORITAIRE',
    service: 'CDAP',
    subject: 'CDAP 19_93 Essai',
    exchanges: [],
    reason: null,
    userId: null,
    reminders: 0,
  };
  const support = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        type: 'supportRequest',
        partnerId,
        caf: '93',
        label: 'Essai',
        state: 'A_TRAITER',
        facts: supportFacts,
        tell: { label: 'Demande', rule: 'RGT-11' },
      },
      actor,
      api.now,
    ),
  );
  const control = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        type: 'annualControl',
        partnerId,
        caf: '93',
        label: 'Contrôle',
        state: 'PIECES_DEMANDEES',
        facts: controlFacts(userId, null, api.now),
        tell: { label: 'Ouvert', rule: 'TIME-3' },
      },
      actor,
      api.now,
    ),
  );
  const userRequest = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        type: 'userRequest',
        partnerId,
        caf: '93',
        label: 'Essai',
        state: 'A_TRAITER',
        facts: { askedBy: userId, asked: userClosing(userId), userId, reason: null, answer: null },
        tell: { label: 'Demande', rule: 'RGT-17' },
      },
      actor,
      api.now,
    ),
  );
  const diploma = await api.deps.attachments.keep(
    pdf,
    { processId: control, kind: 'DIPLOME', addedBy: userId },
    api.now,
  );
  await api.deps.db.process.update({ where: { id: control }, data: { facts: controlFacts(userId, diploma, api.now) } });
  const reopening = await api.deps.db.$transaction((tx) =>
    insertReopening(tx, { opensOn: '2099-01-18', rows: [] }, { at: api.now, actor: { ...actor, role: 'national' } }),
  );
  const { correctionId } = await correction93(api, reopening);
  const demarche = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        ...{ type: 'demarche', partnerId, caf: '93', label: 'Essai', state: 'DEPOSEE', facts: demarcheFacts(userId) },
        tell: { label: 'Déposée', rule: 'TUT-14' },
      },
      actor,
      api.now,
    ),
  );
  const changed = { number: 'CA-0', change: 'DEPART' as const, askedBy: userId, worker: 'x', answerId: null };
  const changeOfActivity = await api.deps.db.$transaction((tx) =>
    insertCase(
      tx,
      {
        ...{ type: 'activityChange', partnerId, caf: '93', label: 'Essai', state: 'TRANSMIS' },
        facts: { ...changed, declaredId: 'change' },
        tell: { label: 'Déclaré', rule: 'ESAT-9' },
      },
      actor,
      api.now,
    ),
  );
  await keepSealed(
    api.deps.db,
    api.deps.seal,
    { id: 'change', processId: changeOfActivity, addedBy: userId, at: api.now },
    {
      worker: { number: '1', lastName: 'A', firstName: 'B', birthDate: '1985-02-11', caf: '93' },
      ...{ change: 'DEPART', effectiveOn: '2026-03-01', rateBefore: 80, rate: null, ordinary: null },
    },
  );
  const words = { id: 'declared', processId: demarche, addedBy: userId, at: api.now };
  await keepSealed(api.deps.db, api.deps.seal, words, {
    protege: { number: '1', lastName: 'A', firstName: 'B', birthDate: '1948-02-11', measure: 'TUTELLE' },
    answers: { commune: 'Bobigny' },
  });
  return {
    'tuteur/demarches': demarche,
    'esat/changes': changeOfActivity,
    'tuteur/corrections': correctionId,
    'tuteur/reopenings': reopening,
    'annual-controls': control,
    'user-requests': userRequest,
    'support-requests': support,
    afas: change,
    'data-requests': await api.deps.db.$transaction((tx) =>
      insertCase(
        tx,
        {
          ...{ type: 'personalData', partnerId, caf: '93', label: 'Essai', state: 'A_RETIRER' },
          facts: {
            ...{
              userId,
              wish: 'EXPORT',
              asked: 'Essai',
              until: '2099-01-01T00:00:00.000Z',
              fileId: null,
              linkRef: 'x',
              reason: null,
            },
          },
          tell: { label: 'Demande', rule: 'S7' },
        },
        actor,
        api.now,
      ),
    ),
    'security-incidents': await api.deps.db.$transaction((tx) => insertCase(tx, incident, actor, api.now)),
  };
}

/** The correction of a tuteur of Caf 93, of a reopening that has the facts of another one. */
async function correction93(api: TestApi, like: string): Promise<{ correctionId: string }> {
  const tuteur = { siret: '99992245300017', sirets: ['99992245300025'] };
  const { reopeningId } = await judgedReopening(api.deps.db, [tuteur], { at: api.now });
  const { facts } = await api.deps.db.process.findUniqueOrThrow({ where: { id: like } });
  await api.deps.db.process.update({ where: { id: reopeningId }, data: { facts: facts ?? {} } });
  const [correctionId = ''] = await api.deps.db.$transaction((tx) => startCorrections(tx, reopeningId, api.now));
  await api.deps.commands.start({ processId: correctionId, type: 'siretCorrection' });
  return { correctionId };
}
