import type { Service } from '../service.ts';
import { curlSample } from './curl.ts';
import { goSample } from './go.ts';
import { javaSample } from './java.ts';
import { javaScriptSample, typeScriptSample } from './node.ts';
import { pythonSample } from './python.ts';
import { sdkCall } from './sdk-call.ts';

/** A program that makes an operation's example call. */
export interface CodeSample {
  /** The language, as highlighters call it. */
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

const languages = [
  { lang: 'Python', label: 'Python', write: pythonSample },
  { lang: 'Java', label: 'Java', write: javaSample },
  { lang: 'Go', label: 'Go', write: goSample },
  { lang: 'JavaScript', label: 'Node.js', write: javaScriptSample },
  { lang: 'TypeScript', label: 'TypeScript', write: typeScriptSample },
] as const;

/** The example call through each of the vendor's SDKs that has it, and with curl. */
export function codeSamples(
  service: Service<unknown>,
  operation: Service<unknown>['operations'][number],
): CodeSample[] {
  const call = sdkCall(service, operation);
  return [
    ...(call
      ? languages.map(({ lang, label, write }) => ({ lang, label, source: write(call) }))
      : []),
    { lang: 'Shell', label: 'curl', source: curlSample(operation) },
  ];
}
