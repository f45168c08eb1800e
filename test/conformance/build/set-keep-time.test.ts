import { expect, it } from 'vitest';
import { purgeOutdatedTasks } from '../../../src/domain/builds/index.ts';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { binOf, recycledTask } from './recycle-bin.ts';
import { newTask } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'SetKeepTime');
const day = 24 * 3600_000;

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('sets and answers the days through the %s', async (way) => {
    const answer = await scene[way].send(operation, {}, { keep_time: 7 });
    expect(answer.body).toEqual({ result: { keep_time: 7 }, error: null, status: 'success' });
  });

  it('purges what was kept long enough, and nothing else', async () => {
    const project_id = await newProject(scene);
    const { store } = scene.world.server.data;
    const purge = () => purgeOutdatedTasks(store, scene.now);
    await scene.core.send(operation, {}, { keep_time: 3 });
    await newTask(scene.core, project_id, 'stays');
    const old = await recycledTask(scene.core, project_id, 'a');
    scene.now += day;
    const younger = await recycledTask(scene.core, project_id, 'b');
    const stored = async (id: string) => {
      const { domainId } = scene.world;
      const find = store.read(({ builds }) =>
        builds.findBinnedTasks(domainId, [id], '', Number.MIN_SAFE_INTEGER),
      );
      return (await find).length;
    };
    scene.now += 2 * day - 1;
    await purge();
    expect([await stored(old), await stored(younger)]).toEqual([1, 1]);
    scene.now += 1;
    await purge();
    expect([await stored(old), await stored(younger)]).toEqual([0, 1]);
    expect(await binOf(scene.core, project_id)).toEqual([younger]);
  });

  it.each([0, 31, 1.5, '7', null])('refuses %j', async (keep_time) => {
    const answer = await scene.hand.send(operation, {}, { keep_time });
    const reason = '\\[keep_time\\] (is required and )?must be an integer from 1 to 30';
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });

  it('is for the account, and for those whom it lets', async () => {
    const user = await scene.enter('user');
    const let_ = await scene.enter('let', { allow: ['codeartsbuild:job:setKeepTime'] });
    expect((await user.core.send(operation, {}, { keep_time: 7 })).status).toBe(403);
    expect((await let_.core.send(operation, {}, { keep_time: 7 })).status).toBe(200);
  });
});
