/** The project roles by their numbers. */
export const roleNames: Readonly<Record<number, string>> = {
  [-1]: 'Project creator',
  3: 'Project manager',
  4: 'Developer',
  5: 'Test manager',
  6: 'Tester',
  7: 'Participant',
  8: 'Viewer',
  9: 'Operation manager',
  10: 'Product manager',
  11: 'System engineer',
  12: 'Committer',
  13: 'Project administrator',
};

/**
 * Who may by default. Sources: Build user guide, role matrix; Repo user guide, permission matrix of
 * a group. ProjectMan's pages have no matrix, so its rows are Atelier's own.
 */
export const everyRole = Object.keys(roleNames).map(Number);
export const managers = [-1, 3, 13];
export const makers = [...managers, 4, 11, 12];
export const buildViewers = [...makers, 5, 8, 10];
