/** What is numbered across all accounts. */
export const sequenceNames = [
  'user',
  'user-group',
  'project',
  'repository-node',
  'protected-ref',
] as const;
export type SequenceName = (typeof sequenceNames)[number];

/** The sequence's name in PostgreSQL, where it is no row of a table. */
export const sequenceName = (name: SequenceName): string => `${name.replaceAll('-', '_')}_numbers`;
