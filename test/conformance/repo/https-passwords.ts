import { GitClient } from '../../git/git-client.ts';
import { cloneAddress, newRepository } from '../../git/repositories.ts';
import type { Role, Scene } from '../scene.ts';

/** A developer of the first project with a repository to fetch from, and whether git lets them in. */
export async function enterWithRepository(scene: Scene, name: string) {
  const { world } = scene;
  const role: Role = await scene.enter(name, {
    role: 4,
    in: world.projectId,
    allow: ['codeartsrepo:*:*'],
  });
  const repository = await newRepository(world, `of-${name}`);
  const user = `${world.domainName}/${role.person.user.name}`;
  return {
    ...role,
    async gitLetsIn(password: string): Promise<boolean> {
      const git = new GitClient();
      const address = cloneAddress(world, repository, user, password);
      const { code } = await git.try(git.place, 'ls-remote', address);
      git.close();
      return code === 0;
    },
  };
}
