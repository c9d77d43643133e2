import { z } from 'zod';
import { importersView, insertUserImport } from '../../../adapters/store/people/userImport.ts';
import { assertRight } from '../../../domain/people/rights.ts';
import { assertImportable } from '../../../domain/userImport/importable.ts';
import { judgeUsers, readUsers } from '../../../domain/userImport/judge.ts';
import { USER_COLUMNS } from '../../../domain/userImport/read.ts';
import { CAF, notFound } from '../../access.ts';
import { assertAsShown, keepChecked, startedBefore, takeChecked } from '../../checkedFiles.ts';
import { peopleActor } from '../../people.ts';
import { type Call, route } from '../../route.ts';
import { flag, id, idParams } from '../../shapes/common.ts';
import { userImportCheckOut, userImportOut } from '../../shapes/userImport.ts';
import { joinedRows, SPREADSHEET_ERRORS } from '../../spreadsheet.ts';
import { CHECKING_USERS, checkedUsers, keptUsers, toldOf } from '../../userImportChecks.ts';
import { presentImport } from '../../userImports.ts';

export const importUsersRoute = route({
  method: 'post',
  path: '/partners/{id}/users/import',
  tag: 'Personnes',
  summary: 'Créer des comptes à partir d’un tableur',
  description:
    'Colonnes Prénom, Nom, Courriel, et au besoin Téléphone, Groupe (code), Qualification, N° instructeur, Code bailleur, Titre, Assistant social du travail (oui ou non, demandé pour un groupe T1). Chaque ligne reçoit un verdict avec toutes ses raisons ; les lignes sans faute sont créées, le même fichier envoyé deux fois ne crée personne deux fois.',
  roles: [...CAF, 'administrateur', 'gestionnaire'],
  upload: true,
  params: idParams,
  body: z.strictObject({
    dryRun: flag.default(false).meta({ description: '`true` : vérifier sans rien créer' }),
    checkId: id.optional().meta({
      description: 'À la place du fichier : celui qui a été vérifié, gardé un jour pour qui l’a vérifié',
    }),
    confirmed: flag
      .default(false)
      .meta({ description: 'Les adresses qui ne ressemblent pas au nom sont les bonnes (FMT-13)' }),
  }),
  responses: {
    200: { description: 'Vérification seule (`dryRun`)', schema: userImportCheckOut },
    202: { description: 'Import commencé', schema: userImportOut, headers: { Location: 'Adresse du processus' } },
  },
  errors: [...SPREADSHEET_ERRORS, 'EMAIL_A_CONFIRMER', 'RIEN_A_IMPORTER', 'MODE_CENTRALISE', 'VERIFICATION_CHANGEE'],
  async handler(call) {
    const { deps, person, params, body, ip, key, at } = call;
    const actor = peopleActor(person, ip);
    const asked = await deps.people.view(params.id, actor, at);
    if (asked === null) throw notFound();
    // a gestionnaire creates for his own groups: each row is asked
    if (!asked.asker.capacities.includes('gestionnaire')) assertRight(asked.asker, asked.roster, 'users.create');
    const { checkId } = body;
    const startKey = key === null ? null : `${person.id}:${key}`;
    const earlier = checkId === undefined ? null : await startedBefore(call, startKey);
    if (earlier !== null) return begun(call, earlier.id);
    const again = checkId === undefined ? null : await keptUsers(call, checkId, params.id);
    const sheet = again?.kept.more.sheet ?? (await joinedRows(call, USER_COLUMNS));
    const list = readUsers(sheet);
    const emails = [...new Set(list.users.map(({ input }) => input.email))];
    const view = await importersView(deps.db, params.id, emails, { ...deps, actor, at });
    if (view === null) throw notFound();
    const { roster, asker, context } = view;
    const unconfirmed = judgeUsers(list, roster, asker, context, false);
    const now = { lines: checkedUsers(unconfirmed), more: { partnerId: params.id, sheet } };
    if (body.dryRun)
      return {
        status: 200,
        body: { checkId: await keepChecked(call, CHECKING_USERS, now, again), ...toldOf(unconfirmed) },
      };
    if (again !== null)
      assertAsShown(CHECKING_USERS, again.kept, now, { nothing: 'Rien n’est créé', then: 'créez les comptes' });
    const judged = body.confirmed ? judgeUsers(list, roster, asker, context, true) : unconfirmed;
    assertImportable(judged);
    const processId = await deps.db.$transaction(
      async (tx) => {
        if (checkId !== undefined) await takeChecked(tx, call, checkId);
        return insertUserImport(tx, roster.partner, judged, actor, startKey, at);
      },
      { maxWait: 5_000, timeout: 30_000 },
    );
    return begun(call, processId);
  },
});

/** Its process makes the accounts. */
async function begun({ deps }: Pick<Call, 'deps'>, processId: string) {
  await deps.commands.start({ processId, type: 'userImport' });
  return {
    status: 202 as const,
    headers: { Location: `/api/v1/processes/${processId}` },
    body: await presentImport(deps, processId),
  };
}
