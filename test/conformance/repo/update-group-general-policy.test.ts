import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue } from './groups.ts';
import { itHidesGroups, itIsForManagers, twoLevels } from './settings.ts';

const update = proven('CodeArtsRepo v4', 'UpdateGroupGeneralPolicy');

onEveryStore((scene) => {
  it('changes what is given, and gives a pattern back to the group above', async () => {
    const { top, below } = await twoLevels(scene);
    const set = async (group_id: number, body: object) =>
      (await scene.core.send(update, { group_id }, body)).body;
    const policy = {
      disable_fork: true,
      branch_name_regex: 'a+',
      tag_name_regex: 'v[0-9]+',
      generate_pre_merge_ref: true,
    };
    expect(await set(top, policy)).toEqual(policy);
    expect(await set(top, { disable_fork: false })).toEqual({ ...policy, disable_fork: false });
    const own = { branch_name_regex: 'b+', generate_pre_merge_ref: false };
    const inherited = { ...policy, disable_fork: false };
    expect(await set(below, own)).toEqual({ ...inherited, ...own });
    expect(await set(below, { branch_name_regex: '' })).toEqual({
      ...inherited,
      generate_pre_merge_ref: false,
    });
    expect(await set(top, { tag_name_regex: 'w' })).toMatchObject({ tag_name_regex: 'w' });
    expect(await set(below, {})).toMatchObject({ tag_name_regex: 'w' });
  });

  it('refuses what is no pattern, and keeps what was', async () => {
    const { top } = await twoLevels(scene);
    await scene.core.send(update, { group_id: top }, { branch_name_regex: 'kept' });
    for (const [body, reason] of [
      [{ branch_name_regex: '(' }, '\\[branch_name_regex\\] must be a regular expression'],
      [{ tag_name_regex: '(?=a)a' }, '\\[tag_name_regex\\] must be a regular expression'],
      [{ tag_name_regex: 'a'.repeat(1001) }, '\\[tag_name_regex\\] must be a regular expression'],
      [{ disable_fork: 'true' }, '\\[disable_fork\\]'],
    ] as const) {
      const answer = await scene.core.send(update, { group_id: top }, body);
      expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
    }
    const answer = await scene.core.send(update, { group_id: top }, {});
    expect(answer.body).toMatchObject({ branch_name_regex: 'kept', tag_name_regex: '' });
  });

  itIsForManagers(scene, update, { branch_name_regex: 'a' });
  itHidesGroups(scene, update, {}, { branch_name_regex: 'a' });
});
