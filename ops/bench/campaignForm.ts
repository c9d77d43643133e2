import { COLUMNS, type ColumnKey } from '../../domain/esat/columns.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { DAY_MS } from '../../domain/policy/durations.ts';

/** The Cnaf's list of so many Esat that nobody knows yet, all of one Caf, and what is typed beside it: they may open from today on. */
export function campaignForm(rows: number, siretOf: (nth: number) => string): FormData {
  const line = (nth: number): Partial<Record<ColumnKey, string>> => ({
    siret: siretOf(nth),
    raisonSociale: `ESAT de la liste ${nth}`,
    adresse: '1 rue des Tilleuls',
    codePostal: '93000',
    commune: 'Bobigny',
    departement: '93',
    courriel: `contact-${nth}@liste.example`,
    connuMcp: 'Non',
    connuHabtiers: 'Non',
  });
  const lines = Array.from({ length: rows }, (_, nth) => COLUMNS.map(({ key }) => line(nth)[key] ?? ''));
  const text = [COLUMNS.map(({ header }) => header), ...lines].map((cells) => cells.join(';')).join('\r\n');
  const data = new FormData();
  data.set('file', new Blob([text]), 'liste.csv');
  data.set('name', 'Liste');
  data.set('deadline', parisDate(new Date(Date.now() + 60 * DAY_MS)));
  data.set('opensOn', parisDate(new Date()));
  return data;
}
