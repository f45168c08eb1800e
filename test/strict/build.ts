import type { ServiceFacts } from './service.ts';

/** What a build task says nothing of until it has been built, or without a source or a group. */
const ofBuildsAndSources = [
  'last_build_time',
  'health_score',
  'source_code',
  'last_build_user',
  'trigger_type',
  'scm_web_url',
  'scm_type',
  'repo_id',
  'last_job_running_status',
  'last_build_user_id',
  'group_id',
  'group_path_id',
];

export const build: ServiceFacts = {
  codes: /^(DEV)?CB\.\d{8}$/,
  nullable: {
    // DECISIONS, Build: `error` is null on success.
    CreateJobGroupResponse: ['error'],
    ListGroupTreeResponse: ['error'],
    ShowProjectPermissionResponse: ['error'],
    // DECISIONS, Build: `result` is null in delete.
    DeleteGroupResponse: ['result', 'error'],
    MoveGroupResponse: ['error'],
    CreateNewJobResponse: ['error'],
    CreateBuildJobResponse: ['error'],
    UpdateNewJobResponse: ['error'],
    UpdateBuildJobResponse: ['error'],
    ShowJobConfigResponse: ['error'],
    ListJobConfigResponse: ['error'],
    ShowJobInfoResponse: ['error'],
    DeleteTheJobResponse: ['error'],
    CheckJobCountIsTopLimitResponse: ['error'],
    CopyJobResponse: ['error'],
    ApplyProjectPermissionResponse: ['result', 'error'],
    BatchUpdateJobRolePermissionResponse: ['result', 'error'],
    ShowDefaultProjectPermissionResponse: ['error'],
    RestoreRecyclingJobsResponse: ['error'],
    ClearRecyclingJobsResponse: ['error'],
    SetKeepTimeResponse: ['error'],
    ListUpdateJobHistoryResponse: ['error'],
    // Nothing went wrong.
    ListRecyclingJobResponse: ['message', 'err_code'],
    BatchDeleteBuildJobsResponse: ['error'],
    AddFavouriteTaskResponse: ['error'],
    RemoverFavouriteTaskResponse: ['error'],
    ShowCopyNameResponse: ['error'],
    ShowJobSystemParametersResponse: ['error'],
    // Contract 5.3: `result` is null where the task is enabled.
    ShowDisableResponse: ['result', 'error'],
    // Contract 7.16: null of a task that is ungrouped.
    MoveJobGroupResponseBodyResult: ['group_path_id'],
    // Contract 5.3: what the creator of the task left open.
    CreateBuildJobRequestBody: ['flavor', 'group_id', 'timeout', 'host_type', 'build_config_type'],
    CreateBuildTimeout: ['limit', 'unit'],
    CreateBuildJobParameterParam: ['name', 'value'],
    LimitsParam: ['disable', 'display_name', 'name'],
    CreateBuildJobScm: [
      'branch',
      'repo_id',
      'web_url',
      'build_type',
      'depth',
      'end_point_id',
      'endpoint_id',
      'source',
      'group_name',
      'repo_name',
    ],
    CreateBuildJobSteps: ['version'],
    // Of a task that was never built, has no source, is ungrouped or enabled.
    Job: [...ofBuildsAndSources, 'build_time'],
    ListJobResultJobList: [
      ...ofBuildsAndSources,
      'build_time',
      'task_id',
      'code_branch',
      'commit_id',
      'commit_detail_url',
      'build_number',
      'forbidden_msg',
      'build_type',
      'tag',
    ],
    ShowJobInfoResult: [
      'build_time',
      'charge_time',
      'source_code',
      'running_status',
      'last_build_time',
      'health_score',
    ],
    SwitchedPacketResponse: ['result', 'error'],
    UpdateJobGroupResponse: ['error'],
    // Contract 7.5: null at the top.
    JobGroupResponseBodyResult: ['parent_id'],
    // DECISIONS, Build: null at the top, until the first update, on a leaf.
    JobGroupTreeResponseBody: ['parent_id', 'update_user', 'update_time', 'children'],
  },
  beside: {
    // Contract 7.22: Terraform's spelling, and its shape of the list.
    CreateBuildJobScm: { endpoint_id: 'str' },
    ListProjectJobsResponse: { result: 'ListJobResult', status: 'str' },
    // Contract 7.17.
    Job: { group_id: 'str', group_path_id: 'str' },
    ListJobResultJobList: { group_id: 'str', group_path_id: 'str' },
  },
  int64: {
    ShowJobInfoResult: ['create_time', 'last_build_time'],
    JobUpdateRecordListVoResultJobUpdateRecords: ['update_at'],
  },
};
