import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { promtool } from '../../ops/watch/promtool.mjs';

const folder = path.resolve(import.meta.dirname, '../../ops/watch');

beforeAll(() => void promtool(), 600_000);

/** What promtool says, and whether it is content. */
function said(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(promtool(), args, { cwd: folder, encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

describe('promtool', () => {
  test.each([
    ['the rules', ['check', 'rules', 'alerts.yml']],
    ['what each rule tells when, and when not', ['test', 'rules', 'alerts.test.yml']],
    ['what is counted in days', ['test', 'rules', 'deadlines.test.yml']],
    ['whom Prometheus asks', ['check', 'config', '--syntax-only', 'prometheus.yml']],
  ])('is content with %s', (_what, args) => {
    const { status, text } = said(...args);
    expect({ status, text: status === 0 ? '' : text }).toEqual({ status: 0, text: '' });
  });
});
