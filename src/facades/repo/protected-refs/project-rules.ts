import type { ProjectGrant } from '../../../domain/projects/index.ts';
import { listInProject, namedIn } from '../../../domain/repositories/index.ts';
import type { Context } from '../../context.ts';
import { pageOf, totalHeader } from '../parameters.ts';
import { ruleValues } from './rule-answers.ts';

/** A page of the protected branches of a project, as an answer. */
export async function projectRules(
  { records, kinds }: Context,
  within: ProjectGrant,
  query: { readonly search?: string; readonly offset?: number; readonly limit?: number },
) {
  const tree = kinds.repositoryGroup;
  const page = pageOf(query);
  const { items, total } = await listInProject(records, within, tree, 'branch', query.search, page);
  const named = await namedIn(records, within, items);
  const { domainName } = within.grant.principal;
  return {
    body: items.map((rule) => ruleValues(rule, named, domainName)),
    headers: totalHeader(total),
  };
}
