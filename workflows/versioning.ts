import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import { afterwards } from './afterwards/workflow.ts';
import { annualControls } from './annualControls/workflow.ts';
import { purge } from './purge/workflow.ts';
import { reminders } from './reminders/workflow.ts';
import { userImport } from './userImport/workflow.ts';

/**
 * What ends within minutes ends on the release on which it began: nothing of it is to be changed under way, and that release's workers are not stopped
 * sooner. All else moves to the release that is current (`releaseOf`), and keeps its former route by `patched`: dossiers, cases and accounts wait
 * for months, `esatDeclarations` and `tuteurReopening` for a season, `esatCampaign` for weeks, and `dispatcher` runs for ever.
 */
function endsWithinMinutes(): { versioningBehavior?: 'PINNED' } {
  // a worker without a release may not say so: Temporal would take nothing that it did
  return workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'PINNED' } : {};
}

setWorkflowOptions(endsWithinMinutes, afterwards);
setWorkflowOptions(endsWithinMinutes, annualControls);
setWorkflowOptions(endsWithinMinutes, purge);
setWorkflowOptions(endsWithinMinutes, reminders);
setWorkflowOptions(endsWithinMinutes, userImport);
