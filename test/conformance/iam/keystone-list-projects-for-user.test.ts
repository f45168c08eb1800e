import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { heardOfNobody, rootOf } from '../users.ts';
import { denied, refused } from './answers.ts';

const listProjects = proven('IAM v3', 'KeystoneListProjectsForUser');

onEveryStore((scene) => {
  it('lists the projects of the account to the user themselves and to who may', async () => {
    const { core, person } = await scene.enter('self');
    const user_id = person.user.id;
    for (const client of [core, scene.core, scene.token]) {
      const answer = await client.send(listProjects, { user_id });
      const self = `${scene.world.endpoint}/v3/users/${user_id}/projects`;
      expect(answer.body).toMatchObject({
        links: { self, previous: null, next: null },
        projects: [{ id: scene.world.iamProjectId, name: 'cn-north-4' }],
      });
    }
    const other = await core.send(listProjects, { user_id: await rootOf(scene) });
    expect(other).toMatchObject(denied('iam:projects:listProjectsForUser'));
  });

  it('finds nobody of another account', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(listProjects, { user_id }),
    );
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find user'));
  });
});
