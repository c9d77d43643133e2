export { accessRequest } from './accessRequest/workflow.ts';
export { afterwards } from './afterwards/workflow.ts';
export { conventionnement } from './conventionnement/workflow.ts';
export { dispatcher } from './dispatcher/workflow.ts';
export { esatCampaign } from './esatCampaign/workflow.ts';
export { esatOnboarding } from './esatOnboarding/workflow.ts';
