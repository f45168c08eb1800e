import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, denied, refused } from './answers.ts';
import {
  allPages,
  attachToGroup,
  attachToUser,
  harmless,
  newGroup,
  newPolicy,
  newUser,
  stranger,
} from './things.ts';

const listPolicies = proven('IAM v5', 'ListPoliciesV5');

const systemNames = [
  'FullAccessV5',
  'CodeArtsBuildFullAccessPolicy',
  'CodeArtsBuildReadOnlyPolicy',
  'CodeArtsRepoFullAccessPolicy',
  'CodeArtsRepoReadOnlyPolicy',
  'CodeArtsReqFullAccessPolicy',
  'CodeArtsReqReadOnlyPolicy',
  'IAMFullAccessPolicy',
  'IAMReadOnlyPolicy',
  'STSFullAccessPolicy',
  'STSReadOnlyPolicy',
  'AtelierFullAccessPolicy',
  'AtelierReadOnlyPolicy',
];

type Page = { policies: { policy_id: string; policy_name: string; policy_type: string }[] };

onEveryStore((scene) => {
  const names = async (values: Record<string, string | boolean>) => {
    const { body } = await scene.core.send(listPolicies, values);
    return (body as Page).policies.map(({ policy_name }) => policy_name);
  };

  it('lists those of the system and of the account, page by page', async () => {
    const foreign = await newPolicy(await stranger(scene));
    const own: string[] = [];
    for (let i = 0; i < 4; i += 1) own.push((await newPolicy(scene.core)).policy_name);
    for (const client of [scene.core, scene.token]) {
      const pages = (await allPages(client, listPolicies, {}, 5)) as unknown as Page[];
      const listed = pages.flatMap(({ policies }) => policies.map((each) => each.policy_name));
      expect(pages.length).toBe(Math.ceil(listed.length / 5));
      expect(listed).toEqual([...systemNames, ...own]);
      expect(listed).not.toContain(foreign.policy_name);
    }
    expect(await names({ policy_type: 'system' })).toEqual(systemNames);
    expect(await names({ policy_type: 'custom' })).toEqual(own);
  });

  it('narrows to a path and to what is attached, and counts', async () => {
    const path = 'teams/a/';
    const { policy_id, policy_name } = await newPolicy(scene.core, harmless, path);
    const other = await newPolicy(scene.core, harmless, 'teams/ab/');
    expect(await names({ path_prefix: path })).toEqual([policy_name]);
    expect(await names({ path_prefix: 'teams/' })).toEqual([policy_name, other.policy_name]);
    expect(await names({ only_attached: true })).toEqual([]);
    const [system] = ((await scene.core.send(listPolicies)).body as Page).policies;
    const { group_id } = await newGroup(scene.core);
    const { user_id } = await newUser(scene);
    await attachToGroup(scene.core, policy_id, group_id);
    await attachToUser(scene.core, policy_id, user_id);
    await attachToUser(scene.core, system?.policy_id ?? '', user_id);
    const { body } = await scene.core.send(listPolicies, { only_attached: true });
    expect((body as Page).policies).toMatchObject([
      { policy_name: 'FullAccessV5', policy_type: 'system', attachment_count: 1 },
      { policy_id, policy_type: 'custom', path, attachment_count: 2 },
    ]);
  });

  it('refuses bad pages and types, and who has no policy', async () => {
    const type = await scene.core.send(listPolicies, { policy_type: 'other' });
    expect(type).toMatchObject(badValue('\\[policy_type\\] must be one of custom, system'));
    const marker = await scene.core.send(listPolicies, { marker: 'x' });
    expect(marker).toMatchObject(refused(400, 'PAP5.0010', 'Invalid marker'));
    const { core } = await scene.enter('bare');
    expect(await core.send(listPolicies)).toMatchObject(denied('iam:policies:listV5'));
  });
});
