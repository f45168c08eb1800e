import type { Records } from '../../domain/store.ts';
import type { Connection } from '../query.ts';
import { accessRecords } from './access.ts';
import { auditRecords } from './audit.ts';
import { installationRecords } from './installation.ts';
import { projectRecords } from './projects.ts';
import { treeRecords } from './tree.ts';

/** All records as the transaction of this connection sees them. */
export function recordsOn(connection: Connection): Records {
  return {
    access: accessRecords(connection),
    audit: auditRecords(connection),
    installation: installationRecords(connection),
    projects: projectRecords(connection),
    tree: treeRecords(connection),
  };
}
