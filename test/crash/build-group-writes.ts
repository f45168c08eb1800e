import { newTask } from './build-task-writes.ts';
import type { Scene, Writes } from './write.ts';

/** One successful call of every operation that writes about groups of build tasks. */
export const buildGroupWrites: Writes = {
  'CodeArts Build CreateJobGroup': (scene) => createBuildGroup(scene),
  'CodeArts Build DeleteGroup': async (scene) => {
    const { body } = await createBuildGroup(scene);
    const path = `/v1/job/${scene.first.projectId}/group/delete?id=${body.result[0].id}`;
    return scene.send('DELETE', path);
  },
  'CodeArts Build SwitchedPacket': async (scene) => {
    const [one, other] = [await createBuildGroup(scene), await createBuildGroup(scene)];
    const ids = `source_group_id=${one.body.result[0].id}&target_group_id=${other.body.result[0].id}`;
    return scene.send('POST', `/v1/job/${scene.first.projectId}/group/swap?${ids}`);
  },
  'CodeArts Build UpdateJobGroup': async (scene) => {
    const { body } = await createBuildGroup(scene);
    const change = { id: body.result[0].id, name: scene.name() };
    return scene.send('PUT', `/v1/job/${scene.first.projectId}/group/update`, change);
  },
  'CodeArts Build MoveGroup': async (scene) => {
    const { body } = await createBuildGroup(scene);
    const moved = { group_id: body.result[0].id, jobs: [{ job_id: await newTask(scene) }] };
    return scene.send('POST', `/v1/job/${scene.first.projectId}/group/move`, moved);
  },
};

export const createBuildGroup = ({ send, first, name }: Scene, group = name()) =>
  send('POST', `/v1/job/${first.projectId}/group/create`, { name: group });
