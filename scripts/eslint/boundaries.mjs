/** What of Node the server may use; only in its own corner, for the rest runs wherever `Request` and `Response` are. */
const NODE = ['http', 'net', 'path', 'util', 'stream', 'stream/promises', 'fs/promises'].map((name) => `node:${name}`);
const PLATFORM_FREE = [
  ...['database/', 'http/', 'live/', 'log/'],
  ...['events.ts', 'handler.ts', 'limits.ts', 'problem.ts', 'rate.ts', 'token.ts'],
].map((name) => `server/${name}`);

/**
 * Which folder of src may import what. Three floors: `define` on top; elements, storage, server and testing side by
 * side, none importing another; `core` is the ground.
 *
 * The first row whose `from` begins the importing file's path decides. `to` lists folders (with a trailing slash) and
 * files inside src, `lazy` what may be reached by `import()` and by type imports only, `packages` names of packages
 * (a trailing slash allows every path inside), `lazyPackages` those that not every installation has.
 */
const FLOORS = [
  { from: 'core/log/', to: ['core/log/', 'core/errors.ts'], packages: [] },
  { from: 'core/', to: ['core/'], packages: ['xstate', 'zod/mini'] },
  { from: 'storage/', to: ['storage/', 'core/log/', 'core/errors.ts'], packages: ['idb-keyval'] },
  {
    from: 'server/node',
    to: ['server/', 'core/log/', 'core/platform.ts'],
    packages: NODE,
    lazyPackages: ['prom-client'],
  },
  { from: 'server/bin.ts', to: ['server/node/'], packages: [] },
  {
    from: 'server/',
    to: [...PLATFORM_FREE, 'core/log/', 'core/platform.ts'],
    packages: [],
    lazyPackages: ['pg', '@electric-sql/pglite'],
  },
  { from: 'testing/', to: ['testing/', 'core/'], packages: [] },
  {
    from: 'elements/partnership/',
    to: ['elements/', 'core/'],
    lazy: ['storage/indexeddb.ts', 'storage/indexeddb/'],
    packages: ['lit', 'lit/', '@lit/context'],
  },
  { from: 'elements/', to: ['elements/', 'core/'], packages: ['lit', 'lit/', '@lit/context'] },
  { from: 'define/', to: ['define/', 'elements/'], lazy: ['index.ts'], packages: [] },
  { from: '', to: ['core/', 'elements/'], packages: [] },
];

const inside = (list, path) => list.some((entry) => (entry.endsWith('/') ? path.startsWith(entry) : path === entry));

/** Path inside src, with forward slashes and without a leading one; undefined for a file elsewhere. */
function insideSrc(filename, root) {
  const file = filename.replaceAll('\\', '/');
  const prefix = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/src/`;
  return file.startsWith(prefix) ? file.slice(prefix.length) : undefined;
}

/** Resolves a relative specifier against a path inside src; undefined where it leaves src. */
function resolveInSrc(from, specifier) {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '.' || part === '') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/').replace(/\.js$/, '.ts');
}

/** Says what is wrong with importing `specifier` from `file` (a path inside src), or undefined where nothing is. */
function judgeImport(file, specifier, lazy) {
  const floor = FLOORS.find((row) => file.startsWith(row.from));
  const place = floor.from === '' ? 'src' : `src/${floor.from.replace(/\/$/, '')}`;
  if (specifier.startsWith('.')) {
    const target = resolveInSrc(file, specifier);
    if (target === undefined) return `${place} must not reach outside src ('${specifier}').`;
    if (/\.(test|stories)\.ts$/.test(target)) return `A test or story is no module to import ('${specifier}').`;
    if (!specifier.endsWith('.js')) return `Write the import with its extension: '${specifier}.js'.`;
    if (inside(floor.to, target)) return undefined;
    if (inside(floor.lazy ?? [], target)) {
      return lazy ? undefined : `${place} may import src/${target} with import() only, so that it is loaded on demand.`;
    }
    return `${place} must not import src/${target}.`;
  }
  if (inside(floor.packages, specifier) || (lazy && inside(floor.lazyPackages ?? [], specifier))) return undefined;
  return `${place} must not import '${specifier}'.`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const boundaries = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { no: '{{ why }}' },
    docs: { description: 'layer boundaries of src' },
  },
  create(context) {
    const file = insideSrc(context.filename, context.cwd);
    if (file === undefined) return {};
    const check = (source, lazy) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const why = judgeImport(file, source.value, lazy);
      if (why !== undefined) context.report({ node: source, messageId: 'no', data: { why } });
    };
    const checkStatic = (node) => check(node.source, (node.importKind ?? node.exportKind) === 'type');
    return {
      ImportDeclaration: checkStatic,
      ExportNamedDeclaration: checkStatic,
      ExportAllDeclaration: checkStatic,
      ImportExpression: (node) => {
        if (node.source.type === 'Literal') check(node.source, true);
        else context.report({ node, messageId: 'no', data: { why: 'import() takes a literal path.' } });
      },
      TSImportType: (node) => check(node.source ?? node.argument?.literal, true),
    };
  },
};
