import type { ProjectRow } from '../permissions.ts';

/** What operations ask that only show; each says itself what its page has about permissions. */
export const viewing = {
  repository: {
    action: 'codeartsrepo:repository:getRepository',
    accessLevel: 'Read',
    policy: 'must-allow',
    point: 'repository-group.view',
  },
  group: {
    action: 'codeartsrepo:group:getGroup',
    accessLevel: 'Read',
    policy: 'must-allow',
    point: 'repository-group.view',
  },
  members: {
    action: 'codeartsrepo:group:getMembers',
    accessLevel: 'Read',
    policy: 'must-allow',
    point: 'repository-group.view',
  },
} satisfies Record<string, Omit<ProjectRow, 'source'>>;
