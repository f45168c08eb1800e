import { nullable, Type } from '../../contract/schema.ts';
import {
  type BuildTask,
  mask,
  type TaskDefinition,
  type TaskParameter,
  type TaskSource,
  type TaskStep,
} from '../../domain/builds/index.ts';

const orNull = () => nullable(Type.String());

/** A task's configuration as it is answered: the body of its creation. */
export const jobConfig = Type.Object({
  arch: Type.String(),
  project_id: Type.String({ description: 'CodeArts project ID.' }),
  job_name: Type.String({ description: 'Task name.' }),
  auto_update_sub_module: Type.String(),
  flavor: orNull(),
  parameters: Type.Array(
    Type.Object({
      name: Type.String(),
      params: Type.Array(
        Type.Object({
          name: orNull(),
          value: orNull(),
          limits: Type.Array(
            Type.Object({ disable: orNull(), display_name: orNull(), name: orNull() }),
          ),
        }),
      ),
    }),
  ),
  group_id: orNull(),
  timeout: nullable(Type.Object({ limit: orNull(), unit: orNull() })),
  scms: Type.Array(
    Type.Object({
      branch: orNull(),
      url: Type.String(),
      repo_id: orNull(),
      web_url: orNull(),
      scm_type: Type.String(),
      is_auto_build: Type.Boolean(),
      enable_git_lfs: Type.Boolean(),
      build_type: orNull(),
      depth: orNull(),
      end_point_id: orNull(),
      endpoint_id: orNull(),
      source: orNull(),
      group_name: orNull(),
      repo_name: orNull(),
    }),
  ),
  steps: Type.Array(
    Type.Object({
      properties: Type.Record(Type.String(), Type.Unknown()),
      module_id: Type.String(),
      name: Type.String(),
      version: orNull(),
      enable: Type.Boolean(),
    }),
  ),
  host_type: orNull(),
  build_config_type: orNull(),
  build_if_code_updated: Type.Boolean(),
  triggers: Type.Array(
    Type.Object({
      parameters: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
      name: Type.String(),
    }),
  ),
});

/** The values of `jobConfig`. */
export function configAnswer({ projectId, name, group, definition }: BuildTask) {
  return {
    project_id: projectId,
    job_name: name,
    group_id: group?.id ?? null,
    ...definitionAnswer(definition),
  };
}

/** Those of them that an update sets. */
export function definitionAnswer(definition: TaskDefinition) {
  const { timeout } = definition;
  return {
    arch: definition.arch,
    auto_update_sub_module: definition.updatesSubmodules,
    flavor: definition.flavor ?? null,
    parameters: definition.parameters.map(parameterAnswer),
    timeout: timeout ? { limit: timeout.limit ?? null, unit: timeout.unit ?? null } : null,
    scms: definition.sources.map(sourceAnswer),
    steps: definition.steps.map(stepAnswer),
    host_type: definition.hostType ?? null,
    build_config_type: definition.configType ?? null,
    build_if_code_updated: definition.onlyIfCodeChanged ?? false,
    triggers: definition.triggers.map(({ name, parameters }) => ({
      name,
      parameters: [...parameters],
    })),
  };
}

function parameterAnswer({ name, properties }: TaskParameter) {
  return {
    name,
    params: properties.map((property) => ({
      name: property.name ?? null,
      value: property.sealed === undefined ? (property.value ?? null) : mask,
      limits: (property.limits ?? []).map((each) => ({
        disable: each.disable ?? null,
        display_name: each.displayName ?? null,
        name: each.name ?? null,
      })),
    })),
  };
}

function sourceAnswer(source: TaskSource) {
  return {
    branch: source.branch ?? null,
    url: source.url,
    repo_id: source.repositoryId ?? null,
    web_url: source.webUrl ?? null,
    scm_type: source.type,
    is_auto_build: source.builtOnPush ?? false,
    enable_git_lfs: source.largeFiles ?? false,
    build_type: source.buildType ?? null,
    depth: source.depth ?? null,
    // Typed SDKs read the one spelling, Terraform the other.
    end_point_id: source.endpointId ?? null,
    endpoint_id: source.endpointId ?? null,
    source: source.source ?? null,
    group_name: source.repositoryGroup ?? null,
    repo_name: source.repositoryName ?? null,
  };
}

function stepAnswer({ settings, moduleId, name, version, enabled }: TaskStep) {
  return {
    properties: settings,
    module_id: moduleId,
    name,
    version: version ?? null,
    enable: enabled ?? true,
  };
}
