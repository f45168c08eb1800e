import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { enterProject } from './groups.ts';
import { itHidesGroups, setWatermark, twoLevels } from './settings.ts';

const show = proven('CodeArtsRepo v4', 'ShowGroupWatermark');

onEveryStore((scene) => {
  it('says what the nearest group says, and who may change it', async () => {
    const { project_id, top, below } = await twoLevels(scene);
    const shown = async (group_id: number, by = scene.core) =>
      (await by.send(show, { group_id })).body;
    expect(await shown(below)).toEqual({ watermark: false, can_update: true });
    await setWatermark(scene.core, top, true);
    expect(await shown(below)).toEqual({ watermark: true, can_update: true });
    await setWatermark(scene.core, below, false);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    expect(await shown(top, developer.core)).toEqual({ watermark: true, can_update: false });
    expect(await shown(below, developer.core)).toEqual({ watermark: false, can_update: false });
  });

  itHidesGroups(scene, show, {});
});
