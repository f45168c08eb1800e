import { expect, test } from 'vitest';
import {
  creatorRoleId,
  type PermissionPoint,
  permissionMatrices,
  projectRole,
  projectRoles,
  rootRole,
} from '../../src/domain/projects/index.ts';
import { roleNames } from './roles.ts';

const [creator, administrator, manager, engineer, committer, developer] = [-1, 13, 3, 11, 12, 4];
const [productManager, testManager, operationManager, tester, participant, viewer] = [
  10, 5, 9, 6, 7, 8,
];
const top = [creator, administrator];
const all = Object.keys(roleNames).map(Number);
const makers = [engineer, committer, developer];
const others = [productManager, testManager, operationManager, tester, participant];

/** Roles by how they stand to a point, and whether a page says so. */
interface Row {
  readonly A?: readonly number[];
  readonly B?: readonly number[];
  readonly C?: readonly number[];
  readonly D?: readonly number[];
  /** Roles of whose standing no page tells; all: of none. */
  readonly inferred?: readonly number[];
}

/** What the user guides print, role by role; the project's creator and administrator have all. */
const makersDoIt: Row = { A: top, B: [manager, ...makers], C: others, D: [viewer] };
const managersDoIt: Row = { A: top, B: [manager], D: [...makers, ...others, viewer] };
const makersKeepIt: Row = { A: [...top, ...makers], B: [manager], C: others, D: [viewer] };
const committersDoIt: Row = {
  A: top,
  B: [manager, committer],
  C: [developer, engineer],
  D: [...others, viewer],
};
const projectManagersDoIt: Row = {
  A: [...top, manager],
  C: [...makers, ...others, viewer],
  inferred: all,
};
const taskMakersDoIt: Row = { A: top, B: [manager, ...makers], C: [...others, viewer] };
const taskViewersDoIt: Row = {
  A: top,
  B: [manager, ...makers, productManager, testManager, viewer],
  C: [operationManager, tester, participant],
};

const written: Readonly<Record<PermissionPoint, Row>> = {
  'project.view': { A: all, inferred: all },
  'project.edit': projectManagersDoIt,
  'project.delete': projectManagersDoIt,
  'project.members': projectManagersDoIt,

  'build-task.create': taskMakersDoIt,
  'build-task.edit': taskMakersDoIt,
  'build-task.delete': taskMakersDoIt,
  'build-task.view': taskViewersDoIt,
  'build-task.run': taskMakersDoIt,
  'build-task.clone': taskMakersDoIt,
  'build-task.disable': taskMakersDoIt,
  'build-task.assign': { A: top, B: [manager], C: [...makers, ...others, viewer] },
  'build-group.manage': {
    ...taskMakersDoIt,
    inferred: all.filter((role) => role !== manager),
  },
  'build-group.view': { ...taskViewersDoIt, inferred: all },

  'repository-group.create': makersDoIt,
  'repository-group.delete': managersDoIt,
  'repository-group.settings': managersDoIt,
  'repository-group.transfer': {
    A: [creator],
    D: all.filter((role) => role !== creator),
    inferred: all,
  },
  'repository-group.permissions': {
    A: top,
    D: [manager, ...makers, ...others, viewer],
    inferred: all,
  },
  'repository-group.move': {
    A: top,
    D: all.filter((role) => !top.includes(role)),
    inferred: all,
  },
  'repository-group.view': { A: all, inferred: all },
  'repository.create': makersDoIt,
  'repository.fork': makersDoIt,
  'repository.delete': managersDoIt,
  'repository.settings': managersDoIt,
  'code.push': makersKeepIt,
  'code.download': makersKeepIt,
  'repository-member.create': managersDoIt,
  'repository-member.update': managersDoIt,
  'repository-member.delete': managersDoIt,
  'branch.create': makersDoIt,
  'branch.delete': makersDoIt,
  'tag.create': makersDoIt,
  'tag.delete': { A: top, B: [manager], C: [...makers, ...others], D: [viewer] },
  'merge-request.create': makersDoIt,
  'merge-request.update': committersDoIt,
  'merge-request.comment': { A: top, B: [manager, ...makers], C: [...others, viewer] },
  'merge-request.review': { A: top, B: [manager, ...makers], C: [viewer], D: others },
  'merge-request.approve': committersDoIt,
  'merge-request.merge': committersDoIt,
  'merge-request.close': committersDoIt,
  'merge-request.reopen': committersDoIt,
  'label.create': { ...makersDoIt, inferred: all },
  'label.update': { ...makersDoIt, inferred: all },
  'label.delete': { ...makersDoIt, inferred: all },
};

const points = permissionMatrices.flatMap((matrix) => matrix.points);

test('every point is written down here, and every role has one standing to it', () => {
  expect([...points].sort()).toEqual(Object.keys(written).sort());
  for (const [point, { A = [], B = [], C = [], D = [] }] of Object.entries(written)) {
    const named = [A, B, C, D].flat().sort((a, b) => a - b);
    expect(named, point).toEqual([...all].sort((a, b) => a - b));
  }
});

test.each(Object.entries(roleNames))('role %s, %s, stands as the vendor prints it', (id, name) => {
  const role = projectRole(Number(id));
  expect(role?.name).toBe(name);
  for (const matrix of permissionMatrices) {
    for (const point of matrix.points) {
      const row = written[point as PermissionPoint];
      const standing = (['A', 'B', 'C', 'D'] as const).find((each) =>
        row[each]?.includes(Number(id)),
      );
      const inferred = row.inferred?.includes(Number(id)) ?? false;
      expect(matrix.entry(point, Number(id)), point).toEqual({ standing, inferred });
      const has = standing === 'A' || standing === 'B';
      expect(role?.points.has(point as PermissionPoint), point).toBe(has);
    }
  }
});

test('creator and root user have everything', () => {
  expect([...rootRole.points].sort()).toEqual([...points].sort());
  const [own] = projectRoles.filter(({ id }) => id === creatorRoleId);
  expect([...(own?.points ?? [])].sort()).toEqual([...points].sort());
});
