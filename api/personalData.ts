import { parseLinkToken } from '../adapters/identity/secrets.ts';
import type { Person } from '../adapters/identity/sessions.ts';
import { insertCase } from '../adapters/store/case/startCase.ts';
import { newId } from '../adapters/store/ids.ts';
import { appendAudit } from '../adapters/store/journal.ts';
import { foldLogin } from '../adapters/store/people/users.ts';
import { collectPersonalData } from '../adapters/store/personalData/collect.ts';
import { keepCopy, openCopy } from '../adapters/store/personalData/copy.ts';
import { userById } from '../adapters/store/queries/people.ts';
import type { ProcessRow } from '../adapters/store/queries/processes.ts';
import { NATIONAL } from '../domain/caf/cafs.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { cleanText } from '../domain/formats/text.ts';
import { firstState } from '../domain/personalData/procedure.ts';
import { DATA_WISH_LABELS, type DataWish, type PersonalDataFacts } from '../domain/personalData/types.ts';
import { actorOf, hasRole, mayAct, mayRead, notFound } from './access.ts';
import { beginCase, caseRow } from './cases.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';

type By = Pick<Call, 'deps' | 'at' | 'ip'> & { person: Person };
type Wished = { wish: DataWish; asked: string };

/**
 * Begins what a person has asked the Caf about their data: makes the copy and seals it, or announces the erasure. Returns the process id. Throws
 * INTROUVABLE for another Caf's person, ETAT_INCOMPATIBLE for an account that is still open.
 */
export async function beginPersonalData(by: By, userId: string, wished: Wished): Promise<string> {
  const user = await userById(by.deps.db, userId);
  const partner = user === null ? null : await by.deps.db.partner.findUnique({ where: { id: user.partnerId } });
  const { caf, id: partnerId } = mayAct(by.person, partner);
  if (user === null) throw notFound();
  return begin(by, { ...user, caf, partnerId }, wished);
}

/**
 * The same for somebody of the asker's own Caf, who is named by login; by the Cnaf, for its own people and the operators, who are no Caf's. Throws
 * PERSONNE_INCONNUE, the same for nobody and for another's people (S5), ETAT_INCOMPATIBLE.
 */
export async function beginStaffData(by: By, login: string, wished: Wished): Promise<string> {
  const { caf } = by.person;
  const user = await by.deps.db.user.findFirst({ where: { login: foldLogin(login), partnerId: null, caf } });
  if (user === null)
    throw invalid([
      {
        ...{ path: 'login', code: 'PERSONNE_INCONNUE' },
        message: `Personne ${caf === null ? 'de la Cnaf ni de l’exploitation' : 'de votre Caf'} n'a cette adresse ou cet identifiant.`,
      },
    ]);
  return begin(by, { ...user, caf: caf ?? NATIONAL, partnerId: null }, wished);
}

interface Subject {
  id: string;
  login: string;
  email: string;
  closesOn: string | null;
  caf: string;
  partnerId: string | null;
}

async function begin(
  { deps, person, at, ip }: By,
  { id: userId, caf, partnerId, ...user }: Subject,
  { wish, asked }: Wished,
): Promise<string> {
  const state = firstState(wish, user, at);
  const ms = wish === 'EXPORT' ? deps.policy.dataCopyMs : deps.policy.dataErasureMs;
  const until = new Date(at.getTime() + ms).toISOString();
  const actor = actorOf(person, ip);
  return beginCase({ deps }, 'personalData', async (tx) => {
    const [fileId, linkRef] = [wish === 'EXPORT' ? newId() : null, newId()];
    const facts: PersonalDataFacts = { userId, wish, asked, until, fileId, linkRef, reason: null };
    const label = `${DATA_WISH_LABELS[wish]} – compte ${user.login}`;
    const tell = {
      label: wish === 'EXPORT' ? 'Copie des données demandée par la personne' : 'Effacement demandé par la personne',
      rule: 'S7',
    };
    const begun = {
      type: 'personalData',
      partnerId,
      caf,
      label,
      state,
      facts,
      tell,
      linkRef,
      linkEmail: user.email,
    } as const;
    const processId = await insertCase(tx, begun, actor, at);
    if (fileId !== null) {
      const content = await collectPersonalData(tx, deps.seal, userId, at);
      await keepCopy(tx, deps.seal, { id: fileId, processId, addedBy: person.id, content, at });
    }
    return processId;
  });
}

/** Such a case, for the Caf that manages the organisme or whose own people it is about, and for the Cnaf about its own: nobody else reads it. */
export async function readablePersonalData(
  call: Pick<Call, 'deps'> & { person: Person },
  id: string,
): Promise<ProcessRow> {
  const row = await caseRow(call, 'personalData', id);
  const ofCnaf = hasRole(call.person, 'national');
  if ((row?.caf === NATIONAL) !== ofCnaf) throw notFound();
  return mayRead(call.person, row);
}

/** Gives it up: nothing is erased, no copy is there any more. */
export async function cancelPersonalData(
  call: By & Pick<Call, 'key' | 'bodyHash'>,
  id: string,
  reason: string,
): Promise<void> {
  const row = await readablePersonalData(call, id);
  if (row.caf !== NATIONAL) mayAct(call.person, row);
  await perform(
    call as Parameters<typeof perform>[0],
    { id, type: 'personalData' },
    { type: 'cancel', reason },
    actorOf(call.person, call.ip),
  );
}

/** Whose copy a mailed link leads to, and until when. Throws LIEN_INCONNU, LIEN_PERIME. */
export async function linkedCopy({ deps, at }: Pick<Call, 'deps' | 'at'>, mailed: string) {
  const token = cleanText(mailed).replaceAll(' ', '');
  const named = parseLinkToken(token);
  const row = named === null ? null : await deps.db.process.findUnique({ where: { linkRef: named.linkRef } });
  const { linkRef = '', linkVersion: version = 0 } = row ?? {};
  const recipient = row?.linkEmail ?? '';
  if (
    row?.type !== 'personalData' ||
    !deps.secrets.verifyLinkToken(token, { kind: 'request', linkRef, version, recipient })
  )
    throw new DomainError(
      'LIEN_INCONNU',
      "Ce lien n'est pas reconnu. Vérifiez qu'il est complet, ou demandez de nouveau votre copie à votre Caf.",
    );
  const { fileId, until } = row.facts as unknown as PersonalDataFacts;
  if (fileId === null || at.toISOString() >= until)
    throw new DomainError(
      'LIEN_PERIME',
      'Ce lien a expiré et la copie est supprimée : demandez-en une autre à votre Caf.',
    );
  return { id: row.id, caf: row.caf, linkRef, fileId, until };
}

/** The copy itself; that it was fetched is told in the journal. */
export async function fetchCopy(call: Pick<Call, 'deps' | 'at' | 'ip'>, mailed: string): Promise<Buffer> {
  const { deps, at, ip } = call;
  const { id, caf, linkRef, fileId } = await linkedCopy(call, mailed);
  const bytes = await openCopy(deps.db, deps.seal, fileId);
  if (bytes === null) throw notFound();
  const line = {
    action: 'personalData.fetch',
    entity: 'personalData',
    entityId: id,
    label: 'Copie retirée par son lien',
    rule: 'S7',
  };
  const actor = { id: `link:${linkRef}`, role: 'applicant' as const, label: 'La personne', ip };
  await deps.db.$transaction((tx) => appendAudit(tx, [line], { at, actor, processId: id, caf }));
  return bytes;
}
