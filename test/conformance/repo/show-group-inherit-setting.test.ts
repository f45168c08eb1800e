import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { itHidesGroups, setPolicy, setWatermark, twoLevels } from './settings.ts';

const show = proven('CodeArtsRepo v4', 'ShowGroupInheritSetting');

onEveryStore((scene) => {
  it('says of each kind whether the group has set something itself', async () => {
    const { top, below } = await twoLevels(scene);
    const custom = async (group_id: number) => {
      const { body } = await scene.core.send(show, { group_id });
      const kinds = body as { name: string; inherit_mod: string }[];
      expect(kinds).toHaveLength(11);
      expect(new Set(kinds.map((each) => each.inherit_mod))).not.toContain('inherit');
      return kinds.filter((each) => each.inherit_mod === 'custom').map(({ name }) => name);
    };
    expect(await custom(below)).toEqual([]);
    await setWatermark(scene.core, top, true);
    await setPolicy(scene.core, below, { disable_fork: false });
    expect(await custom(top)).toEqual(['watermark']);
    expect(await custom(below)).toEqual(['repository_settings']);
  });

  itHidesGroups(scene, show, {});
});
