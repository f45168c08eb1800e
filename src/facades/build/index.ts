import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { buildErrors } from './errors.ts';
import { createJobGroup } from './groups/create-job-group.ts';
import { deleteGroup } from './groups/delete-group.ts';
import { listGroupTree } from './groups/list-group-tree.ts';
import { moveGroup } from './groups/move-group.ts';
import { switchedPacket } from './groups/switched-packet.ts';
import { updateJobGroup } from './groups/update-job-group.ts';
import { addFavouriteTask } from './jobs/add-favourite-task.ts';
import { applyProjectPermission } from './jobs/apply-project-permission.ts';
import { batchDeleteBuildJobs } from './jobs/batch-delete-build-jobs.ts';
import { batchUpdateJobRolePermission } from './jobs/batch-update-job-role-permission.ts';
import { checkJobCountIsTopLimit } from './jobs/check-job-count-is-top-limit.ts';
import { checkJobNameIsExists } from './jobs/check-job-name-is-exists.ts';
import { clearRecyclingJobs } from './jobs/clear-recycling-jobs.ts';
import { copyJob } from './jobs/copy-job.ts';
import { createNewJob } from './jobs/create-new-job.ts';
import { deleteRecyclingJobs } from './jobs/delete-recycling-jobs.ts';
import { deleteTheJob } from './jobs/delete-the-job.ts';
import { disableTheJob } from './jobs/disable-the-job.ts';
import { listJob } from './jobs/list-job.ts';
import { listProjectJobs } from './jobs/list-project-jobs.ts';
import { listRecyclingJob } from './jobs/list-recycling-job.ts';
import { listUpdateJobHistory } from './jobs/list-update-job-history.ts';
import { removerFavouriteTask } from './jobs/remover-favourite-task.ts';
import { restoreRecyclingJobs } from './jobs/restore-recycling-jobs.ts';
import { setKeepTime } from './jobs/set-keep-time.ts';
import { showCopyName } from './jobs/show-copy-name.ts';
import { showDefaultBuildParameters } from './jobs/show-default-build-parameters.ts';
import { showDefaultProjectPermission } from './jobs/show-default-project-permission.ts';
import { showDisable } from './jobs/show-disable.ts';
import { showJobConfig } from './jobs/show-job-config.ts';
import { showJobConfigDiff } from './jobs/show-job-config-diff.ts';
import { showJobInfo } from './jobs/show-job-info.ts';
import { showJobRolePermission } from './jobs/show-job-role-permission.ts';
import { showJobSystemParameters } from './jobs/show-job-system-parameters.ts';
import { showProjectJobPermission } from './jobs/show-project-job-permission.ts';
import { updateNewJob } from './jobs/update-new-job.ts';
import { createBuildJob } from './jobs-v3/create-build-job.ts';
import { deleteBuildJob } from './jobs-v3/delete-build-job.ts';
import { disableBuildJob } from './jobs-v3/disable-build-job.ts';
import { enableBuildJob } from './jobs-v3/enable-build-job.ts';
import { listJobConfig } from './jobs-v3/list-job-config.ts';
import { showJobListByProjectId } from './jobs-v3/show-job-list-by-project-id.ts';
import { updateBuildJob } from './jobs-v3/update-build-job.ts';
import { showProjectPermission } from './tenant/show-project-permission.ts';

export const build: Service<Context> = {
  title: 'CodeArts Build',
  facts: ['CodeArtsBuild v3'],
  sdk: {
    product: 'CodeArtsBuild',
    packageName: 'codeartsbuild',
    version: 'v3',
    accountLevel: false,
  },
  operations: [
    createJobGroup,
    deleteGroup,
    listGroupTree,
    switchedPacket,
    updateJobGroup,
    showProjectPermission,
    moveGroup,
    checkJobCountIsTopLimit,
    checkJobNameIsExists,
    createNewJob,
    deleteTheJob,
    listJob,
    listProjectJobs,
    showJobConfig,
    showJobInfo,
    updateNewJob,
    clearRecyclingJobs,
    deleteRecyclingJobs,
    listRecyclingJob,
    listUpdateJobHistory,
    restoreRecyclingJobs,
    setKeepTime,
    showJobConfigDiff,
    applyProjectPermission,
    batchUpdateJobRolePermission,
    showDefaultProjectPermission,
    showJobRolePermission,
    showProjectJobPermission,
    createBuildJob,
    deleteBuildJob,
    listJobConfig,
    showJobListByProjectId,
    updateBuildJob,
    addFavouriteTask,
    batchDeleteBuildJobs,
    copyJob,
    disableTheJob,
    removerFavouriteTask,
    showCopyName,
    showDefaultBuildParameters,
    showDisable,
    showJobSystemParameters,
    disableBuildJob,
    enableBuildJob,
  ],
  errors: buildErrors,
  fields: {
    group: 'group_id',
    groupPath: 'group_path_id',
    original: 'original_no',
    parent: 'parent_id',
    project: 'project_id',
    revised: 'revisedl_no',
    source: 'source_group_id',
    target: 'target_group_id',
    task: 'job_id',
    taskName: 'job_name',
    taskOfV3: 'job_id',
  },
  projectTokensOnly: true,
  headers: () => ({}),
  failure: (entry, message) => ({ error_code: entry.code, error_msg: message }),
};
