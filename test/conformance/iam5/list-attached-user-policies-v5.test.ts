import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { denied, missing, refused } from './answers.ts';
import {
  allPages,
  attachToUser,
  heardOfNothing,
  newGroup,
  newPolicy,
  newUser,
  stranger,
} from './things.ts';

const listAttached = proven('IAM v5', 'ListAttachedUserPoliciesV5');
const listPolicies = operationOf('IAM v5', 'ListPoliciesV5');

type Page = { attached_policies: object[] };

onEveryStore((scene) => {
  it('lists what is attached, page by page', async () => {
    const { user_id } = await newUser(scene);
    const empty = await scene.core.send(listAttached, { user_id });
    expect(empty.body).toEqual({ attached_policies: [], page_info: { current_count: 0 } });
    const { body } = await scene.core.send(listPolicies, { limit: 1 });
    const [system] = (body as { policies: { policy_id: string }[] }).policies;
    const own = [await newPolicy(scene.core), await newPolicy(scene.core)];
    for (const { policy_id = '' } of [...own, system ?? {}] as { policy_id?: string }[]) {
      await attachToUser(scene.core, policy_id, user_id);
    }
    const attached_at = new Date(scene.now).toISOString();
    const urn = (name: string, owner = scene.world.domainId) => `iam::${owner}:policy:${name}`;
    for (const client of [scene.core, scene.token]) {
      const pages = (await allPages(client, listAttached, { user_id }, 2)) as unknown as Page[];
      expect(pages.flatMap((page) => page.attached_policies)).toEqual([
        {
          policy_name: 'FullAccessV5',
          policy_id: system?.policy_id,
          urn: urn('FullAccessV5', 'system'),
          attached_at,
        },
        ...own.map(({ policy_name, policy_id }) => ({
          policy_name,
          policy_id,
          urn: urn(policy_name),
          attached_at,
        })),
      ]);
    }
  });

  it('finds no user of another account, refuses a bad marker, and asks for a policy', async () => {
    const { user_id } = await newUser(scene);
    const foreign = await newGroup(await stranger(scene));
    const answer = await heardOfNothing(foreign.group_id, (id) =>
      scene.core.send(listAttached, { user_id: id }),
    );
    expect(answer).toMatchObject(missing('Could not find user: '));
    const marker = await scene.core.send(listAttached, { user_id, marker: 'x' });
    expect(marker).toMatchObject(refused(400, 'PAP5.0010', 'Invalid marker'));
    const { core } = await scene.enter('bare');
    const refusal = await core.send(listAttached, { user_id });
    expect(refusal).toMatchObject(denied('iam:users:listAttachedPoliciesV5'));
  });
});
