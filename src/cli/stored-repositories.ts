import type { RepositoryFacts } from '../domain/repositories/index.ts';
import type { Store } from '../domain/store.ts';

/** How many repositories are worth naming. */
const named = 10;

/** All repositories, also those whose deletion can be undone, by uuid and portion by portion. */
export async function* storedRepositories(
  database: Pick<Store, 'read'>,
): AsyncGenerator<readonly RepositoryFacts[]> {
  let after = '';
  for (;;) {
    const portion = await database.read(({ repositories }) => repositories.listRepositories(after));
    const last = portion.at(-1);
    if (!last) return;
    yield portion;
    after = last.uuid;
  }
}

/** `2 repositories (UUID, UUID)`. */
export function theRepositories(uuids: readonly string[]): string {
  const more = uuids.length > named ? ', …' : '';
  const what = uuids.length === 1 ? 'repository' : 'repositories';
  return `${uuids.length} ${what} (${uuids.slice(0, named).join(', ')}${more})`;
}
