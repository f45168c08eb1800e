/**
 * How a role stands to a permission. A: has it, and it cannot be taken away. B: has it, and it can
 * be taken away. C: lacks it, and it can be given. D: can never have it. Source: CodeArts Repo user
 * guide, permissions of a repository group.
 */
export type Standing = 'A' | 'B' | 'C' | 'D';

export interface MatrixEntry {
  readonly standing: Standing;
  /** The vendor's pages do not give the entry, so it is ours. */
  readonly inferred: boolean;
}

/** What the project roles may do in one service. */
export interface PermissionMatrix<Point extends string = string> {
  readonly title: string;
  readonly points: readonly Point[];
  entry(point: Point, roleId: number): MatrixEntry;
}

/** The columns of all rows below: the numbers of the roles, in threes. */
const columns = [
  -1, // project creator
  13, // project administrator
  3, // project manager
  11, // system engineer
  12, // committer
  4, // developer
  10, // product manager
  5, // test manager
  9, // operation manager
  6, // tester
  7, // participant
  8, // viewer
];

/** ProjectMan's pages have no matrix. */
// biome-ignore format: a table is read by its columns
export const projectMatrix = matrixOf('CodeArts Req', {
  'project.view':               'aaa aaa aaa aaa',
  'project.edit':               'aaa ccc ccc ccc',
  'project.delete':             'aaa ccc ccc ccc',
  'project.members':            'aaa ccc ccc ccc',
});

/**
 * Source: CodeArts Build user guide, role permissions: it says who has what, that all of it can be
 * configured but for creators and administrators, and of groups only that project managers have
 * them; CodeArts Deploy lets the same roles manage groups as are inferred here. Whoever sees tasks
 * sees groups. The creator of a task has all permissions on it, whatever their role.
 */
// biome-ignore format: a table is read by its columns
export const buildMatrix = matrixOf('CodeArts Build', {
  'build-task.create':          'AAB BBB CCC CCC',
  'build-task.edit':            'AAB BBB CCC CCC',
  'build-task.delete':          'AAB BBB CCC CCC',
  'build-task.view':            'AAB BBB BBC CCB',
  'build-task.run':             'AAB BBB CCC CCC',
  'build-task.clone':           'AAB BBB CCC CCC',
  'build-task.disable':         'AAB BBB CCC CCC',
  'build-task.assign':          'AAB CCC CCC CCC',
  'build-group.manage':         'aaB bbb ccc ccc',
  'build-group.view':           'aab bbb bbc ccb',
});

/**
 * Source: CodeArts Repo user guide, permissions of a repository group (the older edition, where
 * later ones print the rows of fork and delete exchanged); the project's own matrix is the same.
 * Creators and administrators of a project have everything else and cannot lose it. The action words of
 * labels come from the API, which tells nobody's standing; the view of a group has no row, nor has
 * giving a group to another owner, which its owners and the project's creator alone may do. Renaming
 * and moving a group, which changes all addresses below, are its owners' and administrators'.
 */
// biome-ignore format: a table is read by its columns
export const repoMatrix = matrixOf('CodeArts Repo', {
  'repository-group.create':    'AAB BBB CCC CCD',
  'repository-group.delete':    'AAB DDD DDD DDD',
  'repository-group.settings':  'AAB DDD DDD DDD',
  'repository-group.transfer':  'add ddd ddd ddd',
  'repository-group.move':      'aad ddd ddd ddd',
  'repository-group.permissions': 'aad ddd ddd ddd',
  'repository-group.view':      'aaa aaa aaa aaa',
  'repository.create':          'AAB BBB CCC CCD',
  'repository.fork':            'AAB BBB CCC CCD',
  'repository.delete':          'AAB DDD DDD DDD',
  'repository.settings':        'AAB DDD DDD DDD',
  'code.push':                  'AAB AAA CCC CCD',
  /** Opens private repository groups: who may download code inherits membership of the group. */
  'code.download':              'AAB AAA CCC CCD',
  'repository-member.create':   'AAB DDD DDD DDD',
  'repository-member.update':   'AAB DDD DDD DDD',
  'repository-member.delete':   'AAB DDD DDD DDD',
  'branch.create':              'AAB BBB CCC CCD',
  'branch.delete':              'AAB BBB CCC CCD',
  'tag.create':                 'AAB BBB CCC CCD',
  'tag.delete':                 'AAB CCC CCC CCD',
  'merge-request.create':       'AAB BBB CCC CCD',
  'merge-request.update':       'AAB CBC DDD DDD',
  'merge-request.comment':      'AAB BBB CCC CCC',
  'merge-request.review':       'AAB BBB DDD DDC',
  'merge-request.approve':      'AAB CBC DDD DDD',
  'merge-request.merge':        'AAB CBC DDD DDD',
  'merge-request.close':        'AAB CBC DDD DDD',
  'merge-request.reopen':       'AAB CBC DDD DDD',
  'label.create':               'aab bbb ccc ccd',
  'label.update':               'aab bbb ccc ccd',
  'label.delete':               'aab bbb ccc ccd',
});

/** A permission in repositories and their groups. */
export type RepoPoint = (typeof repoMatrix)['points'][number];

/** What a project role may or may not do; operations name the point that they need. */
export type PermissionPoint =
  | (typeof projectMatrix)['points'][number]
  | (typeof buildMatrix)['points'][number]
  | RepoPoint;

export const permissionMatrices: readonly PermissionMatrix[] = [
  projectMatrix,
  buildMatrix,
  repoMatrix,
];

/** The points that a role has by default. */
export function defaultPoints(roleId: number): ReadonlySet<PermissionPoint> {
  const has = (entry: MatrixEntry) => entry.standing === 'A' || entry.standing === 'B';
  const points = permissionMatrices.flatMap((matrix) =>
    matrix.points.filter((point) => has(matrix.entry(point, roleId))),
  );
  return new Set(points as PermissionPoint[]);
}

/** Reads rows of standings, a letter for each column; small letters are inferred. */
function matrixOf<Point extends string>(
  title: string,
  rows: Readonly<Record<Point, string>>,
): PermissionMatrix<Point> {
  return {
    title,
    points: Object.keys(rows) as Point[],
    entry(point, roleId) {
      const letter = rows[point].replaceAll(' ', '')[columns.indexOf(roleId)];
      if (letter === undefined) throw new Error(`role ${roleId} has no column`);
      const standing = letter.toUpperCase() as Standing;
      return { standing, inferred: letter !== standing };
    },
  };
}
