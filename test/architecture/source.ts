import { posix } from 'node:path';
import {
  isExportSpecifier,
  isIdentifier,
  isImportClause,
  isImportSpecifier,
  isNamespaceImport,
  isNoSubstitutionTemplateLiteral,
  isPropertyAccessExpression,
  isRegularExpressionLiteral,
  isStringLiteral,
  isTemplateHead,
  isTemplateMiddleOrTemplateTail,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';

/** A source file, as far as the rules of the house look at it. */
export interface Source {
  /** From the root of the repository. */
  readonly file: string;
  /** What it imports or exports onward, types too: files from the root, packages by name. */
  readonly imports: readonly string[];
  /** Names that it imports as values; `*` for a whole module. */
  readonly values: ReadonlySet<string>;
  /** Identifiers, and the words in strings, templates and regular expressions; no comments. */
  readonly words: ReadonlySet<string>;
  /** `object.member`, of the last two names of a chain. */
  readonly members: ReadonlySet<string>;
  readonly exportsDefault: boolean;
}

/** Reads source texts, given by their files, with TypeScript's own parser. */
export function readSources(texts: Readonly<Record<string, string>>): Source[] {
  const files = Object.keys(texts);
  const house = '/house';
  const config = `${house}/tsconfig.json`;
  const compilerOptions = { noLib: true, noResolve: true, types: [], module: 'nodenext' };
  const fs = createVirtualFileSystem({
    [config]: JSON.stringify({ compilerOptions, files }),
    ...Object.fromEntries(files.map((file) => [`${house}/${file}`, texts[file] ?? ''])),
  });
  const api = new API({ cwd: house, fs });
  try {
    const program = api.updateSnapshot({ openProject: config }).getProject(config)?.program;
    return files.map((file) => {
      const parsed = program?.getSourceFile(`${house}/${file}`);
      if (!parsed) throw new Error(`${file} cannot be parsed`);
      return sourceOf(file, parsed);
    });
  } finally {
    api.close();
  }
}

function sourceOf(file: string, parsed: Node & { readonly imports: readonly Node[] }): Source {
  const values = new Set<string>();
  const words = new Set<string>();
  const members = new Set<string>();
  let exportsDefault = false;
  const visit = (node: Node): void => {
    for (const word of wordsOf(node)) words.add(word);
    const member = memberOf(node);
    if (member) members.add(member);
    const value = importedValue(node);
    if (value) values.add(value);
    if (isDefaultExport(node)) exportsDefault = true;
    node.forEachChild(visit);
  };
  visit(parsed);
  const imports = parsed.imports.map((specifier) => targetOf(file, specifier));
  return { file, imports, values, words, members, exportsDefault };
}

function targetOf(file: string, specifier: Node): string {
  const text = isStringLiteral(specifier) ? specifier.text : '';
  return text.startsWith('.') ? posix.join(posix.dirname(file), text) : text;
}

function wordsOf(node: Node): readonly string[] {
  if (isIdentifier(node)) return [node.text];
  const isText =
    isStringLiteral(node) ||
    isNoSubstitutionTemplateLiteral(node) ||
    isTemplateHead(node) ||
    isTemplateMiddleOrTemplateTail(node) ||
    isRegularExpressionLiteral(node);
  return isText ? node.text.split(/\W+/) : [];
}

function memberOf(node: Node): string | undefined {
  if (!isPropertyAccessExpression(node)) return undefined;
  const { expression, name } = node;
  const holder = isPropertyAccessExpression(expression) ? expression.name : expression;
  return isIdentifier(holder) ? `${holder.text}.${name.text}` : undefined;
}

function importedValue(node: Node): string | undefined {
  if (isNamespaceImport(node)) return isTypeOnly(node.parent) ? undefined : '*';
  if (!isImportSpecifier(node) || node.isTypeOnly || isTypeOnly(node.parent.parent)) return;
  return (node.propertyName ?? node.name).text;
}

const isTypeOnly = (clause: Node): boolean =>
  isImportClause(clause) && clause.phaseModifier === SyntaxKind.TypeKeyword;

function isDefaultExport(node: Node): boolean {
  if (isExportSpecifier(node)) return node.name.text === 'default';
  // In `switch` the word is no node of its own.
  return node.kind === SyntaxKind.ExportAssignment || node.kind === SyntaxKind.DefaultKeyword;
}
