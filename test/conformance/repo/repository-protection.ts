import { expect, it } from 'vitest';
import { operationOf, type SdkOperation } from '../../strict-answers.ts';
import { alike, newProject, type Scene } from '../scene.ts';
import { enterProject, newGroup, notAllowed } from './groups.ts';
import { forManagers } from './protected-branches.ts';
import { newRepository, noRepository } from './repositories.ts';

const create = operationOf('CodeArtsRepo v4', 'BatchCreateProtectedBranch');
const list = operationOf('CodeArtsRepo v4', 'ListProtectedBranches');

export const noSuchRule = {
  status: 404,
  body: { error_code: 'CH.004404', error_msg: 'Protected Branch Not Found' },
};

/** A new repository in which these branches are protected. */
export async function protectedIn(scene: Scene, ...names: string[]) {
  const project_id = await newProject(scene);
  const { id: repository_id } = await newRepository(scene.core, project_id, { name: 'code' });
  if (names.length > 0) {
    const answer = await scene.core.send(create, { repository_id }, { names });
    expect(answer.status, answer.text).toBe(200);
  }
  return { project_id, repository_id };
}

/** The rules of a repository, each as its name and who may push, or `all`. */
export async function rulesOf({ core }: Scene, repository_id: number): Promise<string[]> {
  const { body } = await core.send(list, { repository_id, limit: 100 });
  const rules = body as { name: string; actions: { enable: boolean; roles: { id: number }[] }[] }[];
  return rules.map(({ name, actions: [push] }) => {
    const roles = push?.roles.map(({ id }) => id).join(' ');
    return `${name}: ${push?.enable ? roles : 'all'}`;
  });
}

/** An action that is left to those who administer, as repositories show it. */
export function managersOnly(action: 'push' | 'merge') {
  const { addition_switchers: _, ...shown } = forManagers(action);
  return shown;
}

/** Shows that an operation tells nobody whether a private repository is there, and who may do it. */
export function itIsOfTheRepository(
  scene: Scene,
  operation: SdkOperation,
  writes: boolean,
  query: object,
  body?: object,
) {
  it('hides repositories, and is for those who may set them up', async () => {
    const project_id = await newProject(scene);
    const wanted = { name: 'g', visibility: 'private' };
    const group_id = await newGroup(scene.core, project_id, wanted);
    const { id } = await newRepository(scene.core, project_id, { name: 'code', group_id });
    const people = [8, 4].map((role) =>
      enterProject(scene, `role ${role} of ${operation.id}`, role, project_id),
    );
    const [viewer, developer] = await Promise.all(people);
    const hidden = [id, 2_147_483_647].map((repository_id) =>
      viewer?.core.send(operation, { repository_id, ...query }, body),
    );
    const answers = (await Promise.all(hidden)).flatMap((answer) => answer ?? []);
    expect(alike(answers)).toMatchObject({ status: 404, body: noRepository });
    const answer = await developer?.core.send(operation, { repository_id: id, ...query }, body);
    const refused = notAllowed('.*lacks the permission repository.settings');
    if (writes) expect(answer).toMatchObject({ status: 403, body: refused });
    else expect([200, 404]).toContain(answer?.status);
  });
}
