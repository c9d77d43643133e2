import { z } from 'zod';
import { importersView, insertUserImport } from '../../../adapters/store/people/userImport.ts';
import { assertRight } from '../../../domain/people/rights.ts';
import { assertImportable } from '../../../domain/userImport/importable.ts';
import { countUsers, judgeUsers, readUsers } from '../../../domain/userImport/judge.ts';
import { USER_COLUMNS } from '../../../domain/userImport/read.ts';
import { CAF, notFound } from '../../access.ts';
import { peopleActor } from '../../people.ts';
import { route } from '../../route.ts';
import { flag, idParams } from '../../shapes/common.ts';
import { userImportCheckOut, userImportOut } from '../../shapes/userImport.ts';
import { joinedRows, SPREADSHEET_ERRORS } from '../../spreadsheet.ts';
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
    confirmed: flag
      .default(false)
      .meta({ description: 'Les adresses qui ne ressemblent pas au nom sont les bonnes (FMT-13)' }),
  }),
  responses: {
    200: { description: 'Vérification seule (`dryRun`)', schema: userImportCheckOut },
    202: { description: 'Import commencé', schema: userImportOut, headers: { Location: 'Adresse du processus' } },
  },
  errors: [...SPREADSHEET_ERRORS, 'EMAIL_A_CONFIRMER', 'RIEN_A_IMPORTER', 'MODE_CENTRALISE'],
  async handler(call) {
    const { deps, person, params, body, ip, key, at } = call;
    const actor = peopleActor(person, ip);
    const asked = await deps.people.view(params.id, actor, at);
    if (asked === null) throw notFound();
    // a gestionnaire creates for his own groups: each row is asked
    if (!asked.asker.capacities.includes('gestionnaire')) assertRight(asked.asker, asked.roster, 'users.create');
    const list = readUsers(await joinedRows(call, USER_COLUMNS));
    const emails = [...new Set(list.users.map(({ input }) => input.email))];
    const view = await importersView(deps.db, params.id, emails, { ...deps, actor, at });
    if (view === null) throw notFound();
    const { roster, asker, context } = view;
    const judged = judgeUsers(list, roster, asker, context, body.confirmed);
    const rows = countUsers(judged);
    const details = judged
      .filter(({ reasons }) => reasons.length > 0)
      .map(({ row, verdict, reasons }) => ({ row, verdict, reasons }));
    if (body.dryRun) return { status: 200, body: { rows, details } };
    assertImportable(judged);
    const startKey = key === null ? null : `${person.id}:${key}`;
    const processId = await deps.db.$transaction(
      (tx) => insertUserImport(tx, roster.partner, judged, actor, startKey, at),
      { maxWait: 5_000, timeout: 30_000 },
    );
    await deps.commands.start({ processId, type: 'userImport' });
    return {
      status: 202,
      headers: { Location: `/api/v1/processes/${processId}` },
      body: await presentImport(deps, processId),
    };
  },
});
