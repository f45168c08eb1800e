import {
  type DataTypeNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  RawNode,
  type RootOperationNode,
} from 'kysely';

/** What the column types of the migrations are in PostgreSQL. Texts compare by their bytes. */
const columnTypes: Readonly<Record<string, string>> = {
  text: 'text collate "C"',
  blob: 'bytea',
};

class ColumnTypeTransformer extends OperationNodeTransformer {
  protected override transformDataType(node: DataTypeNode): DataTypeNode {
    const type = columnTypes[node.dataType];
    // Wherever a type may stand, so may raw SQL.
    return type === undefined ? node : (RawNode.createWithSql(type) as never);
  }
}

/** Lets the migrations name their column types once for both engines. */
export class ColumnTypes implements KyselyPlugin {
  readonly #transformer = new ColumnTypeTransformer();

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node, queryId);
  }

  transformResult(): never {
    throw new Error('queries are compiled, never run, by Kysely');
  }
}
