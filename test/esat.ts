import { hashPassword } from '../adapters/identity/passwords.ts';
import { newId } from '../adapters/store/ids.ts';
import { LINE_COLUMNS, type TypedLine } from '../domain/esatDeclaration/columns.ts';
import { joinEsat, openEsat as seedEsat } from '../ops/seed/openEsat.ts';
import { PASSWORD, type TestApi } from './api.ts';

/** An Esat whose service is open, and somebody of it who is in its group with the role, or in none. */
export interface OpenEsat {
  partnerId: string;
  /** signs in somebody of it, new where this name is; `inGroup`: false, of the organisme alone */
  person(name: string, inGroup?: boolean): Promise<string>;
}

/** Opens the service for an Esat of a Caf: its bulletin, its group with the role. Facts of the test, not acts. */
export async function openEsat(
  api: TestApi,
  { siret, raisonSociale, caf = '93' }: { siret: string; raisonSociale: string; caf?: string },
): Promise<OpenEsat> {
  const { db } = api.deps;
  const passwordHash = await hashPassword(PASSWORD);
  const { partnerId, groupId } = await seedEsat(db, { siret, raisonSociale, caf, passwordHash }, api.now);
  return {
    partnerId,
    async person(name, inGroup = true) {
      const login = `mcp-${siret}-${name}`;
      if ((await db.user.count({ where: { login } })) === 0) {
        const of = { firstName: name, lastName: 'Essai', email: `${name}@${siret}.example`, roles: [], partnerId };
        const user = await db.user.create({
          data: { ...of, id: newId(), login, passwordHash, state: 'ACTIF', createdAt: api.now },
        });
        if (inGroup) await joinEsat(db, groupId, user.id, api.now);
      }
      const answer = await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } });
      return answer.body.token as string;
    },
  };
}

/** A worker as somebody types one; `over` for what the test is about. */
export function workerLine(number: string, over: Partial<TypedLine> = {}): TypedLine {
  return {
    ...{ number, lastName: 'Diop', firstName: 'Awa', birthDate: '31/12/1985', caf: '93', aah: 'Oui' },
    ...{ rate: '80', direct: '245,60', aid: '912,35', other: '' },
    ...over,
  };
}

/** These workers as a workbook's lines, under their heads. */
export function workerCells(lines: readonly TypedLine[]): string[][] {
  return [LINE_COLUMNS.map(({ header }) => header), ...lines.map((line) => LINE_COLUMNS.map(({ key }) => line[key]))];
}
