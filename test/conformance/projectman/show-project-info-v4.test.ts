import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { beginning, heardByAnOutsider, onEveryStore } from '../scene.ts';
import { badProject, denied, noProject } from './answers.ts';

const showProject = proven('ProjectMan v4', 'ShowProjectInfoV4');

onEveryStore((scene) => {
  it('shows a project', async () => {
    const { world } = scene;
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(showProject, { project_id: world.projectId });
      expect(answer.body).toEqual({
        project: {
          project_num_id: expect.any(Number),
          project_id: world.projectId,
          name: 'First project',
          created_on: beginning,
          updated_on: beginning,
          project_type: 'scrum',
          archive: 1,
          enterprise_id: '0',
          project_code: '',
          creator: {
            user_num_id: expect.any(Number),
            user_id: expect.stringMatching(/^[0-9a-f]{32}$/),
            user_name: world.userName,
            domain_id: world.domainId,
            domain_name: world.domainName,
            nick_name: world.userName,
          },
        },
      });
    }
  });

  it('takes the id in upper case, and refuses a malformed one', async () => {
    const project_id = scene.world.projectId.toUpperCase();
    const answer = await scene.core.send(showProject, { project_id });
    expect(answer.body).toMatchObject({ project: { project_id: project_id.toLowerCase() } });
    for (const id of ['x', 'check-name', `${project_id}0`]) {
      for (const client of [scene.core, scene.token]) {
        expect(await client.send(showProject, { project_id: id })).toMatchObject(badProject);
      }
    }
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(showProject, { project_id }),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('shows a project to its participants, and not where a policy denies it', async () => {
    const { projectId: project_id } = scene.world;
    const { core, person } = await scene.enter('participant', { role: 7 });
    expect((await core.send(showProject, { project_id })).status).toBe(200);
    await scene.world.allow(person, 'Deny', 'codeartsreq:project:*');
    const answer = await core.send(showProject, { project_id });
    expect(answer).toMatchObject(denied('codeartsreq:project:get'));
  });
});
