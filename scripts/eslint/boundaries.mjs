/** What of Node the server may use; only in its own corner, for the rest runs wherever `Request` and `Response` are. */
const NODE = ['http', 'net', 'path', 'util', 'stream', 'stream/promises', 'fs/promises'].map((name) => `node:${name}`);
const PLATFORM_FREE = [
  ...['database/', 'http/', 'live/', 'log/'],
  ...['body.ts', 'events.ts', 'handler.ts', 'limits.ts', 'problem.ts', 'rate.ts', 'text.ts', 'token.ts'],
].map((name) => `server/${name}`);

/**
 * Which folder of src may import what. Four floors: `define` on top; `elements` and `sharing`, which loads on demand;
 * storage, encryption, server and testing side by side, none importing another; `core` is the ground.
 *
 * The first row whose `from` begins the importing file's path decides. `to` lists folders (with a trailing slash) and
 * files inside src, `lazy` what may be reached by `import()` and by type imports only, `types` what by type imports only;
 * `packages` names of packages (a trailing slash allows every path inside), `lazyPackages` those for `import()` only.
 */
const FLOORS = [
  { from: 'core/log/', to: ['core/log/', 'core/errors.ts'], packages: [] },
  { from: 'core/', to: ['core/'], packages: ['xstate', 'zod/mini'] },
  { from: 'storage/', to: ['storage/', 'core/log/', 'core/errors.ts'], packages: ['idb-keyval'] },
  // The one file that only Node can run; pages have an entry of their own.
  {
    from: 'encryption/key-stores/file.ts',
    to: ['encryption/', 'core/errors.ts'],
    packages: ['node:crypto', 'node:fs/promises', 'node:path'],
  },
  { from: 'encryption/', to: ['encryption/', 'core/log/', 'core/errors.ts'], packages: ['@hpke/core', 'idb-keyval'] },
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
  {
    from: 'sharing/',
    to: [
      'sharing/',
      'storage/',
      'encryption/',
      'core/log/',
      'core/errors.ts',
      'core/name.ts',
      'core/partnership/',
      'core/platform.ts',
    ],
    packages: [],
  },
  { from: 'testing/', to: ['testing/', 'core/'], types: ['sharing/types.ts'], packages: [] },
  {
    from: 'elements/partnership/',
    to: ['elements/', 'core/'],
    lazy: ['storage/indexeddb.ts', 'storage/indexeddb/', 'sharing/'],
    packages: ['lit', 'lit/', '@lit/context'],
  },
  {
    from: 'elements/',
    to: ['elements/', 'core/'],
    types: ['sharing/types.ts'],
    packages: ['lit', 'lit/', '@lit/context'],
    lazyPackages: ['lean-qr/'],
  },
  { from: 'define/', to: ['define/', 'elements/'], lazy: ['index.ts'], packages: [] },
  { from: '', to: ['core/', 'elements/'], types: ['sharing/types.ts'], packages: [] },
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

/**
 * Says what is wrong with importing `specifier` from `file` (a path inside src), or undefined where nothing is. `kind` is
 * `static`, `lazy` for `import()`, or `type`.
 */
function judgeImport(file, specifier, kind) {
  const floor = FLOORS.find((row) => file.startsWith(row.from));
  const place = floor.from === '' ? 'src' : `src/${floor.from.replace(/\/$/, '')}`;
  if (specifier.startsWith('.')) {
    const target = resolveInSrc(file, specifier);
    if (target === undefined) return `${place} must not reach outside src ('${specifier}').`;
    if (/\.(test|stories)\.ts$/.test(target)) return `A test or story is no module to import ('${specifier}').`;
    if (!specifier.endsWith('.js')) return `Write the import with its extension: '${specifier}.js'.`;
    if (inside(floor.to, target)) return undefined;
    if (inside(floor.lazy ?? [], target)) {
      if (kind !== 'static') return undefined;
      return `${place} may import src/${target} with import() only, so that it is loaded on demand.`;
    }
    if (inside(floor.types ?? [], target)) {
      return kind === 'type' ? undefined : `${place} may import types only from src/${target}.`;
    }
    return `${place} must not import src/${target}.`;
  }
  if (inside(floor.packages, specifier)) return undefined;
  const isLazy = kind !== 'static' && inside(floor.lazyPackages ?? [], specifier);
  return isLazy ? undefined : `${place} must not import '${specifier}'.`;
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
    const check = (source, kind) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const why = judgeImport(file, source.value, kind);
      if (why !== undefined) context.report({ node: source, messageId: 'no', data: { why } });
    };
    const checkStatic = (node) =>
      check(node.source, (node.importKind ?? node.exportKind) === 'type' ? 'type' : 'static');
    return {
      ImportDeclaration: checkStatic,
      ExportNamedDeclaration: checkStatic,
      ExportAllDeclaration: checkStatic,
      ImportExpression: (node) => {
        if (node.source.type === 'Literal') check(node.source, 'lazy');
        else context.report({ node, messageId: 'no', data: { why: 'import() takes a literal path.' } });
      },
      TSImportType: (node) => check(node.source ?? node.argument?.literal, 'type'),
    };
  },
};
