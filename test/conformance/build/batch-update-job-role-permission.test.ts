import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { binOf } from './recycle-bin.ts';
import { allRights, permit, type Right, rightsOf } from './task-permissions.ts';
import { newTask, noTask, smallest, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'BatchUpdateJobRolePermission');
const named = (id: string) => operationOf('CodeArtsBuild v3', id);
const listAll = named('ListJob');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('sets what roles may do through the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_ids = [
      await newTask(scene.core, project_id, 'a'),
      await newTask(scene.core, project_id, 'b'),
    ] as const;
    const other = await newTask(scene.core, project_id, 'other');
    const permissions = [
      // As the vendor's example has it: creators of tasks have everything.
      { id: 0, role_id: -3, ...allRights, count: 0 },
      { id: 0, role_id: 8, ...allRights, is_manager: false },
      { role_id: 4, is_delete: false },
    ];
    const answer = await scene[way].send(operation, {}, { project_id, job_ids, permissions });
    expect(answer.body).toEqual({ result: null, error: null, status: 'success' });
    for (const id of job_ids) {
      expect(await rightsOf(scene.core, id, 8)).toEqual({ ...allRights, is_manager: false });
      const developers = { ...allRights, is_delete: false, is_manager: false };
      expect(await rightsOf(scene.core, id, 4)).toEqual(developers);
      expect(await rightsOf(scene.core, id, 3)).toEqual(allRights);
    }
    const asEver = { ...allRights, is_manager: false };
    expect(await rightsOf(scene.core, other, 4)).toEqual(asEver);
    const back = { job_ids, project_switch: true };
    expect((await scene[way].send(operation, {}, back)).status).toBe(200);
    expect(await rightsOf(scene.core, job_ids[0], 4)).toEqual(asEver);
  });

  it.each([
    ['is_modify', 'UpdateNewJob', 'edit'],
    ['is_modify', 'UpdateBuildJob', 'edit'],
    ['is_view', 'ShowJobConfig', 'view'],
    ['is_view', 'ShowJobInfo', 'view'],
    ['is_copy', 'CopyJob', 'clone'],
    ['is_forbidden', 'DisableTheJob', 'disable'],
    ['is_manager', 'ApplyProjectPermission', 'assign'],
    ['is_delete', 'DeleteTheJob', 'delete'],
  ] as const)('%s decides about %s', async (right, name, point) => {
    const project_id = await newProject(scene);
    const developer = await scene.enter(`of-${name}`, { role: 4, in: project_id });
    const viewer = await scene.enter(`viewer-${name}`, { role: 8, in: project_id });
    const job_id = await newTask(scene.core, project_id, 'a');
    const body = {
      ...{ ...smallest, project_id, job_id, job_name: 'b', copy_job_id: job_id },
      ...{ disabled: true, project_switch: false },
    };
    await permit(scene.core, job_id, 4, { [right]: false });
    await permit(scene.core, job_id, 8, { [right]: true });
    const refused = await developer.core.send(named(name), { job_id }, body);
    const lacks = `because the role Developer lacks the permission build-task.${point} on this build`;
    expect(refused).toMatchObject({ status: 403, body: invalidParam(`.* ${lacks}`) });
    const allowed = await viewer.core.send(named(name), { job_id }, body);
    expect(allowed.status, allowed.text).toBe(200);
  });

  it('decides who is shown a task, and what they are told that they may do', async () => {
    const project_id = await newProject(scene);
    const developer = await scene.enter('developer', { role: 4, in: project_id });
    const maker = await scene.enter('maker', { role: 4, in: project_id });
    const admin = await scene.enter('admin', { role: 13, in: project_id });
    const tester = await scene.enter('tester', { role: 6, in: project_id });
    const job_id = await newTask(maker.core, project_id, 'a');
    const listed = async (who: typeof maker) => {
      const { body } = await who.core.send(listAll, { page_index: 0, page_size: 10 });
      const { result } = body as { result: { total: number; job_list: unknown[] } };
      expect(result.job_list).toHaveLength(result.total);
      return result.total;
    };
    expect([await listed(developer), await listed(tester)]).toEqual([1, 0]);
    await permit(scene.core, job_id, 4, { is_view: false, is_delete: false });
    await permit(scene.core, job_id, 6, { is_view: true, is_modify: true });
    expect(await tasksOf(developer.core, project_id)).toEqual([]);
    expect(await listed(developer)).toBe(0);
    expect(await listed(maker)).toBe(1);
    expect(await tasksOf(admin.core, project_id)).toHaveLength(1);
    const { body } = await tester.core.send(listAll, { page_index: 0, page_size: 10 });
    const rights = { is_view: true, is_modify: true, is_delete: false, is_copy: false };
    const shown = { id: job_id, ...rights, project_permission_switch: false };
    expect(body).toMatchObject({ result: { total: 1, job_list: [shown] } });
    // In the recycle bin, too, the task's own permissions hold.
    expect((await maker.core.send(named('DeleteTheJob'), { job_id })).status).toBe(200);
    expect(await binOf(developer.core, project_id)).toEqual([]);
    expect(await binOf(maker.core, project_id)).toEqual([job_id]);
  });

  it('takes nothing from those who have everything', async () => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    for (const [role_id, is_view, reason] of [
      [13, false, '\\[permissions\\[0\\]\\] must take nothing from the role Project administrator'],
      [-1, false, '\\[permissions\\[0\\]\\] must take nothing from the role Project creator'],
      [-3, false, '\\[permissions\\[0\\]\\] must take nothing from the role Task creator'],
      [99, true, '\\[permissions\\[0\\].role_id\\] must be the number of a project role'],
    ] as const) {
      const body = { job_ids: [job_id], permissions: [{ role_id, is_view }] };
      const answer = await scene.core.send(operation, {}, body);
      expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
    }
    const info = await scene.core.send(named('ShowJobInfo'), { job_id });
    expect(info.body).toMatchObject({ result: { project_permission_switch: true } });
  });

  it('sets all or nothing, and tells tasks that are unknown, elsewhere or hidden alike', async () => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    const elsewhere = await newTask(scene.core, await newProject(scene), 'a');
    const outsider = await scene.enter('outsider');
    const permissions = [{ role_id: 8, is_view: false }];
    const send = (who: typeof outsider | typeof scene, ...job_ids: string[]) =>
      who.core.send(operation, {}, { project_id, job_ids, permissions });
    const answers = [
      await send(scene, job_id, unknownId),
      await send(scene, job_id, elsewhere),
      await send(outsider, job_id),
    ];
    expect(alike(answers)).toMatchObject(noTask());
    expect(await rightsOf(scene.core, job_id, 8)).toMatchObject({ is_view: true } satisfies {
      [Name in Right]?: boolean;
    });
  });
});
