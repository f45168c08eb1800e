import { isList, isModel, isWord, type Model, type SdkCall, type Value } from './sdk-call.ts';
import { camelCase, fluent, keysComment, pascalCase, regionVariable } from './spelling.ts';

/** The call in Java. */
export function javaSample({ sdk, operation, parameters, body }: SdkCall): string {
  const { product, packageName, version, accountLevel } = sdk;
  const credentials = accountLevel ? 'GlobalCredentials' : 'BasicCredentials';
  const library = `com.huaweicloud.sdk.${packageName}.${version}`;
  const statements = [
    ...parameters.map((field) => setter('request', field)),
    ...(body ? bodyStatements(body) : []),
  ].map((statement) => `\n        ${statement}`);
  const lists = statements.some((statement) => statement.includes('Arrays.asList'));
  return `import com.huaweicloud.sdk.core.auth.${credentials};
import com.huaweicloud.sdk.core.auth.ICredential;
import com.huaweicloud.sdk.core.exception.ConnectionException;
import com.huaweicloud.sdk.core.exception.RequestTimeoutException;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import ${library}.*;
import ${library}.model.*;
import ${library}.region.${product}Region;
${lists ? 'import java.util.Arrays;\n' : ''}
public class ${operation}Sample {

    public static void main(String[] args) {
        // ${keysComment}
        // HUAWEICLOUD_SDK_IAM_ENDPOINT and ${regionVariable(packageName)}
        // make the SDK call this server.
        String ak = System.getenv("CLOUD_SDK_AK");
        String sk = System.getenv("CLOUD_SDK_SK");

        ICredential auth = new ${credentials}()
                .withAk(ak)
                .withSk(sk);

        ${product}Client client = ${product}Client.newBuilder()
                .withCredential(auth)
                .withRegion(${product}Region.valueOf("<YOUR REGION>"))
                .build();
        ${operation}Request request = new ${operation}Request();${statements.join('')}
        try {
            ${operation}Response response = client.${camelCase(operation)}(request);
            System.out.println(response.toString());
        } catch (ConnectionException e) {
            e.printStackTrace();
        } catch (RequestTimeoutException e) {
            e.printStackTrace();
        } catch (ServiceResponseException e) {
            System.out.println(e.getHttpStatusCode());
            System.out.println(e.getRequestId());
            System.out.println(e.getErrorCode());
            System.out.println(e.getErrorMsg());
        }
    }
}
`;
}

function bodyStatements(body: Model | readonly Model[]): string[] {
  if (isList(body)) return [`request.withBody(${spelled(body, '                ')});`];
  return [
    `${body.model} body = new ${body.model}();`,
    ...body.fields.map((field) => setter('body', field)),
    'request.withBody(body);',
  ];
}

function setter(object: string, { name, value }: SdkCall['parameters'][number]): string {
  return `${object}.with${pascalCase(name)}(${spelled(value, '                ')});`;
}

function spelled(value: Value, indent: string): string {
  if (isList(value)) {
    return `Arrays.asList(${value.map((item) => spelled(item, indent)).join(', ')})`;
  }
  if (isModel(value)) return fluent(value, indent, spelled);
  if (isWord(value)) {
    return `${value.owner}.${pascalCase(value.field)}Enum.fromValue(${JSON.stringify(value.word)})`;
  }
  return JSON.stringify(value);
}
