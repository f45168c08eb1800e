import { Command } from 'commander';
import { version } from '../version.ts';
import { auditCommand } from './audit.ts';
import { buildGroupCommand } from './build-group.ts';
import { doctorCommand } from './doctor.ts';
import { explain } from './failure.ts';
import { groupCommand } from './group.ts';
import { initCommand } from './init.ts';
import { keyCommand } from './key.ts';
import { memberCommand } from './member.ts';
import { moveStoreCommand } from './move-store.ts';
import { policyCommand } from './policy.ts';
import { repositoryGroupCommand } from './repository-group.ts';
import { restoreCommand } from './restore.ts';
import { serveCommand } from './serve.ts';
import { snapshotCommand } from './snapshot.ts';
import { userCommand } from './user.ts';
import { whyCommand } from './why.ts';

try {
  await new Command('atelier')
    .description('A self-hosted server that speaks the Huawei Cloud CodeArts Build and Repo APIs.')
    .version(version)
    .showHelpAfterError('(--help tells what there is)')
    .addCommand(serveCommand())
    .addCommand(initCommand())
    .addCommand(userCommand())
    .addCommand(groupCommand())
    .addCommand(repositoryGroupCommand())
    .addCommand(buildGroupCommand())
    .addCommand(keyCommand())
    .addCommand(policyCommand())
    .addCommand(memberCommand())
    .addCommand(whyCommand())
    .addCommand(auditCommand())
    .addCommand(doctorCommand())
    .addCommand(snapshotCommand())
    .addCommand(restoreCommand())
    .addCommand(moveStoreCommand())
    .parseAsync();
} catch (error) {
  process.stderr.write(`atelier: ${explain(error)}\n`);
  process.exitCode = 1;
}
