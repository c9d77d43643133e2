export * from '../../workflows/index.ts';
export { priorConvention } from './priorConvention/workflow.ts';
