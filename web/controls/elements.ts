import { getAnnualControl } from '../../api/routes/controls/get.ts';
import { annualControlOut } from '../../api/shapes/annualControl.ts';
import { evidenceOf } from '../../domain/annualControl/items.ts';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { controlPath } from './listPage.tsx';
import { givenWords } from './words.ts';

/** What was given about whom; files are saved from the control's own page. */
export async function controlElements(visit: Visit, id: string, subject: string): Promise<CaseElements> {
  const control = await visit.read(annualControlOut, getAnnualControl, { params: { id } });
  const labelOf = (item: (typeof control.items)[number]) => `${item.user.name} – ${evidenceOf(item.about).words}`;
  const shown = control.items.filter((item) => subject === '' || item.id === subject);
  return {
    facts: shown.map((item) => [labelOf(item), givenWords(item, control.state)] as const),
    subjects: control.items.map((item) => ({ value: item.id, label: labelOf(item) })),
    home: controlPath(control.id),
  };
}
