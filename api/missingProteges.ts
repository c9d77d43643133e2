import { z } from 'zod';
import { quota, takeTry } from '../adapters/identity/tries.ts';
import { insertCase } from '../adapters/store/case/startCase.ts';
import { newId } from '../adapters/store/ids.ts';
import { siretsInTiersi } from '../adapters/store/protege/proteges.ts';
import { tellingReopening } from '../adapters/store/tuteur/tellReopening.ts';
import { compareMissing, MISSING_FOUND, type MissingAsked, type MissingFound } from '../domain/protege/missing.ts';
import { foldNumber } from '../domain/protege/search.ts';
import type { Tuteur } from '../domain/protege/types.ts';
import { actorOf } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { RetryLater } from './problem.ts';
import { type Asking, enteredTuteur, trace } from './proteges.ts';

/** Whom it is about: for the Caf, until it has answered. */
export const whomOut = z.object({
  number: z.string(),
  lastName: z.string(),
  firstName: z.string(),
  birthDate: z.iso.date(),
});

const DAY_MS = 86_400_000;
/** More in a day are no lost protégés: somebody tries people out. */
const A_DAY = quota(30, DAY_MS);
const ABOUT = 'missingProtege';

/** « Il me manque un protégé »: compared at once, answered, kept as a signal, and made the Caf's task where it is the Caf's to tell. */
export async function signalMissing(
  call: Asking,
  asked: MissingAsked,
): Promise<{ id: string; found: MissingFound; reference: string | null }> {
  const { deps, person, at } = call;
  const tuteur = await enteredTuteur(call, { action: 'SIGNALEMENT' });
  const wait = await takeTry(deps.db, `missing:${person.id}`, A_DAY, at);
  if (wait > 0)
    throw new RetryLater('TROP_DE_TENTATIVES', 'Vous avez signalé beaucoup de personnes : reprenez demain.', wait);
  const [lines, tiersi] = await Promise.all([
    deps.proteges.byNumber(foldNumber(asked.number)),
    siretsInTiersi(deps.db, tuteur.partner.id),
  ]);
  const { found, reference } = compareMissing(asked, lines, tuteur, tiersi, at);
  const id = newId();
  const processId = await keep(call, tuteur, { id, found, asked });
  if (processId !== null) await deps.commands.start({ processId, type: 'missingProtege' });
  await trace(call, tuteur, { action: 'SIGNALEMENT', proteges: reference === null ? [] : [reference], detail: found });
  return { id, found, reference: found === 'VISIBLE' ? reference : null };
}

/** The signal names nobody; the case holds whom it is about, sealed. Returns the case, where there is one. */
async function keep(
  { deps, person, ip, at }: Asking,
  { userId, partner }: Tuteur,
  { id, found, asked }: { id: string; found: MissingFound; asked: MissingAsked },
): Promise<string | null> {
  const { signal, answer } = MISSING_FOUND[found];
  const { raisonSociale } = await deps.db.partner.findUniqueOrThrow({
    where: { id: partner.id },
    select: { raisonSociale: true },
  });
  return deps.db.$transaction(async (tx) => {
    const by = { partnerId: partner.id, caf: partner.caf };
    const { number, lastName, firstName, birthDate } = asked;
    const whom = { number: foldNumber(number), lastName, firstName, birthDate };
    const sealed = deps.seal.close(Buffer.from(JSON.stringify(whom)), ABOUT).toString('base64');
    const processId =
      answer === 'TRANSMIS'
        ? await insertCase(
            tx,
            {
              ...by,
              type: 'missingProtege',
              label: raisonSociale,
              state: 'A_VERIFIER',
              facts: { askedBy: userId, found, sealed },
              tell: { label: 'Protégé manquant signalé', rule: 'TUT-3' },
            },
            actorOf(person, ip),
            at,
          )
        : null;
    await tx.missingProtege.create({ data: { ...by, id, at, userId, found, signal, processId } });
    // too many of them close the service again (`POLICY_TUT_STOP`): the reopening looks now
    if (signal) await tx.$executeRaw(tellingReopening(at, { soon: true }));
    return processId;
  });
}

/** Whom an open case is about. */
export function whomOf({ seal }: Pick<ApiDeps, 'seal'>, sealed: unknown): z.output<typeof whomOut> | null {
  if (typeof sealed !== 'string') return null;
  return whomOut.parse(JSON.parse(seal.open(Buffer.from(sealed, 'base64'), ABOUT).toString('utf8')));
}
