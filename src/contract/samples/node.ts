import { isList, isModel, isWord, type Model, type SdkCall, type Value } from './sdk-call.ts';
import { camelCase, fluent, keysComment, pascalCase } from './spelling.ts';

/** The call in JavaScript for Node. */
export function javaScriptSample(call: SdkCall): string {
  return sample(call, (names, module) => `const {${names}} = require("${module}");`);
}

/** The call in TypeScript. */
export function typeScriptSample(call: SdkCall): string {
  return sample(call, (names, module) => `import {${names}} from "${module}";`);
}

function sample(
  { sdk, operation, parameters, body, projectFromCredentials }: SdkCall,
  imported: (names: string, module: string) => string,
): string {
  const { product, packageName, version, accountLevel } = sdk;
  const held = parameters.filter(({ name }) => projectFromCredentials && name === 'project_id');
  const credentials = accountLevel && held.length === 0 ? 'GlobalCredentials' : 'BasicCredentials';
  const root = '@huaweicloud/huaweicloud-sdk-';
  const models = body ? new Set(modelsOf(body)) : [];
  const classes = [`${product}Client`, `${operation}Request`, ...models];
  const statements = [
    ...parameters.filter((field) => !held.includes(field)).map((field) => setter('request', field)),
    ...(body ? bodyStatements(body) : []),
  ].map((statement) => `\n${statement}`);
  return `${imported(` ${credentials} `, `${root}core`)}
${imported(`\n    ${classes.join(',\n    ')}\n`, `${root}${packageName}/${version}/public-api`)}

// ${keysComment}
const ak = process.env.CLOUD_SDK_AK;
const sk = process.env.CLOUD_SDK_SK;
// The SDK for Node takes no address from the environment by itself.
const endpoint = process.env.ATELIER ?? "http://127.0.0.1:8080";

const credentials = new ${credentials}()
    .withAk(ak)
    .withSk(sk)${held.map((field) => `\n    ${setter('', field)}`).join('') || ';'}

const client = ${product}Client.newBuilder()
    .withCredential(credentials)
    .withEndpoint(endpoint)
    .build();

const request = new ${operation}Request();${statements.join('')}
client.${camelCase(operation)}(request)
    .then((response) => {
        console.log(JSON.stringify(response));
    })
    .catch((error) => {
        console.error(error.httpStatusCode, error.requestId, error.errorCode, error.errorMsg);
        process.exitCode = 1;
    });
`;
}

/** The classes of a value, its own first. */
function modelsOf(value: Value): string[] {
  if (isList(value)) return value.flatMap(modelsOf);
  if (!isModel(value)) return [];
  return [value.model, ...value.fields.flatMap((field) => modelsOf(field.value))];
}

function bodyStatements(body: Model | readonly Model[]): string[] {
  if (isList(body)) return [`request.withBody(${spelled(body, '    ')});`];
  return [
    `const body = new ${body.model}();`,
    ...body.fields.map((field) => setter('body', field)),
    'request.withBody(body);',
  ];
}

function setter(object: string, { name, value }: SdkCall['parameters'][number]): string {
  return `${object}.with${pascalCase(name)}(${spelled(value, '    ')});`;
}

function spelled(value: Value, indent: string): string {
  if (isList(value)) return `[${value.map((item) => spelled(item, indent)).join(', ')}]`;
  if (isModel(value)) return fluent(value, indent, spelled);
  // For an enumeration the SDK takes the plain word as well.
  return JSON.stringify(isWord(value) ? value.word : value);
}
