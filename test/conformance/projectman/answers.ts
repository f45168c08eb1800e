import { expect } from 'vitest';

/** ProjectMan's one documented refusal, with the field and rule that follow its text (a pattern). */
export const paramError = (reason: string, status = 400) => ({
  status,
  body: {
    error_code: 'PM.00000001',
    error_msg: expect.stringMatching(new RegExp(`^param error ${reason}`)),
  },
});

export const badProject = paramError(
  '\\[project_id\\] must be the 32 letters and digits of a CodeArts project ID',
);

/** What a caller hears who does not see the project. */
export const noProject = paramError(
  '\\[project_id\\] there is no such project that you can see$',
  404,
);

export const denied = (action: string) => paramError(`User: iam::.* perform: ${action} `, 403);
