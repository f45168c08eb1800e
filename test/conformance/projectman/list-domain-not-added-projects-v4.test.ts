import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newAccount, newProject, onEveryStore } from '../scene.ts';
import { denied, paramError } from './answers.ts';

const listOthers = proven('ProjectMan v4', 'ListDomainNotAddedProjectsV4');

onEveryStore((scene) => {
  it('tells the root user of projects that others made, newest first, by pages', async () => {
    await newProject(scene);
    await newAccount(scene, 'elsewhere');
    const maker = await scene.enter('maker');
    scene.now += 1000;
    const first = await newProject({ ...scene, token: maker.token });
    scene.now += 1000;
    const second = await newProject({ ...scene, token: maker.token });
    const { domainId: domain_id, domainName: domain_name } = scene.world;
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(listOthers);
      expect(answer.body).toEqual({
        projects: [second, first].map((project_id) => ({
          project_num_id: expect.any(Number),
          project_id,
          project_name: expect.stringMatching(/^Project \d+$/),
          description: '',
          created_time: expect.any(Number),
          updated_time: expect.any(Number),
          project_type: 'scrum',
          creator: {
            user_num_id: maker.person.user.number,
            user_id: maker.person.user.id,
            user_name: 'maker',
            domain_id,
            domain_name,
            nick_name: 'maker',
          },
        })),
        total: 2,
      });
      const page = await client.send(listOthers, { offset: 1, limit: 1 });
      expect(page.body).toMatchObject({ projects: [{ project_id: first }], total: 2 });
    }
    await scene.world.join(
      { ...maker.person, user: { ...maker.person.user, id: await rootId() } },
      second,
      8,
    );
    const left = await scene.core.send(listOthers);
    expect(left.body).toMatchObject({ projects: [{ project_id: first }], total: 1 });
  });

  const rootId = async () => {
    const { domainId, userName, server } = scene.world;
    const root = await server.data.store.read((records) =>
      records.access.findUserByName(domainId, userName),
    );
    return root?.id ?? '';
  };

  it('tells nobody else of projects that they do not see', async () => {
    const { core, token } = await scene.enter('stranger', { allow: ['*'] });
    await newProject(scene);
    for (const client of [core, token]) {
      expect((await client.send(listOthers)).body).toEqual({ projects: [], total: 0 });
    }
  });

  it.each([
    [{ offset: -1 }, '\\[offset\\] must be an integer from 0 to 10000'],
    [{ limit: 0 }, '\\[limit\\] must be an integer from 1 to 100'],
    [{ limit: 101 }, '\\[limit\\] must be an integer from 1 to 100'],
  ])('refuses %j', async (query, reason) => {
    expect(await scene.core.send(listOthers, query)).toMatchObject(paramError(reason));
  });

  it('obeys a policy that denies it', async () => {
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'codeartsreq:project:list');
    expect(await core.send(listOthers)).toMatchObject(denied('codeartsreq:project:list'));
  });
});
