import { z } from 'zod';
import { SPREADSHEET_LIMITS } from '../../../adapters/files/spreadsheet/limits.ts';
import { comparedWith, replaceProteges } from '../../../adapters/store/protege/replace.ts';
import { askToReadAgain } from '../../../adapters/store/tuteur/newProteges.ts';
import { DomainError } from '../../../domain/errors.ts';
import {
  assertWhole,
  FAULTS_TOLD,
  MAX_PROTEGES,
  quotingNothing,
  readProtegeFile,
} from '../../../domain/protege/file.ts';
import { PROTEGE_COLUMNS } from '../../../domain/protege/read.ts';
import { actorOf } from '../../access.ts';
import { keepChecked } from '../../checkedFiles.ts';
import { journal } from '../../perform.ts';
import { CHECKING_PROTEGES } from '../../protegeChecks.ts';
import { route } from '../../route.ts';
import { flag } from '../../shapes/common.ts';
import { protegeImportOut } from '../../shapes/protege.ts';
import { joinedRows, SPREADSHEET_ERRORS } from '../../spreadsheet.ts';

/** Above the rows it may have, for titles and blank lines. */
const LIMITS = { ...SPREADSHEET_LIMITS, maxRows: MAX_PROTEGES + 1_000 };
const LONGEST_MS = 60_000;

export const importProteges = route({
  method: 'post',
  path: '/tuteur/proteges/import',
  tag: 'Espace Tuteur',
  summary: 'Remplacer le fichier des protégés',
  description:
    'Colonnes N° allocataire, Nom, Prénom, Date de naissance, Mesure, SIRET (à qui il est confié), et Fin de la mesure ; .xlsx ou .csv. Le fichier remplace le précédent en une fois ; une seule ligne fautive et rien n’est remplacé, avec toutes les fautes. Aucune réponse ne répète ce que disent les cellules.',
  roles: ['national'],
  upload: true,
  idempotent: false,
  body: z.strictObject({ dryRun: flag.default(false).meta({ description: '`true` : vérifier sans rien remplacer' }) }),
  responses: { 200: { description: 'Le compte rendu', schema: protegeImportOut } },
  errors: [...SPREADSHEET_ERRORS, 'FICHIER_A_CORRIGER', 'RIEN_A_IMPORTER'],
  async handler(call) {
    const { deps, person, body, ip, at } = call;
    const rows = await joinedRows(call, PROTEGE_COLUMNS, LIMITS).catch((error: unknown) => {
      throw error instanceof DomainError ? quotingNothing(error) : error;
    });
    const file = readProtegeFile(rows, at);
    const report = {
      rows: { total: file.total, accepted: file.proteges.length, refused: file.faulty.length },
      details: file.faulty.slice(0, FAULTS_TOLD),
    };
    if (body.dryRun) {
      const { before, removed } = await comparedWith(deps.db, file.proteges);
      const kept = { lines: file.faulty, more: { rows: report.rows, before, removed } };
      const checkId = file.faulty.length === 0 ? null : await keepChecked(call, CHECKING_PROTEGES, kept, null);
      return { status: 200, body: { ...report, checkId, replaced: false, before, removed } };
    }
    assertWhole(file);
    const { before, removed } = await deps.db.$transaction(
      async (tx) => {
        const replaced = await replaceProteges(tx, file.proteges);
        const label = `Fichier des protégés remplacé : ${file.total} lignes`;
        const line = { action: 'proteges.import', entity: 'protege', entityId: 'file', label, after: replaced };
        await journal(tx, line, { at, actor: actorOf(person, ip), caf: null });
        await askToReadAgain(tx, { at, actor: actorOf(person, ip), policy: deps.policy });
        return replaced;
      },
      { maxWait: 5_000, timeout: LONGEST_MS },
    );
    return { status: 200, body: { ...report, checkId: null, replaced: true, before, removed } };
  },
});
