import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { itHidesGroups, setWatermark, twoLevels } from './settings.ts';

const show = proven('CodeArtsRepo v4', 'ShowGroupSettingsInheritCfg');

onEveryStore((scene) => {
  it('says it in numbers', async () => {
    const { project_id, top, below } = await twoLevels(scene);
    await setWatermark(scene.core, below, true);
    const shown = async (group_id: number) => (await scene.core.send(show, { group_id })).body;
    expect(await shown(below)).toMatchObject({
      can_update: true,
      product_id: project_id,
      namespace_id: below,
      parent_id: top,
      watermark: 0,
      repository_settings: 1,
      protected_branches: 1,
      pbi: 1,
    });
    expect(await shown(top)).toMatchObject({ namespace_id: top, parent_id: null, watermark: 1 });
  });

  itHidesGroups(scene, show, {});
});
