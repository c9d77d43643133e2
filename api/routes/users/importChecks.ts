import { z } from 'zod';
import { countUsers } from '../../../domain/userImport/judge.ts';
import { USER_VERDICTS } from '../../../domain/userImport/types.ts';
import { CAF } from '../../access.ts';
import { checkedToRead, checkedUntil, linesOf } from '../../checkedFiles.ts';
import { keptPage, keptQuery } from '../../keptRows.ts';
import { type Call, type Person, route } from '../../route.ts';
import { id, listOf } from '../../shapes/common.ts';
import { checkedUserOut, userImportKeptOut } from '../../shapes/userImport.ts';
import { CHECKING_USERS, type CheckedList, USER_LINE_SORTS, USER_LINES } from '../../userImportChecks.ts';

const PATH = '/user-import-checks/{checkId}';
const params = z.strictObject({ checkId: id });
const ASK = [...CAF, 'administrateur', 'gestionnaire'] as const;

const kept = (call: Call<z.output<typeof params>, unknown, unknown, Person>): Promise<CheckedList> =>
  checkedToRead(call, CHECKING_USERS, call.params.checkId);

export const getImportCheck = route({
  method: 'get',
  path: PATH,
  tag: 'Personnes',
  summary: 'Une liste de personnes vérifiée, avec ses chiffres',
  description: 'Gardée un jour, pour qui l’a vérifiée.',
  roles: ASK,
  params,
  responses: { 200: { description: 'La liste vérifiée', schema: userImportKeptOut } },
  async handler(call) {
    const list = await kept(call);
    const { checkedAt, before } = list;
    const { partnerId } = list.more;
    const told = { checkId: call.params.checkId, partnerId, checkedAt, keptUntil: checkedUntil(list) };
    return {
      status: 200,
      body: { ...told, rows: countUsers(list.lines), changed: Object.keys(before).length },
    };
  },
});

export const importCheckRows = route({
  method: 'get',
  path: `${PATH}/rows`,
  tag: 'Personnes',
  summary: "Lignes d'une liste de personnes vérifiée, avec toutes leurs raisons",
  roles: ASK,
  params,
  query: z.strictObject({ ...keptQuery(USER_LINE_SORTS), verdict: z.enum(USER_VERDICTS).optional() }),
  responses: { 200: { description: 'Lignes', schema: listOf(checkedUserOut) } },
  async handler(call) {
    const { verdict, ...asked } = call.query;
    const lines = linesOf(await kept(call)).filter((line) => verdict === undefined || line.verdict === verdict);
    return { status: 200, body: keptPage(lines, USER_LINES, asked) };
  },
});
