/** What is numbered across all accounts. */
export const sequenceNames = ['user', 'project', 'repository-node'] as const;
export type SequenceName = (typeof sequenceNames)[number];

/** The sequence's name in PostgreSQL, where it is no row of a table. */
export const sequenceName = (name: SequenceName): string => `${name.replace('-', '_')}_numbers`;
