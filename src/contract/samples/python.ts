import { isList, isModel, isWord, type Model, type SdkCall, type Value } from './sdk-call.ts';
import { keysComment, regionVariable, snakeCase } from './spelling.ts';

/** The call in Python. */
export function pythonSample({ sdk, operation, parameters, body }: SdkCall): string {
  const { product, packageName, version, accountLevel } = sdk;
  const credentials = accountLevel ? 'GlobalCredentials' : 'BasicCredentials';
  const library = `huaweicloudsdk${packageName}.${version}`;
  const assignments = [
    ...parameters.map(({ name, value }) => `request.${snakeCase(name)} = ${spelled(value, '')}`),
    ...(body ? [`request.body = ${spelled(body, '        ')}`] : []),
  ].map((line) => `\n        ${line}`);
  return `# coding: utf-8

import os
from huaweicloudsdkcore.auth.credentials import ${credentials}
from huaweicloudsdkcore.exceptions import exceptions
from ${library} import *
from ${library}.region.${packageName}_region import ${product}Region

if __name__ == "__main__":
    # ${keysComment}
    # HUAWEICLOUD_SDK_IAM_ENDPOINT and ${regionVariable(packageName)}
    # make the SDK call this server.
    ak = os.environ["CLOUD_SDK_AK"]
    sk = os.environ["CLOUD_SDK_SK"]

    credentials = ${credentials}(ak, sk)

    client = ${product}Client.new_builder() \\
        .with_credentials(credentials) \\
        .with_region(${product}Region.value_of("<YOUR REGION>")) \\
        .build()

    try:
        request = ${operation}Request()${assignments.join('')}
        response = client.${snakeCase(operation)}(request)
        print(response)
    except exceptions.ClientRequestException as e:
        print(e.status_code)
        print(e.request_id)
        print(e.error_code)
        print(e.error_msg)
`;
}

function construction({ model, fields }: Model, indent: string): string {
  const inner = `${indent}    `;
  const lines = fields.map(
    ({ name, value }) => `${inner}${snakeCase(name)}=${spelled(value, inner)}`,
  );
  return lines.length === 0 ? `${model}()` : `${model}(\n${lines.join(',\n')}\n${indent})`;
}

function spelled(value: Value, indent: string): string {
  if (isList(value)) return `[${value.map((item) => spelled(item, indent)).join(', ')}]`;
  if (isModel(value)) return construction(value, indent);
  if (isWord(value)) return JSON.stringify(value.word);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}
