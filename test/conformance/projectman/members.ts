import { expect } from 'vitest';
import { operationOf } from '../../strict-answers.ts';
import type { Role, Scene } from '../scene.ts';

/** Expects the scene's root user, as the creator, and these to be the members of a project. */
export async function expectMembers(
  scene: Scene,
  projectId: string,
  others: readonly (readonly [name: string, roleId: number])[],
): Promise<void> {
  const list = operationOf('ProjectMan v4', 'ListProjectMembersV4');
  const answer = await scene.token.send(list, { project_id: projectId });
  const { members } = answer.body as { members: { user_name: string; role_id: number }[] };
  const seen = members.map(({ user_name, role_id }) => [user_name, role_id]);
  expect(seen).toEqual([[scene.world.userName, -1], ...others]);
}

export const idOf = ({ person }: Role): string => person.user.id;

/** The roles that members are given, as refusals name them (a pattern). */
export const mustBeARole =
  'must be one of 3 \\(Project manager\\), 4 \\(Developer\\), .*, 13 \\(Project administrator\\)$';
