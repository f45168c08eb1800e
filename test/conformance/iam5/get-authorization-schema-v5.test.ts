import { describe, expect, it } from 'vitest';
import { services } from '../../../src/main.ts';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';

const getSchema = proven('IAM v5', 'GetAuthorizationSchemaV5');

interface Schema {
  readonly actions: readonly {
    readonly name: string;
    readonly access_level: string;
    readonly description: { readonly en_US: string };
  }[];
  readonly operations: readonly { readonly operation_id: string }[];
}

onEveryStore((scene) => {
  it('tells what every operation of a service asks of policies', async () => {
    const { core } = await scene.enter('anyone');
    const all = services.flatMap(({ operations }) => operations);
    const byCode = Map.groupBy(all, ({ permission }) => permission.row.action?.split(':')[0]);
    for (const [code, asking] of byCode) {
      if (code === undefined) continue;
      const { status, body } = await core.send(getSchema, { service_code: code });
      expect(status, code).toBe(200);
      const { actions, operations: listed } = body as Schema;
      expect(listed.map((each) => each.operation_id)).toEqual(
        expect.arrayContaining(asking.map(({ name }) => name)),
      );
      const named = actions.map(({ name }) => name);
      expect(new Set(named).size).toBe(named.length);
      for (const { permission } of asking) expect(named).toContain(permission.row.action);
    }
  });

  it('has the columns of an operation of Repo', async () => {
    const { body } = await scene.core.send(getSchema, { service_code: 'codeartsrepo' });
    const { actions, operations } = body as Schema;
    expect(body).toMatchObject({ version: 'v1' });
    expect(actions.find(({ name }) => name === 'codeartsrepo:group:createGroup')).toMatchObject({
      access_level: 'write',
      permission_only: false,
      aliases: [],
      resources: [],
      condition_keys: [],
    });
    expect(operations).toContainEqual({
      operation_id: 'CreateGroup',
      operation_action: 'codeartsrepo:group:createGroup',
      dependent_actions: [],
    });
  });

  it('says of Build that no identity policy is needed, but for what concerns the whole account', async () => {
    const { body } = await scene.core.send(getSchema, { service_code: 'codeartsbuild' });
    const { actions } = body as Schema;
    expect(actions.length).toBeGreaterThan(2);
    const needed = actions.filter(
      ({ description }) => !description.en_US.includes('No identity policy is needed'),
    );
    expect(needed.map(({ name }) => name)).toEqual(['codeartsbuild:job:setKeepTime']);
  });

  describe('refuses', () => {
    it.each([
      ['ecs', 404, 'PAP5.0004'],
      ['codearts_repo', 400, 'PAP5.0002'],
      ['x'.repeat(57), 400, 'PAP5.0002'],
    ])('%s', async (service_code, status, error_code) => {
      const answer = await scene.core.send(getSchema, { service_code });
      expect(answer).toMatchObject({ status, body: { error_code } });
    });
  });
});
