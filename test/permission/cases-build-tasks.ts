import { type Asks, type Case, mayDeny } from './case.ts';
import { buildViewers, makers, managers } from './roles.ts';
import type { Scene } from './scene.ts';

const job = (
  operation: string,
  roles: readonly number[],
  point: string,
  hidden: Asks['hidden'] = '422 DEVCB.00031006',
): Asks => ({ ...mayDeny(`codeartsbuild:job:${operation}`), roles, lacks: `${point}.`, hidden });
const ofV3 = '422 CB.00031006';

/** Operations on build tasks, in the form of the table that they are part of. */
export const buildTaskCases: Readonly<Record<string, Case>> = {
  'CodeArts Build: MoveGroup': {
    asks: {
      ...mayDeny('codeartsbuild:group:moveGroup'),
      roles: makers,
      lacks: 'build-group.manage.',
      hidden: '403 CB.00060200',
    },
    status: 200,
    async call({ scene, projectId }) {
      const { id: group_id } = await scene.buildGroup(projectId);
      const body = { group_id, jobs: [{ job_id: await scene.buildTask(projectId) }] };
      return { method: 'POST', path: `/v1/job/${projectId}/group/move`, body };
    },
  },
  'CodeArts Build: CreateNewJob': {
    asks: job('create', makers, 'build-task.create', '403 CB.00060200'),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: '/v1/job/create',
      body: jobBody(scene, projectId),
    }),
  },
  'CodeArts Build: CreateBuildJob': {
    asks: job('create', makers, 'build-task.create', '403 CB.00060200'),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: '/v3/jobs/create',
      body: jobBody(scene, projectId),
    }),
  },
  'CodeArts Build: UpdateNewJob': {
    asks: job('update', makers, 'build-task.edit'),
    status: 200,
    async call({ scene, projectId }) {
      const job_id = await scene.buildTask(projectId);
      return {
        method: 'POST',
        path: '/v1/job/update',
        body: { ...jobBody(scene, projectId), job_id },
      };
    },
  },
  'CodeArts Build: UpdateBuildJob': {
    asks: job('update', makers, 'build-task.edit', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const job_id = await scene.buildTask(projectId);
      return {
        method: 'POST',
        path: '/v3/jobs/update',
        body: { ...jobBody(scene, projectId), job_id },
      };
    },
  },
  'CodeArts Build: ShowJobConfig': {
    asks: job('get', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v1/job/${id}/config` };
    },
  },
  'CodeArts Build: ListJobConfig': {
    asks: job('get', buildViewers, 'build-task.view', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v3/jobs/${id}/query` };
    },
  },
  'CodeArts Build: ShowJobInfo': {
    asks: job('get', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v1/job/${id}/info` };
    },
  },
  'CodeArts Build: DeleteTheJob': {
    asks: job('delete', makers, 'build-task.delete'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'DELETE', path: `/v1/job/${id}/delete` };
    },
  },
  'CodeArts Build: DeleteBuildJob': {
    asks: job('delete', makers, 'build-task.delete', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v3/jobs/${id}/delete` };
    },
  },
  'CodeArts Build: ListProjectJobs': {
    asks: job('list', buildViewers, 'build-task.view', '403 CB.00060200'),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v1/job/${projectId}/list` }),
  },
  'CodeArts Build: ShowJobListByProjectId': {
    asks: job('list', buildViewers, 'build-task.view', '403 CB.00060200'),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v3/${projectId}/jobs` }),
  },
  'CodeArts Build: ListJob': {
    asks: mayDeny('codeartsbuild:job:list'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v1/job/list' }),
  },
  'CodeArts Build: CheckJobNameIsExists': {
    asks: job('checkName', buildViewers, 'build-task.view', '403 CB.00060200'),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'GET',
      path: '/v1/job/check/exist',
      query: { project_id: projectId, job_name: scene.word() },
    }),
  },
  'CodeArts Build: CheckJobCountIsTopLimit': {
    asks: mayDeny('codeartsbuild:job:checkCount'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v1/job/check/count' }),
  },
  'CodeArts Build: AddFavouriteTask': {
    asks: job('follow', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v1/job/${id}/follow` };
    },
  },
  'CodeArts Build: RemoverFavouriteTask': {
    asks: job('follow', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v1/job/${id}/unfollow` };
    },
  },
  'CodeArts Build: DisableTheJob': {
    asks: job('disable', makers, 'build-task.disable'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v1/job/${id}/disable`, body: { disabled: true } };
    },
  },
  'CodeArts Build: DisableBuildJob': {
    asks: job('disable', makers, 'build-task.disable', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v3/jobs/${id}/disable` };
    },
  },
  'CodeArts Build: EnableBuildJob': {
    asks: job('disable', makers, 'build-task.disable', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v3/jobs/${id}/recover` };
    },
  },
  'CodeArts Build: ShowDisable': {
    asks: job('get', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v1/job/${id}/check/disable` };
    },
  },
  'CodeArts Build: ShowCopyName': {
    asks: job('get', makers, 'build-task.clone'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v1/job/${id}/copy-name` };
    },
  },
  'CodeArts Build: CopyJob': {
    asks: job('copy', makers, 'build-task.clone'),
    status: 200,
    async call({ scene, projectId }) {
      const copy_job_id = await scene.buildTask(projectId);
      return {
        method: 'POST',
        path: '/v1/job/copy',
        body: { ...jobBody(scene, projectId), copy_job_id },
      };
    },
  },
  'CodeArts Build: BatchDeleteBuildJobs': {
    asks: job('delete', makers, 'build-task.delete'),
    status: 200,
    async call({ scene, projectId }) {
      const job_ids = [await scene.buildTask(projectId)];
      return { method: 'DELETE', path: '/v1/job/batch-delete', body: { job_ids } };
    },
  },
  'CodeArts Build: ShowDefaultBuildParameters': {
    asks: mayDeny('codeartsbuild:job:listParameters'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v1/job/default-parameters' }),
  },
  'CodeArts Build: ShowJobSystemParameters': {
    asks: mayDeny('codeartsbuild:job:listParameters'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v1/job/system-parameters' }),
  },
  'CodeArts Build: ListRecyclingJob': {
    asks: mayDeny('codeartsbuild:job:listRecycled'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v1/job/recycling-jobs' }),
  },
  'CodeArts Build: RestoreRecyclingJobs': {
    asks: job('restore', makers, 'build-task.delete'),
    status: 200,
    async call({ scene, projectId }) {
      const job_ids = [await recycledTask(scene, projectId)];
      return { method: 'POST', path: '/v1/job/recycling-restoration', body: { job_ids } };
    },
  },
  'CodeArts Build: DeleteRecyclingJobs': {
    asks: job('purge', makers, 'build-task.delete'),
    status: 200,
    async call({ scene, projectId }) {
      const job_ids = [await recycledTask(scene, projectId)];
      return { method: 'DELETE', path: '/v1/job/recycling-deletion', body: { job_ids } };
    },
  },
  'CodeArts Build: ClearRecyclingJobs': {
    asks: mayDeny('codeartsbuild:job:clearRecycleBin'),
    status: 200,
    async call({ scene, projectId }) {
      await recycledTask(scene, projectId);
      return { method: 'DELETE', path: '/v1/job/recycling-empty' };
    },
  },
  'CodeArts Build: SetKeepTime': {
    asks: { action: 'codeartsbuild:job:setKeepTime', policy: 'must-allow' },
    status: 200,
    call: () => ({ method: 'POST', path: '/v1/job/keep-time', body: { keep_time: 30 } }),
  },
  'CodeArts Build: ShowJobRolePermission': {
    asks: job('getPermission', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const query = { job_id: await scene.buildTask(projectId) };
      return { method: 'GET', path: '/v1/job/permission/role', query };
    },
  },
  'CodeArts Build: ShowDefaultProjectPermission': {
    asks: job('getPermission', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const query = { project_id: projectId, job_id: await scene.buildTask(projectId) };
      return { method: 'GET', path: '/v1/job/project/default-permission', query };
    },
  },
  'CodeArts Build: ShowProjectJobPermission': {
    asks: job('getPermission', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const query = { project_id: projectId, job_id: await scene.buildTask(projectId) };
      return { method: 'GET', path: '/v1/job/permission', query };
    },
  },
  'CodeArts Build: ApplyProjectPermission': {
    asks: job('setPermission', managers, 'build-task.assign'),
    status: 200,
    async call({ scene, projectId }) {
      const body = { job_id: await scene.buildTask(projectId), project_switch: false };
      return { method: 'POST', path: '/v1/job/project/permission', body };
    },
  },
  'CodeArts Build: BatchUpdateJobRolePermission': {
    asks: job('setPermission', managers, 'build-task.assign'),
    status: 200,
    async call({ scene, projectId }) {
      const job_ids = [await scene.buildTask(projectId)];
      const body = { job_ids, permissions: [{ role_id: 8, is_view: false }] };
      return { method: 'POST', path: '/v1/job/permissions/batch', body };
    },
  },
  'CodeArts Build: ListUpdateJobHistory': {
    asks: job('get', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v1/job/${id}/history` };
    },
  },
  'CodeArts Build: ShowJobConfigDiff': {
    asks: job('get', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      const query = { revisedl_no: '0', original_no: '0' };
      return { method: 'GET', path: `/v1/job/${id}/diff`, query };
    },
  },
};

/** A body that defines a task. */
function jobBody(scene: Scene, projectId: string): Record<string, unknown> {
  return { project_id: projectId, job_name: scene.word(), arch: 'x86-64', steps: [] };
}

/** The id of a task in the recycle bin. */
async function recycledTask(scene: Scene, projectId: string): Promise<string> {
  const id = await scene.buildTask(projectId);
  await scene.world.server.data.store.write(({ builds }) => builds.binTasks([id], Date.now()));
  return id;
}
