import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { type BillOfMaterials, billOfMaterials } from './sbom.ts';

const root = new URL('../', import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, root), 'utf8'));

/** Where CycloneDX's own library has its schemas, and the name by which they refer to each other. */
const SCHEMAS = 'node_modules/@cyclonedx/cyclonedx-library/res/schema/';
const schema = (name: string) => `${name}.SNAPSHOT.schema.json`;

/** name@version of what the lock file has beside what is for developers alone. */
const installed = (): Set<string> =>
  new Set(
    Object.entries(read('package-lock.json').packages as Record<string, { name?: string; version: string; dev?: true }>)
      .filter(([place, entry]) => place !== '' && entry.dev !== true)
      .map(([place, { name, version }]) => `${name ?? place.replace(/^.*node_modules\//, '')}@${version}`),
  );

let bill: BillOfMaterials;
let named: string[];
beforeAll(() => {
  bill = billOfMaterials();
  named = bill.components.map(({ name, version }) => `${name}@${version}`);
});

describe('the bill of materials', () => {
  test('is valid by the schema of CycloneDX', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    // not known there; both are left to who reads it
    for (const format of ['idn-email', 'iri-reference']) ajv.addFormat(format, true);
    for (const part of ['spdx', 'jsf-0.82'])
      ajv.addSchema(read(`${SCHEMAS}${schema(part)}`), `http://cyclonedx.org/schema/${schema(part)}`);
    const validate = ajv.compile(read(`${SCHEMAS}${schema('bom-1.5')}`));
    validate(bill);
    expect(validate.errors).toBeNull();
  });

  test('names every package that production installs, once, and none that developers alone do', () => {
    expect(named.toSorted()).toEqual([...installed()].toSorted());
    expect(named.length).toBeGreaterThan(300);
  });

  test('names the licence of each', () => {
    expect(bill.components.filter(({ licenses }) => !licenses?.length).map(({ name }) => name)).toEqual([]);
  });

  test('says who needs whom, of these alone', () => {
    const known = [bill.metadata.component['bom-ref'], ...named];
    expect(bill.dependencies.map(({ ref }) => ref).toSorted()).toEqual(known.toSorted());
    expect(bill.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((one) => !known.includes(one))).toEqual([]);
  });

  test('is about this application', () => {
    expect(bill.metadata.component).toMatchObject({ name: read('package.json').name, type: 'application' });
  });
});
