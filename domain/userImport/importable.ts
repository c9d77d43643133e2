import { DomainError } from '../errors.ts';
import type { JudgedUser } from './types.ts';

/**
 * Refuses a judged file of which nothing may be begun: EMAIL_A_CONFIRMER while addresses that do not look like their person's name are not
 * confirmed (FMT-13), RIEN_A_IMPORTER where no row makes an account; each with every row's reasons (U3).
 */
export function assertImportable(judged: readonly JudgedUser[]): void {
  const doubtful = judged.filter(({ verdict }) => verdict === 'toConfirm');
  if (doubtful.length > 0)
    throw new DomainError(
      'EMAIL_A_CONFIRMER',
      `${doubtful.length} adresses ne ressemblent pas au nom de leur personne : vérifiez-les, puis confirmez.`,
      {
        rule: 'FMT-13',
        faults: doubtful.flatMap(({ row, reasons }) =>
          reasons.map(({ code, message }) => ({ path: `rows.${row}.email`, code, message })),
        ),
      },
    );
  if (!judged.some(({ verdict }) => verdict === 'accepted'))
    throw new DomainError('RIEN_A_IMPORTER', 'Aucune ligne ne crée de compte : vérifiez le fichier.', {
      faults: judged.flatMap(({ row, reasons }) =>
        reasons.map(({ code, column, message }) => ({ path: `rows.${row}.${column}`, code, message })),
      ),
    });
}
