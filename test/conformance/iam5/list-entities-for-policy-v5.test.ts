import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, denied, missing } from './answers.ts';
import {
  allPages,
  attachToGroup,
  attachToUser,
  heardOfNothing,
  newGroup,
  newPolicy,
  newUser,
  stranger,
} from './things.ts';

const listEntities = proven('IAM v5', 'ListEntitiesForPolicyV5');

type Page = { policy_users: object[]; policy_groups: object[] };

onEveryStore((scene) => {
  it('lists users and groups, page by page and by kind', async () => {
    const { policy_id } = await newPolicy(scene.core);
    const users = [await newUser(scene), await newUser(scene)].map(({ user_id }) => user_id);
    const { group_id } = await newGroup(scene.core);
    for (const id of users) await attachToUser(scene.core, policy_id, id);
    await attachToGroup(scene.core, policy_id, group_id);
    const attached_at = new Date(scene.now).toISOString();
    const policy_users = users.map((user_id) => ({ user_id, attached_at }));
    const policy_groups = [{ group_id, attached_at }];
    for (const client of [scene.core, scene.token]) {
      const pages = (await allPages(client, listEntities, { policy_id }, 1)) as unknown as Page[];
      expect(pages.length).toBe(3);
      expect(pages.flatMap((page) => page.policy_users)).toEqual(policy_users);
      expect(pages.flatMap((page) => page.policy_groups)).toEqual(policy_groups);
    }
    const kinds = { user: { policy_users }, group: { policy_groups }, agency: {} };
    for (const [entity_type, some] of Object.entries(kinds)) {
      const { body } = await scene.core.send(listEntities, { policy_id, entity_type });
      const none = { policy_users: [], policy_groups: [], policy_agencies: [] };
      const current_count = Object.values(some).flat().length;
      expect(body).toEqual({ ...none, ...some, page_info: { current_count } });
    }
  });

  it('refuses other kinds, finds none of another account, and asks for a policy', async () => {
    const { policy_id } = await newPolicy(scene.core);
    const kind = await scene.core.send(listEntities, { policy_id, entity_type: 'role' });
    expect(kind).toMatchObject(badValue('\\[entity_type\\] must be one of user, group, agency'));
    const foreign = await newPolicy(await stranger(scene));
    const answer = await heardOfNothing(foreign.policy_id, (id) =>
      scene.core.send(listEntities, { policy_id: id }),
    );
    expect(answer).toMatchObject(missing('Could not find policy: '));
    const { core } = await scene.enter('bare');
    const refusal = await core.send(listEntities, { policy_id });
    expect(refusal).toMatchObject(denied('iam:policies:listEntitiesV5'));
  });
});
