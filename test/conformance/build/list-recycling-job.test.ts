import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { binOf, recycledTask } from './recycle-bin.ts';
import { newTask, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ListRecyclingJob');
const setKeepTime = operationOf('CodeArtsBuild v3', 'SetKeepTime');
const clear = operationOf('CodeArtsBuild v3', 'ClearRecyclingJobs');
const day = 24 * 3600_000;

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('lists what was deleted through the %s', async (way) => {
    const project_id = await newProject(scene);
    const stay = await newTask(scene.core, project_id, 'stays');
    const first = await recycledTask(scene.core, project_id, 'first');
    scene.now += 61_000;
    const search = `searched-${way}`;
    const second = await recycledTask(scene.core, project_id, search);
    expect(await binOf(scene[way], project_id)).toEqual([second, first]);
    expect(await tasksOf(scene.core, project_id)).toMatchObject([{ id: stay }]);
    const answer = await scene[way].send(operation, { search, page_no: 1, page_size: 1 });
    const seconds = String(Math.floor(scene.now / 1000));
    const local = new Date(scene.now + 8 * 3600_000).toISOString();
    const time = local.slice(0, 19).replace('T', ' ');
    expect(answer.body).toEqual({
      success: true,
      message: null,
      err_code: null,
      result: {
        keep_time: 30,
        total: 1,
        job_list: [
          {
            job_id: second,
            job_name: search,
            project_id,
            creator_name: scene.world.userName,
            creator_id: expect.stringMatching(/^[0-9a-f]{32}$/),
            create_time: time,
            delete_time: time,
            create_time_stamp: seconds,
            delete_time_stamp: seconds,
          },
        ],
      },
      status: 'success',
    });
    const beyond = await scene[way].send(operation, { search, page_no: 2, page_size: 1 });
    expect(beyond.body).toMatchObject({ result: { total: 1, job_list: [] } });
  });

  it('shows users what they may restore', async () => {
    const project_id = await newProject(scene);
    const maker = await scene.enter('maker', { role: 4, in: project_id });
    const viewer = await scene.enter('viewer', { role: 8, in: project_id });
    const others = await recycledTask(scene.core, project_id, 'a');
    const own = await recycledTask(maker.core, project_id, 'b');
    expect((await binOf(maker.core, project_id)).sort()).toEqual([others, own].sort());
    expect(await binOf(viewer.core, project_id)).toEqual([]);
    await scene.world.server.data.store.write(({ projects }) =>
      projects.updateMember(scene.world.domainId, project_id, maker.person.user.id, 8),
    );
    expect(await binOf(maker.core, project_id)).toEqual([own]);
  });

  it('forgets tasks when their time is over, and counts none of them', async () => {
    const project_id = await newProject(scene);
    await recycledTask(scene.core, project_id, 'a');
    await scene.core.send(setKeepTime, {}, { keep_time: 2 });
    scene.now += 2 * day - 1;
    expect(await binOf(scene.core, project_id)).toHaveLength(1);
    scene.now += 1;
    expect(await binOf(scene.core, project_id)).toEqual([]);
    await scene.core.send(setKeepTime, {}, { keep_time: 30 });
    await scene.core.send(clear, {});
  });

  it.each([
    [{ page_no: 0 }, '\\[page_no\\] must be an integer from 1 to'],
    [{ page_size: 101 }, '\\[page_size\\] must be an integer from 1 to 100'],
  ])('refuses %j', async (query, reason) => {
    const answer = await scene.core.send(operation, query);
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });
});
