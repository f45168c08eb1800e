import { sql } from 'kysely';
import { type Connection, type Engine, type Query, query } from '../query.ts';
import { type SequenceName, sequenceName, sequenceNames } from '../sequence-names.ts';

/** On SQLite a row, raised by the transaction that has the only turn. */
export const raise = query((db, p: { name: string }) =>
  db
    .insertInto('sequences')
    .values({ name: p.name, value: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ value: sql<number>`sequences.value + 1` }),
    )
    .returning('value'),
);

/** On PostgreSQL a sequence, because transactions beside each other would wait for the row. */
const next = query((db, p: { name: string }) =>
  db.selectNoFrom(sql<number>`nextval(${p.name})`.as('value')),
);

/** The next number of a sequence, from 1 on; where the transaction fails there may be a gap. */
export async function nextOf(connection: Connection, name: SequenceName): Promise<number> {
  const [row] =
    connection.engine === 'postgres'
      ? await connection.rows(next, { name: sequenceName(name) })
      : await connection.rows(raise, { name });
  if (!row) throw new Error(`the sequence ${name} gave no number`);
  return row.value;
}

/** The last number that each sequence has given, where it has given one, by name. */
export const lastNumbers: Readonly<
  Record<Engine, Query<unknown, { readonly name: string; readonly value: number }>>
> = {
  sqlite: query((db) =>
    db
      .selectFrom('sequences')
      .select(['name', 'value'])
      .where('name', 'in', sequenceNames)
      .orderBy('name'),
  ),
  postgres: query((db) => {
    const each = sequenceNames.map(
      (name) => sql`select ${sql.lit(name)} collate "C" as name, last_value as value
        from ${sql.id(sequenceName(name))} where is_called`,
    );
    const all = sql<{
      name: string;
      value: number;
    }>`${sql.join(each, sql` union all `)} order by name`;
    return { compile: () => all.compile(db) };
  }),
};
