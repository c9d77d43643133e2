// The product's workflows and the floor, in one bundle for one worker.
export * from '../../workflows/index.ts';
export { bare } from './bare.ts';
export { job, jobTight } from './job.ts';
