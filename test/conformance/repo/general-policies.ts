import { expect, it } from 'vitest';
import type { SdkOperation } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { itHidesGroups, setPolicy, twoLevels } from './settings.ts';

/** What both operations that show a general policy do. */
export function showsPolicies(show: SdkOperation): void {
  onEveryStore((scene) => {
    it('shows what holds: of each setting what the nearest group says', async () => {
      const { top, below } = await twoLevels(scene);
      const shown = async (group_id: number) => (await scene.core.send(show, { group_id })).body;
      const nothing = {
        disable_fork: false,
        forbidden_developer_create_branch: false,
        forbidden_developer_create_tag: false,
        forbidden_committer_create_branch: false,
        branch_name_regex: '',
        tag_name_regex: '',
        generate_pre_merge_ref: false,
        forbidden_gitlab_access: false,
        rebase_disable_trigger_webhook: false,
        open_gpg_verified: false,
      };
      expect(await shown(below)).toEqual(nothing);
      const above = { branch_name_regex: 'a.*', tag_name_regex: 'v.*', disable_fork: true };
      await setPolicy(scene.core, top, above);
      await setPolicy(scene.core, below, { branch_name_regex: 'b.*' });
      expect(await shown(top)).toEqual({ ...nothing, ...above });
      expect(await shown(below)).toEqual({ ...nothing, ...above, branch_name_regex: 'b.*' });
    });

    itHidesGroups(scene, show, {});
  });
}
