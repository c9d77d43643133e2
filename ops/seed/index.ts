import { hashPassword } from '../../adapters/identity/passwords.ts';
import { newId } from '../../adapters/store/ids.ts';
import { type Database, openDatabase } from '../../adapters/store/prisma.ts';
import { CAF_CODES } from '../../domain/caf/cafs.ts';
import { GUIDE_CODES } from '../../domain/caf/settings.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { openPartner } from './openPartner.ts';
import { knownProteges } from './proteges.ts';
import { openTuteurs } from './tuteurs.ts';

/** Demonstration accounts of api.md the partner that is fully opened and the tuteurs; running it again changes nothing. */
export async function seed(options: { databaseUrl: string; demoPassword: string }): Promise<void> {
  const database = openDatabase(options.databaseUrl, 3, { actMs: 60_000, waitMs: 60_000 });
  try {
    const now = new Date();
    // one hash for all: the demonstration accounts share one password anyway, and 200 hashes would take seconds
    const passwordHash = await hashPassword(options.demoPassword);
    const people = [
      ...CAF_CODES.flatMap((code) => {
        const host = code === 'CNA' ? 'cna' : `caf${code.toLowerCase()}`;
        return [
          person(`agent@${host}.example`, 'Agent', `Caf ${code}`, ['agent'], code),
          person(`admin@${host}.example`, 'Administrateur', `Caf ${code}`, ['agent', 'cafAdmin'], code),
        ];
      }),
      person('national@passerelle.example', 'National', 'Cnaf', ['national'], null),
      person('operateur@passerelle.example', 'Opérateur', 'Passerelle', ['operator'], null),
    ];
    await database.user.createMany({
      data: people.map((one) => ({ ...one, id: newId(), passwordHash, state: 'ACTIF', createdAt: now })),
      skipDuplicates: true,
    });
    // the password of the environment may have changed since the first start
    await database.user.updateMany({
      where: { login: { in: people.map((one) => one.login) } },
      data: { passwordHash },
    });
    // REQ-4, UI-7, ESAT-27: what a cafAdmin sets in « Ma Caf »; what was changed there since stays
    await database.cafSettings.createMany({
      data: CAF_CODES.map((code) => settingsOf(code, now)),
      skipDuplicates: true,
    });
    await signers(database, now);
    await openPartner(database, passwordHash, now);
    await openTuteurs(database, passwordHash, now);
    await knownProteges(database, now);
  } finally {
    await database.$disconnect();
  }
}

/** An invented Caf's channel to Cafpro, guides and contacts; its mailbox is the pattern's. */
function settingsOf(code: string, updatedAt: Date) {
  const host = code === 'CNA' ? 'cna.example' : `caf${code.toLowerCase()}.example`;
  return {
    ...{ caf: code, updatedAt },
    cafproChannel: `cafpro@${host}, avec votre SIRET et le profil souhaité`,
    dialogue: `https://${host}/dialogue`,
    resourceCentre: 'centre.ressources@cnaf.example',
    dataProtection: `dpo@${host}`,
    guides: Object.fromEntries(GUIDE_CODES.map((guide) => [guide, `https://${host}/guides/${guide}.pdf`])),
  };
}

/** The people of each demonstration Caf hold its director's signature. */
async function signers(database: Database, now: Date): Promise<void> {
  const agents = await database.user.findMany({
    where: { caf: { not: null }, roles: { has: 'agent' }, login: { endsWith: '.example' }, delegations: { none: {} } },
    select: { id: true, caf: true },
  });
  const year = parisDate(now).slice(0, 4);
  await database.signatureDelegation.createMany({
    data: agents.map(({ id, caf }) => ({
      ...{ id: newId(), caf: caf ?? '', holderId: id, fromDay: `${year}-01-01`, untilDay: null },
      ...{ act: `décision n° ${year}-01`, recordedBy: id, recordedAt: now },
    })),
  });
}

function person(email: string, firstName: string, lastName: string, roles: string[], caf: string | null) {
  return { login: email, email, firstName, lastName, roles, caf };
}
