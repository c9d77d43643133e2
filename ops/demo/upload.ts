import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DAY_MS } from '../../domain/policy/durations.ts';
import type { Api } from './http.ts';
import type { Campaign, DryRun } from './shapes.ts';

const PARIS_DATE = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' });

/** What the Cnaf types beside the file: services may open from today on, in mode délégué, within sixty days. */
function form(file: string, dryRun: boolean): FormData {
  const data = new FormData();
  data.set('file', new Blob([new Uint8Array(readFileSync(file))]), path.basename(file));
  data.set('name', path.basename(file, '.xlsx'));
  data.set('deadline', PARIS_DATE.format(Date.now() + 60 * DAY_MS));
  data.set('opensOn', PARIS_DATE.format(Date.now()));
  data.set('delegationMode', 'DELEGUE');
  data.set('dryRun', String(dryRun));
  return data;
}

/** Checks the file without keeping anything. */
export function checkFile(api: Api, token: string, file: string): Promise<DryRun> {
  return api.call<DryRun>('esat/campaigns', { token, form: form(file, true) });
}

/** Starts the campaign. */
export function startCampaign(api: Api, token: string, file: string): Promise<Campaign> {
  return api.call<Campaign>('esat/campaigns', { token, form: form(file, false) });
}
