import type { InstallationRecords } from '../../domain/installation/index.ts';
import { type Connection, firstRow, query } from '../query.ts';
import { countTreeFaults } from './tree-faults.ts';

const findSetting = query((db, p: { name: string }) =>
  db.selectFrom('settings').select('value').where('name', '=', p.name),
);
const putSetting = query((db, p: { name: string; value: string }) =>
  db
    .insertInto('settings')
    .values({ name: p.name, value: p.value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: p.value })),
);

export function installationRecords(connection: Connection): InstallationRecords {
  return {
    async findSetting(name) {
      return (await firstRow(connection, findSetting, { name }))?.value;
    },
    async putSetting(name, value) {
      await connection.changes(putSetting, { name, value });
    },
    countTreeFaults: () => countTreeFaults(connection),
  };
}
