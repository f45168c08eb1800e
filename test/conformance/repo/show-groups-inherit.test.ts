import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, enterProject } from './groups.ts';
import { itHidesGroups, setPolicy, setWatermark, twoLevels } from './settings.ts';

const show = proven('CodeArtsRepo v4', 'ShowGroupsInherit');

onEveryStore((scene) => {
  it('names the nearest level that has set something', async () => {
    const { project_id, top, below } = await twoLevels(scene);
    const source = async (group_id: number, setting_type: string, by = scene.core) =>
      (await by.send(show, { group_id, setting_type })).body;
    const inProject = {
      group_id: null,
      source_setting: 'project',
      project_id,
      upward_inherit_editable: true,
    };
    expect(await source(below, 'watermark')).toEqual(inProject);
    await setWatermark(scene.core, top, false);
    await setPolicy(scene.core, below, { tag_name_regex: 'v' });
    const inGroup = { ...inProject, source_setting: 'group' };
    expect(await source(below, 'watermark')).toEqual({ ...inGroup, group_id: String(top) });
    const policy = await source(below, 'repository_settings');
    expect(policy).toEqual({ ...inGroup, group_id: String(below) });
    expect(await source(top, 'repository_settings')).toEqual(inProject);
    const onlyThere = { ...inProject, upward_inherit_editable: false };
    expect(await source(below, 'protected_branches')).toEqual(onlyThere);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    expect(await source(below, 'watermark', developer.core)).toMatchObject({
      upward_inherit_editable: false,
    });
    await setPolicy(scene.core, below, { tag_name_regex: '' });
    expect(await source(below, 'repository_settings')).toEqual(inProject);
  });

  it('knows eleven kinds of settings', async () => {
    const { top } = await twoLevels(scene);
    for (const setting_type of ['colour', '', undefined]) {
      const query = setting_type === undefined ? {} : { setting_type };
      const answer = await scene.core.send(show, { group_id: top, ...query });
      expect(answer).toMatchObject({ status: 400, body: badValue('\\[setting_type\\]') });
    }
  });

  itHidesGroups(scene, show, { setting_type: 'watermark' });
});
