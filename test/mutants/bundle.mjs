// node test/mutants/bundle.mjs <workflows> <bundle>: what makes a bundle would stay in jest's memory, so it has a process of its own
import { writeFileSync } from 'node:fs';
import { bundleWorkflowCode } from '@temporalio/worker';

const [, , workflowsPath, bundle] = process.argv;
const logger = { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error };
const { code } = await bundleWorkflowCode({ workflowsPath, logger });
writeFileSync(bundle, code);
