import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { newAccount, onEveryStore, unknownId } from '../scene.ts';
import { denied, refused } from './answers.ts';

const showProject = proven('IAM v3', 'KeystoneShowProject');

onEveryStore((scene) => {
  it('shows a project of the account', async () => {
    const { world } = scene;
    const { core: anybody } = await scene.enter('anybody');
    for (const client of [scene.core, scene.token, anybody]) {
      const answer = await client.send(showProject, { project_id: world.iamProjectId });
      const self = `${world.endpoint}/v3/projects/${world.iamProjectId}`;
      expect(answer.body).toEqual({
        project: {
          id: world.iamProjectId,
          name: 'cn-north-4',
          domain_id: world.domainId,
          parent_id: world.domainId,
          description: '',
          enabled: true,
          is_domain: false,
          links: { self, previous: null, next: null },
        },
      });
    }
  });

  it("shows the core the project of its credentials, and none that is another's", async () => {
    const { world } = scene;
    const own = vendorClient(world, world, { projectId: world.iamProjectId });
    const answer = await own.send(showProject);
    expect(answer.body).toMatchObject({ project: { id: world.iamProjectId } });
    const { iamProjectId: projectId } = await newAccount(scene, 'other');
    const refusal = await vendorClient(world, world, { projectId }).send(showProject);
    expect(refusal).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
  });

  it('finds no unknown project, no CodeArts project and none of another account', async () => {
    const stranger = await newAccount(scene, 'foreign');
    for (const id of [unknownId, scene.world.projectId, stranger.iamProjectId, 'x']) {
      for (const client of [scene.core, scene.token]) {
        const answer = await client.send(showProject, { project_id: id });
        expect(answer).toMatchObject(refused(404, 'IAM.0004', `Could not find project: ${id}\\.$`));
      }
    }
  });

  it('obeys a policy that denies it', async () => {
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', '*');
    const answer = await core.send(showProject, { project_id: unknownId });
    expect(answer).toMatchObject(denied('iam:projects:getProject'));
  });
});
