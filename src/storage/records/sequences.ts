import { sql } from 'kysely';
import { type Connection, query } from '../query.ts';

/** Gives a sequence its next number. */
export const raise = query((db, p: { name: string }) =>
  db
    .insertInto('sequences')
    .values({ name: p.name, value: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ value: sql<number>`sequences.value + 1` }),
    )
    .returning('value'),
);

/** The next number of a sequence, from 1 on; given back where the transaction fails. */
export async function nextOf(
  connection: Connection,
  name: 'user' | 'project' | 'repository-node',
): Promise<number> {
  const [row] = await connection.rows(raise, { name });
  if (!row) throw new Error(`the sequence ${name} gave no number`);
  return row.value;
}
