// One source file as the law sees it: what it imports and how it exports. Parsed, so that no comment or string misleads.
import { type ESTree, Visitor, parseSync } from 'vite';

export type Import = {
  /** As written: `./view.ts`, `zod`, `node:net`. Null when it is computed and nobody can read it. */
  readonly of: string | null;
  readonly line: number;
  /** Gone before the program runs. */
  readonly typeOnly: boolean;
};

export type Source = {
  /** From the checkout, with `/`. */
  readonly path: string;
  readonly firstLine: string;
  readonly imports: readonly Import[];
  /** Lines of default exports. */
  readonly defaults: readonly number[];
  /** Lines of `export * from`. */
  readonly stars: readonly number[];
  /** It exports, but has nothing of its own to export. */
  readonly isBarrel: boolean;
};

const literal = (node: ESTree.Node | undefined): string | null =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;

/** `export … from`, or `export { … }` of what was imported: a way through, no thing of its own. */
const isThrough = (node: ESTree.Node): boolean =>
  node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.declaration === null);

/** Throws a sentence about a file that does not parse. */
export const readSource = (path: string, text: string): Source => {
  const { program, module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} does not parse: ${error.message}`);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;

  const imports: Import[] = [];
  for (const { moduleRequest, entries, start } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every(({ isType }) => isType);
    imports.push({ of: moduleRequest.value, line: lineAt(start), typeOnly });
  }
  for (const { entries, start } of module.staticExports) {
    const [first] = entries;
    if (first?.moduleRequest === undefined || first.moduleRequest === null) continue;
    imports.push({
      of: first.moduleRequest.value,
      line: lineAt(start),
      typeOnly: entries.every(({ isType }) => isType),
    });
  }
  new Visitor({
    ImportExpression: (node) => imports.push({ of: literal(node.source), line: lineAt(node.start), typeOnly: false }),
    TSImportType: (node) => imports.push({ of: literal(node.source), line: lineAt(node.start), typeOnly: true }),
    CallExpression: (node) => {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return;
      imports.push({ of: literal(node.arguments[0]), line: lineAt(node.start), typeOnly: false });
    },
  }).visit(program);

  const exported = module.staticExports.flatMap(({ entries, start }) => entries.map((entry) => ({ entry, start })));
  const statements = program.body.filter(({ type }) => type !== 'ImportDeclaration');
  return {
    path,
    firstLine: text.split('\n', 1)[0] ?? '',
    imports,
    defaults: exported
      .filter(({ entry }) => entry.exportName.kind === 'Default' || entry.exportName.name === 'default')
      .map(({ start }) => lineAt(start)),
    stars: exported.filter(({ entry }) => entry.importName.kind === 'AllButDefault').map(({ start }) => lineAt(start)),
    isBarrel: statements.length > 0 && statements.every(isThrough),
  };
};
