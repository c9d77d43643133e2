import { readFileSync } from 'node:fs';

/** Licences (SPDX) under which what we use may be used, changed and shipped with what is ours, by their terms of notice alone. */
const ACCEPTED = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
    'CC0-1.0',
  ],
  // fonts, and figures of a table
  ...['OFL-1.1', 'CC-BY-3.0', 'CC-BY-4.0'],
  'PSF-2.0',
]);

/** What is accepted for one package, and why. */
const FOR_ONE: Readonly<Record<string, { licence: string; why: string }>> = {
  'axe-core': { licence: 'MPL-2.0', why: 'looks at pages in tests, unchanged; in no image' },
  elkjs: { licence: 'EPL-2.0', why: 'comes with prisma’s own studio, unchanged; the application loads none of it' },
};

/** Packages whose lock entry names no licence, and what their own files say. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = {
  busboy: 'MIT',
  'png-js': 'MIT',
  streamsearch: 'MIT',
  unionfs: 'Unlicense',
};

interface Locked {
  license?: string;
  link?: boolean;
}

/** The licence of a package as its lock entry names it, or else its own files. */
export function licenceOf(name: string, named?: string): string | undefined {
  return named ?? SAID_ELSEWHERE[name];
}

/** Packages of the lock file whose licence is not accepted, each with what it says. */
export function unacceptedLicences(packages: Readonly<Record<string, Locked>>): string[] {
  return Object.entries(packages).flatMap(([place, { license, link }]) => {
    if (place === '' || link === true) return [];
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const told = licenceOf(name, license) ?? 'none';
    return accepts(told) || FOR_ONE[name]?.licence === told ? [] : [`${name}: ${told}`];
  });
}

/** An SPDX expression: of « OR » one suffices, of « AND » each is needed. */
function accepts(expression: string): boolean {
  const inner = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/ or /i.test(inner)) return inner.split(/ or /i).some(accepts);
  return inner.split(/ and /i).every((one) => ACCEPTED.has(one.trim()));
}

/** The packages of our lock file. */
export function lockedPackages(): Record<string, Locked> {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  return (lock as { packages: Record<string, Locked> }).packages;
}
