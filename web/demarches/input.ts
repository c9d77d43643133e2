import { type FormBody, list, optional, yesNo } from '../kit/body.ts';
import type { FormField } from '../kit/views.ts';

/** Where a field's value stands in the page's form, as its faults name it. */
export const nameOf = (key: string): string => `answers.${key}`;

export const CHILD_PARTS = ['lastName', 'firstName', 'birthDate', 'situation'] as const;
export const PERIOD_PARTS = ['from', 'to'] as const;
export const MONTHS_OF_A_QUARTER = [0, 1, 2] as const;

/** A form's answers in the shape of the API, fields left blank left out; what they are worth is the checker's to say. */
export function answersIn(fields: readonly FormField[], body: FormBody): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const value = answerIn(field, body);
      return value === undefined ? [] : [[field.key, value]];
    }),
  );
}

function answerIn({ key, kind, max }: FormField, body: FormBody): unknown {
  const name = nameOf(key);
  switch (kind) {
    case 'choices': {
      const chosen = list(body, name);
      return chosen.length === 0 ? undefined : chosen;
    }
    case 'yesNo':
      return yesNo(body, name);
    case 'period':
      return partsIn(PERIOD_PARTS, name, body);
    case 'monthly': {
      const months = MONTHS_OF_A_QUARTER.map((month) => optional(body, `${name}.${month}`));
      return months.every((one) => one === undefined) ? undefined : months.map((one) => one ?? '');
    }
    case 'children': {
      const lines = Array.from(
        { length: max ?? 0 },
        (_, index) => partsIn(CHILD_PARTS, `${name}.${index}`, body) ?? {},
      );
      // blank lines in between keep the place of those that follow, which their faults name
      return lines.every((line) => Object.keys(line).length === 0) ? undefined : lines;
    }
    default:
      return optional(body, name);
  }
}

function partsIn(parts: readonly string[], name: string, body: FormBody): Record<string, string> | undefined {
  const given = parts.flatMap((part): [string, string][] => {
    const value = optional(body, `${name}.${part}`);
    return value === undefined ? [] : [[part, value]];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
