import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { aTime, denied, missing, refused } from './answers.ts';
import { allPages, harmless, heardOfNothing, newPolicy, newVersion, stranger } from './things.ts';

const listVersions = proven('IAM v5', 'ListPolicyVersionsV5');

type Page = { versions: { version_id: string; is_default: boolean }[] };

onEveryStore((scene) => {
  it('lists the versions newest first, page by page', async () => {
    const { policy_id } = await newPolicy(scene.core);
    await newVersion(scene.core, policy_id, true);
    await newVersion(scene.core, policy_id);
    for (const client of [scene.core, scene.token]) {
      const pages = (await allPages(client, listVersions, { policy_id }, 1)) as unknown as Page[];
      const versions = pages.flatMap((page) => page.versions);
      expect(versions).toEqual(
        ['v3', 'v2', 'v1'].map((version_id) => ({
          version_id,
          is_default: version_id === 'v2',
          document: harmless,
          created_at: aTime,
        })),
      );
    }
  });

  it('refuses a bad marker, finds nothing of another account, and asks for a policy', async () => {
    const { policy_id } = await newPolicy(scene.core);
    const marker = await scene.core.send(listVersions, { policy_id, marker: 'x' });
    expect(marker).toMatchObject(refused(400, 'PAP5.0010', 'Invalid marker'));
    const foreign = await newPolicy(await stranger(scene));
    const answer = await heardOfNothing(foreign.policy_id, (id) =>
      scene.core.send(listVersions, { policy_id: id }),
    );
    expect(answer).toMatchObject(missing('Could not find policy: '));
    const { core } = await scene.enter('bare');
    const refusal = await core.send(listVersions, { policy_id });
    expect(refusal).toMatchObject(denied('iam:policies:listVersionsV5'));
  });
});
