import { createUser, operatorGrant } from '../../src/domain/access/index.ts';
import { defaultTreeLimits } from '../../src/domain/tree/index.ts';
import { startServer } from '../../src/main.ts';
import { defaultGitLimits, GitProgram } from '../../src/runtime/git/index.ts';
import { joinPacks } from '../../src/runtime/git/pack-joining.ts';
import { quietServer } from '../configuration.ts';
import { newRepository } from '../git/repositories.ts';

/**
 * A server process that a test may kill: serves the data directory named on the command line, with
 * its data in the database where one is named after it, and prints its endpoint as one line of JSON; at a first start also the root user's credentials and
 * the id of a second user, and with WITH_REPOSITORY a repository of the first project, whose packs it
 * joins at a SIGUSR2.
 */
const [directory, database] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: serve.ts DIRECTORY [DATABASE]');
const { endpoint, data } = await startServer({
  ...quietServer,
  limits: { ...defaultTreeLimits, buildGroupsPerProject: 1_000_000 },
  data: { directory, ...(database === undefined ? {} : { database }) },
  // Long enough that a crowd of slow clients is still there when the test has looked at them.
  serving: { headerTimeout: 90 },
});
const { store, ids, passwords, clock, first } = data;
if (!first) {
  console.log(JSON.stringify({ endpoint }));
} else {
  const colleague = { name: 'colleague', passwordHash: await passwords.hash('Secret-1') };
  const operator = operatorGrant({ domainId: first.domainId, name: first.domainName });
  const { id } = await store.write((records) =>
    createUser(records, operator, colleague, { ids, now: clock.now() }),
  );
  const { projectId } = first;
  const made =
    process.env.WITH_REPOSITORY &&
    (await newRepository({ server: { data }, operator, projectId }, 'pushed'));
  const repository = made && { uuid: made.uuid, path: `${projectId}/${made.namePath}` };
  process.on('SIGUSR2', async () => {
    const path = await data.repositories.pathOf(made ? made.uuid : '');
    await joinPacks(new GitProgram(defaultGitLimits), path, AbortSignal.timeout(60_000));
  });
  console.log(JSON.stringify({ endpoint, repository, first: { ...first, colleagueId: id } }));
}
