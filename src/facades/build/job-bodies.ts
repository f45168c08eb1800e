import { codeArtsProjectId, oneOf, type Static, Type } from '../../contract/schema.ts';
import {
  type TaskDefinition,
  type TaskParameter,
  type TaskSource,
  type TaskStep,
  type TaskTrigger,
  taskNameRule,
} from '../../domain/builds/index.ts';
import { jobId } from './job-parameters.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));

const limit = Type.Object({
  disable: text('0: in effect.'),
  display_name: text('Name to be shown.'),
  name: text('Value.'),
});

const parameter = Type.Object({
  name: text('Class of the parameter. Default: hudson.model.StringParameterDefinition.'),
  params: Type.Optional(
    Type.Array(
      Type.Object({
        name: text('Property of the parameter: name, type, defaultValue and so on.'),
        value: text('Value of the property; a sensitive one is kept by ******, as it is answered.'),
        limits: Type.Optional(Type.Array(limit, { description: 'Values of an enumeration.' })),
      }),
    ),
  ),
});

/** Fields that the models of create and update share. */
const sharedSource = {
  branch: text('Branch.'),
  url: Type.String({ description: 'Address of the repository.' }),
  repo_id: text('Repository ID.'),
  web_url: text('Address of the repository for browsers.'),
  scm_type: Type.String({ description: 'Type of the source, codehub for CodeArts Repo.' }),
  is_auto_build: Type.Optional(Type.Boolean({ description: 'Whether a push starts a build.' })),
  build_type: text('What is built: branch, tag or commitId.'),
  depth: text('Depth of the clone.'),
  end_point_id: text('Service endpoint ID.'),
  source: text('Kind of source.'),
};

const source = Type.Object({
  ...sharedSource,
  enable_git_lfs: Type.Optional(Type.Boolean({ description: 'Whether LFS files are fetched.' })),
  group_name: text('Group of the repository.'),
  repo_name: text('Name of the repository.'),
  // Terraform's spelling of end_point_id.
  endpoint_id: text('The same as end_point_id.'),
});

const step = Type.Object({
  properties: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'Settings of the step, as its module has them.',
    }),
  ),
  module_id: Type.String({ description: 'Module that the step runs.' }),
  name: Type.String({ description: 'Name of the step.' }),
  version: text('Version of the module.'),
  enable: Type.Optional(Type.Boolean({ description: 'Whether the step is run. Default: true.' })),
});

const trigger = Type.Object({
  parameters: Type.Array(
    Type.Object({
      name: Type.String({ description: 'Name.' }),
      value: Type.String({ description: 'Value.' }),
    }),
  ),
  name: Type.String({ description: 'Class of the trigger.' }),
});

/** What a definition is sent as, whichever operation sends it. */
const definitionFields = {
  arch: oneOf(['x86-64', 'arm'], { description: 'Architecture of the executor.' }),
  auto_update_sub_module: Type.Optional(
    oneOf(['true', 'false'], { description: 'Whether submodules are updated. Default: false.' }),
  ),
  flavor: text('Size of the executor.'),
  parameters: Type.Optional(Type.Array(parameter, { description: 'Parameters.' })),
  scms: Type.Optional(Type.Array(source, { description: 'Where the sources come from.' })),
  steps: Type.Array(step, { description: 'Steps.' }),
  host_type: text('Kind of executor.'),
  build_config_type: Type.Optional(
    oneOf(['YAML', 'ACTION'], { description: 'Whether a file in the repository has the steps.' }),
  ),
  build_if_code_updated: Type.Optional(
    Type.Boolean({ description: 'Whether timed builds wait for changes of the code.' }),
  ),
  timeout: Type.Optional(
    Type.Object({ limit: text('How much.'), unit: text('Of what: hour or minute.') }),
  ),
  triggers: Type.Optional(Type.Array(trigger, { description: 'What starts builds by itself.' })),
};

const groupId = Type.Optional(
  Type.String({
    description: 'Task group ID; empty: the task is ungrouped.',
    pattern: '^([0-9a-zA-Z]{32})?$',
    accepts: 'the 32 letters and digits of a build task group ID',
  }),
);

const jobName = Type.String({ description: 'Task name.', accepts: taskNameRule });

export const createJobBody = Type.Object({
  ...definitionFields,
  project_id: codeArtsProjectId(),
  job_name: jobName,
  group_id: groupId,
});

export const updateJobBody = Type.Object({
  ...definitionFields,
  project_id: codeArtsProjectId(),
  job_name: jobName,
  group_id: groupId,
  job_id: jobId(),
});

const {
  timeout: _timeout,
  build_if_code_updated: _onlyIfCodeChanged,
  ...copiedFields
} = definitionFields;

export const copyJobBody = Type.Object({
  ...copiedFields,
  project_id: codeArtsProjectId(),
  job_name: jobName,
  copy_job_id: jobId('Build task ID of the original.'),
});

/** The SDKs' classes inside the bodies; `verb` is Create or Update. */
export const bodyModels = (verb: 'Create' | 'Update') => ({
  parameters: `${verb}BuildJobParameter`,
  'parameters.params': `${verb}BuildJobParameterParam`,
  'parameters.params.limits': 'LimitsParam',
  scms: `${verb}BuildJobScm`,
  steps: `${verb}BuildJobSteps`,
  timeout: 'CreateBuildTimeout',
  triggers: 'Trigger',
  'triggers.parameters': 'ParameterItem',
});

type Sent = Partial<Static<typeof createJobBody>>;

/** What a body says of the definition, without what it leaves open. */
export function definitionIn(body: Sent): Partial<TaskDefinition> {
  const said: Partial<Record<keyof TaskDefinition, unknown>> = {
    arch: body.arch,
    updatesSubmodules: body.auto_update_sub_module,
    flavor: body.flavor,
    hostType: body.host_type,
    configType: body.build_config_type,
    onlyIfCodeChanged: body.build_if_code_updated,
    timeout: body.timeout && { limit: body.timeout.limit, unit: body.timeout.unit },
    parameters: body.parameters?.map(parameterOf),
    sources: body.scms?.map(sourceOf),
    steps: body.steps?.map(stepOf),
    triggers: body.triggers?.map(triggerOf),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** The definition of a new task. */
export function definitionOf(body: Static<typeof createJobBody>): TaskDefinition {
  const { arch, steps } = body;
  return {
    arch,
    updatesSubmodules: 'false',
    parameters: [],
    sources: [],
    triggers: [],
    ...definitionIn(body),
    steps: steps.map(stepOf),
  };
}

function parameterOf({ name, params = [] }: Static<typeof parameter>): TaskParameter {
  return {
    name: name ?? 'hudson.model.StringParameterDefinition',
    properties: params.map(({ name: property, value, limits }) => ({
      name: property,
      value,
      limits: limits?.map((each) => ({
        disable: each.disable,
        displayName: each.display_name,
        name: each.name,
      })),
    })),
  };
}

function sourceOf(sent: Static<typeof source>): TaskSource {
  return {
    url: sent.url,
    type: sent.scm_type,
    webUrl: sent.web_url,
    repositoryId: sent.repo_id,
    repositoryName: sent.repo_name,
    repositoryGroup: sent.group_name,
    branch: sent.branch,
    buildType: sent.build_type,
    builtOnPush: sent.is_auto_build,
    largeFiles: sent.enable_git_lfs,
    depth: sent.depth,
    endpointId: sent.end_point_id ?? sent.endpoint_id,
    source: sent.source,
  };
}

function triggerOf({ name, parameters }: Static<typeof trigger>): TaskTrigger {
  return { name, parameters: parameters.map((each) => ({ name: each.name, value: each.value })) };
}

function stepOf(sent: Static<typeof step>): TaskStep {
  return {
    moduleId: sent.module_id,
    name: sent.name,
    version: sent.version,
    enabled: sent.enable,
    settings: sent.properties ?? {},
  };
}
