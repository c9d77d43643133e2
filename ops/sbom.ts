// npm run --silent sbom: writes the bill of materials (CycloneDX) of what is installed in production, by package-lock.json.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { licenceOf } from './licences.ts';

interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  licenses?: readonly { license?: { id: string }; expression?: string }[];
  properties?: readonly { name: string }[];
}

/** What we read of it; npm writes more. */
export interface BillOfMaterials {
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const NPM = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * As npm writes it of everything, less what developers alone install: `--omit dev` would leave out what production has of it too. Licences that the lock
 * file does not name are filled in, and what it is about has our name, not the folder's.
 */
export function billOfMaterials(): BillOfMaterials {
  const { status, stdout, stderr } = spawnSync('npm', NPM, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`npm ${NPM.join(' ')} failed:\n${stderr}`);
  const all = JSON.parse(stdout) as BillOfMaterials;
  const { component } = all.metadata;
  const components = all.components.filter(({ properties }) => !properties?.some(({ name }) => name === DEVELOPMENT));
  const kept = new Set([component, ...components].map((one) => one['bom-ref']));
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...component, name: component['bom-ref'].replace(/@[^@]*$/, '') } },
    components: components.map(licensed),
    dependencies: all.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) })),
  };
}

const DEVELOPMENT = 'cdx:npm:package:development';

function licensed(component: Component): Component {
  const id = licenceOf(component.name);
  return component.licenses !== undefined || id === undefined
    ? component
    : { ...component, licenses: [{ license: { id } }] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(billOfMaterials(), null, 2));
