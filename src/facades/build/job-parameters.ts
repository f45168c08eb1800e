import { codeArtsProjectId, int32, oneOf, searchText, Type } from '../../contract/schema.ts';
import type { TaskFilter } from '../../domain/builds/index.ts';
import type { Page } from '../../domain/kernel/index.ts';

/** The id of a build task; looked up in lower case. */
export const jobId = (description = 'Build task ID.') =>
  Type.String({
    description,
    pattern: '^[0-9a-zA-Z]{32}$',
    accepts: 'the 32 letters and digits of a build task ID',
  });

export const jobIdsBody = Type.Object({
  job_ids: Type.Array(jobId(), {
    minItems: 1,
    maxItems: 100,
    accepts: 'a list of 1 to 100 build task IDs',
  }),
});

export const jobPath = Type.Object({ job_id: jobId() });
export const projectPath = Type.Object({ project_id: codeArtsProjectId() });

/** Paging from page 0 on. Source: ListProjectJobs. */
export const pageQuery = {
  page_index: Type.Optional(int32(0, 999_999_999, { description: 'Page, from 0 on. Default: 0.' })),
  page_size: Type.Optional(int32(1, 100, { description: 'Tasks on a page. Default: 10.' })),
};

export function pageOf(query: { readonly page_index?: number; readonly page_size?: number }): Page {
  const limit = query.page_size ?? 10;
  return { offset: (query.page_index ?? 0) * limit, limit };
}

/** Paging from page 1 on. Sources: ListRecyclingJob, ListUpdateJobHistory. */
export const pageNumberQuery = {
  page_no: Type.Optional(int32(1, 999_999_999, { description: 'Page, from 1 on. Default: 1.' })),
  page_size: Type.Optional(int32(1, 100, { description: 'Entries on a page. Default: 10.' })),
};

export function numberedPageOf(query: {
  readonly page_no?: number;
  readonly page_size?: number;
}): Page {
  const limit = query.page_size ?? 10;
  return { offset: ((query.page_no ?? 1) - 1) * limit, limit };
}

/** What both lists of V1 are narrowed to and ordered by. */
export const listQuery = {
  search: Type.Optional(searchText('Part of the name of the task or its creator.')),
  sort_field: Type.Optional(
    oneOf(['job_name', 'create_time'], { description: 'What to sort by. Default: create_time.' }),
  ),
  sort_order: Type.Optional(
    oneOf(['ASC', 'DESC', 'asc', 'desc'], { description: 'Default: DESC.' }),
  ),
  creator_id: Type.Optional(Type.String({ description: 'ID of the user who made the task.' })),
  build_status: Type.Optional(
    oneOf(['red', 'blue', 'timeout', 'aborted', 'building', 'none'], {
      description: 'State of the last build; none: never built.',
    }),
  ),
};

export function filterOf(query: {
  readonly search?: string;
  readonly sort_field?: string;
  readonly sort_order?: string;
  readonly creator_id?: string;
  readonly build_status?: string;
}): TaskFilter {
  return {
    ...(query.search ? { search: query.search } : {}),
    ...(query.creator_id ? { creatorId: query.creator_id } : {}),
    ...(query.build_status ? { built: query.build_status !== 'none' } : {}),
    order: query.sort_field === 'job_name' ? 'name' : 'createdAt',
    descending: query.sort_order?.toUpperCase() !== 'ASC',
  };
}
