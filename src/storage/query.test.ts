import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { compile, query, queryFamily, rememberedQuery } from './query.ts';
import { sqliteDialect } from './sqlite/connection.ts';

it('binds parameters where they stand, as often as they stand, among fixed values', () => {
  const find = query((db, p: { name: string; from: number; limit: number }) =>
    db
      .selectFrom('projects')
      .select('id')
      .where('type', '=', 'scrum')
      .where((eb) => eb.or([eb('name', '=', p.name), eb('description', '=', p.name)]))
      .where(sql<number>`number + ${p.from}`, 'in', [1, 2])
      .limit(p.limit),
  );
  const { sql: text, bind } = compile(sqliteDialect, find);
  expect(text).toBe(
    'select "id" from "projects" where "type" = ? and ("name" = ? or "description" = ?)' +
      ' and number + ? in (?, ?) limit ?',
  );
  expect(bind({ limit: 9, name: 'n', from: 3 })).toEqual(['scrum', 'n', 'n', 3, 1, 2, 9]);
  expect(bind({ limit: 0, name: "'; --", from: -1, more: 1 })).toEqual([
    'scrum',
    "'; --",
    "'; --",
    -1,
    1,
    2,
    0,
  ]);
});

it('binds the parameters of inserts with their conflicts', () => {
  const put = query((db, p: { name: string; value: number }) =>
    db
      .insertInto('sequences')
      .values({ name: p.name, value: p.value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: p.value })),
  );
  const { sql: text, bind } = compile(sqliteDialect, put);
  expect(text.match(/\?/g)).toHaveLength(3);
  expect(bind({ name: 'n', value: 4 })).toEqual(['n', 4, 4]);
});

it('builds each shape of a family once', () => {
  const shapes: string[] = [];
  const family = queryFamily((key) => {
    shapes.push(key);
    return query((db, _p: object) => db.selectFrom('accounts').selectAll());
  });
  expect(family('a')).toBe(family('a'));
  expect(family('b')).not.toBe(family('a'));
  expect(shapes).toEqual(['a', 'b']);
});

it('remembers only what rarely changes, and knows which table a query changes', () => {
  const find = rememberedQuery((db, p: { id: string }) =>
    db.selectFrom('nodes').select('key').where('id', '=', p.id),
  );
  expect(() => compile(sqliteDialect, find)).toThrow('rows of nodes cannot be remembered');
  const drop = query((db, p: { name: string }) =>
    db
      .deleteFrom('policies')
      .where('id', 'in', (some) => some.selectFrom('policy_attachments').select('policy_id'))
      .where('name', '=', p.name),
  );
  expect(compile(sqliteDialect, drop).changes).toBe('policies');
  const look = query((db, p: { name: string }) =>
    db.selectFrom('policies').selectAll().where('name', '=', p.name),
  );
  expect(compile(sqliteDialect, look).changes).toBeUndefined();
});
