import { of } from '../mail/elision.ts';

const MONTH = new Intl.DateTimeFormat('fr', { month: 'long', timeZone: 'UTC' });

/** « du 1er décembre à la fin de février »: from a day of every year ('MM-DD') to another ('MM-DD', or 'MM-end', the last of its month). */
export function yearlySpan(from: string, to: string): string {
  const [month, day] = partsOf(to);
  const until = day === 'end' ? `à la fin ${of(month)}` : `au ${dayWords(to)}`;
  return `du ${dayWords(from)} ${until}`;
}

function dayWords(text: string): string {
  const [month, day] = partsOf(text);
  return `${day === '01' ? '1er' : Number(day)} ${month}`;
}

function partsOf(text: string): [month: string, day: string] {
  const [month = '', day = ''] = text.split('-');
  return [MONTH.format(Date.UTC(2001, Number(month) - 1)), day];
}
