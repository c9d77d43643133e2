import { setWorkflowOptions } from '@temporalio/workflow';
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
const ENDS_WITHIN_MINUTES = { versioningBehavior: 'PINNED' } as const;

setWorkflowOptions(ENDS_WITHIN_MINUTES, afterwards);
setWorkflowOptions(ENDS_WITHIN_MINUTES, annualControls);
setWorkflowOptions(ENDS_WITHIN_MINUTES, purge);
setWorkflowOptions(ENDS_WITHIN_MINUTES, reminders);
setWorkflowOptions(ENDS_WITHIN_MINUTES, userImport);
