import { type Field, isList, isModel, isWord, type SdkCall, type Value } from './sdk-call.ts';
import { camelCase, keysComment, pascalCase, regionVariable, snakeCase } from './spelling.ts';

/** The call in Go, as gofmt leaves it. */
export function goSample({ sdk, operation, parameters, body }: SdkCall): string {
  const { product, packageName, version, accountLevel } = sdk;
  const scope = accountLevel ? 'global' : 'basic';
  const root = 'github.com/huaweicloud/huaweicloud-sdk-go-v3';
  const library = `${root}/services/${packageName}/${version}`;
  const statements: string[] = [];
  const variables = new Variables(statements);
  for (const field of parameters) {
    const value = variables.held(field, 'Request', '\t');
    statements.push(`request.${pascalCase(field.name)} = ${value}`);
  }
  if (body) {
    const pointer = isList(body) ? '&' : '';
    statements.push(`request.Body = ${pointer}${variables.spelled(body, '\t')}`);
  }
  return `package main

import (
	"fmt"
	"os"

	"${root}/core/auth/${scope}"
	${packageName} "${library}"
	"${library}/model"
	"${library}/region"
)

func main() {
	// ${keysComment}
	// HUAWEICLOUD_SDK_IAM_ENDPOINT (over https) and ${regionVariable(packageName)}
	// make the SDK call this server.
	ak := os.Getenv("CLOUD_SDK_AK")
	sk := os.Getenv("CLOUD_SDK_SK")

	auth := ${scope}.NewCredentialsBuilder().
		WithAk(ak).
		WithSk(sk).
		Build()

	client := ${packageName}.New${product}Client(
		${packageName}.${product}ClientBuilder().
			WithRegion(region.ValueOf("<YOUR REGION>")).
			WithCredential(auth).
			Build())

	request := &model.${operation}Request{}${statements.map((line) => `\n\t${line}`).join('')}
	response, err := client.${operation}(request)
	if err == nil {
		fmt.Printf("%+v\\n", response)
	} else {
		fmt.Println(err)
	}
}
`;
}

/** Values that the SDK holds by pointer get a variable each, because Go has no literal for those. */
class Variables {
  readonly #statements: string[];
  readonly #names = new Set<string>();

  constructor(statements: string[]) {
    this.#statements = statements;
  }

  /** The value as a field of `owner` holds it. */
  held({ name, required, value }: Field, owner: string, indent: string): string {
    const direct = this.spelled(value, indent);
    if (required || isModel(value)) return direct;
    const variable = this.#unused(`${camelCase(name)}${owner}`);
    const typed = typeof value === 'number' ? `int32(${direct})` : direct;
    this.#statements.push(`${variable} := ${typed}`);
    return `&${variable}`;
  }

  spelled(value: Value, indent: string): string {
    if (isList(value)) {
      const items = value.map((item) => this.spelled(item, indent).replace(/^&/, ''));
      return `[]${typeOf(value[0])}{${items.join(', ')}}`;
    }
    if (isWord(value)) {
      const word = snakeCase(value.word).toUpperCase();
      return `model.Get${typeOf(value).slice('model.'.length)}Enum().${word}`;
    }
    if (isModel(value)) {
      const inner = `${indent}\t`;
      if (value.fields.length === 0) return `&model.${value.model}{}`;
      const lines = value.fields.map((field) => ({
        key: `${pascalCase(field.name)}:`,
        text: this.held(field, value.model, inner),
      }));
      return `&model.${value.model}{\n${aligned(lines, inner)}${indent}}`;
    }
    return JSON.stringify(value);
  }

  #unused(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.#names.has(name); n += 1) name = `${wanted}${n}`;
    this.#names.add(name);
    return name;
  }
}

function typeOf(value: Value | undefined): string {
  if (typeof value === 'number') return 'int32';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'object' && isModel(value)) return `model.${value.model}`;
  if (typeof value === 'object' && isWord(value)) {
    return `model.${value.owner}${pascalCase(value.field)}`;
  }
  return 'string';
}

/** Fields of a literal; gofmt aligns values of neighbours that take one line each. */
function aligned(lines: readonly { key: string; text: string }[], indent: string): string {
  const runs: { key: string; text: string }[][] = [];
  let open = false;
  for (const line of lines) {
    const single = !line.text.includes('\n');
    if (single && open) runs.at(-1)?.push(line);
    else runs.push([line]);
    open = single;
  }
  return runs
    .flatMap((run) => {
      const width = Math.max(...run.map(({ key }) => key.length));
      return run.map(({ key, text }) => `${indent}${key.padEnd(width)} ${text},\n`);
    })
    .join('');
}
