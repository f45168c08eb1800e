import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { badValue } from './groups.ts';
import { itHidesGroups, itIsForManagers, setPolicy, twoLevels } from './settings.ts';

const update = proven('CodeArtsRepo v4', 'UpdateGroupWatermark');
const showPolicy = operationOf('CodeArtsRepo v4', 'ShowGroupGeneralPolicy');

onEveryStore((scene) => {
  it('sets it, and nothing beside it', async () => {
    const { top } = await twoLevels(scene);
    await setPolicy(scene.core, top, { branch_name_regex: 'a' });
    for (const watermark of [true, false]) {
      const answer = await scene.core.send(update, { group_id: top }, { watermark });
      expect(answer.body).toEqual({ watermark });
    }
    const policy = await scene.core.send(showPolicy, { group_id: top });
    expect(policy.body).toMatchObject({ branch_name_regex: 'a' });
  });

  it('has to be told', async () => {
    const { top } = await twoLevels(scene);
    for (const body of [{}, { watermark: null }, { watermark: 1 }]) {
      const answer = await scene.core.send(update, { group_id: top }, body);
      expect(answer).toMatchObject({ status: 400, body: badValue('\\[watermark\\]') });
    }
  });

  itIsForManagers(scene, update, { watermark: true });
  itHidesGroups(scene, update, {}, { watermark: true });
});
