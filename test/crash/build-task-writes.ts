import type { Scene, Writes } from './write.ts';

/** One successful call of every operation that writes about build tasks. */
export const buildTaskWrites: Writes = {
  'CodeArts Build CreateNewJob': (scene) => createTask(scene),
  'CodeArts Build CreateBuildJob': (scene) => createTask(scene, '/v3/jobs/create'),
  'CodeArts Build UpdateNewJob': async (scene) =>
    createTask(scene, '/v1/job/update', { job_id: await newTask(scene) }),
  'CodeArts Build UpdateBuildJob': async (scene) =>
    createTask(scene, '/v3/jobs/update', { job_id: await newTask(scene) }),
  'CodeArts Build DeleteTheJob': async (scene) =>
    scene.send('DELETE', `/v1/job/${await newTask(scene)}/delete`),
  'CodeArts Build DeleteBuildJob': async (scene) =>
    scene.send('POST', `/v3/jobs/${await newTask(scene)}/delete`),
  'CodeArts Build AddFavouriteTask': (scene) => onNewTask(scene, 'follow'),
  'CodeArts Build RemoverFavouriteTask': (scene) => onNewTask(scene, 'unfollow'),
  'CodeArts Build DisableTheJob': (scene) => onNewTask(scene, 'disable', { disabled: true }),
  'CodeArts Build DisableBuildJob': async (scene) =>
    scene.send('POST', `/v3/jobs/${await newTask(scene)}/disable`),
  'CodeArts Build EnableBuildJob': async (scene) =>
    scene.send('POST', `/v3/jobs/${await newTask(scene)}/recover`),
  'CodeArts Build CopyJob': async (scene) =>
    createTask(scene, '/v1/job/copy', { copy_job_id: await newTask(scene) }),
  'CodeArts Build BatchDeleteBuildJobs': async (scene) =>
    scene.send('DELETE', '/v1/job/batch-delete', { job_ids: [await newTask(scene)] }),
  'CodeArts Build RestoreRecyclingJobs': async (scene) => {
    const job_ids = [await recycledTask(scene)];
    return scene.send('POST', '/v1/job/recycling-restoration', { job_ids });
  },
  'CodeArts Build DeleteRecyclingJobs': async (scene) => {
    const job_ids = [await recycledTask(scene)];
    return scene.send('DELETE', '/v1/job/recycling-deletion', { job_ids });
  },
  'CodeArts Build ClearRecyclingJobs': async (scene) => {
    await recycledTask(scene);
    return scene.send('DELETE', '/v1/job/recycling-empty');
  },
  'CodeArts Build ApplyProjectPermission': async (scene) => {
    const body = { job_id: await newTask(scene), project_switch: false };
    return scene.send('POST', '/v1/job/project/permission', body);
  },
  'CodeArts Build BatchUpdateJobRolePermission': async (scene) => {
    const permissions = [{ role_id: 8, is_view: false }];
    const body = { job_ids: [await newTask(scene)], permissions };
    return scene.send('POST', '/v1/job/permissions/batch', body);
  },
  'CodeArts Build SetKeepTime': (scene) =>
    scene.send('POST', '/v1/job/keep-time', { keep_time: 7 }),
};

const createTask = ({ send, first, name }: Scene, path = '/v1/job/create', more: object = {}) =>
  send('POST', path, {
    project_id: first.projectId,
    job_name: name(),
    arch: 'x86-64',
    steps: [],
    ...more,
  });
export const newTask = async (scene: Scene): Promise<string> =>
  (await createTask(scene)).body.result.job_id;
const onNewTask = async (scene: Scene, what: string, body?: object) =>
  scene.send('POST', `/v1/job/${await newTask(scene)}/${what}`, body);

async function recycledTask(scene: Scene): Promise<string> {
  const id = await newTask(scene);
  await scene.send('DELETE', `/v1/job/${id}/delete`);
  return id;
}
