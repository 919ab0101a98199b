import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { entries, programs } from './lib/entries.mjs';
import { root, walk } from './lib/files.mjs';
import { importsOf } from './lib/imports.mjs';
import { run } from './lib/run.mjs';

/**
 * Packs the package, unpacks it the way an install does, and looks at it from outside: every entry of the exports
 * map has its module and its types, runs where it should, and nothing is published that nobody can reach.
 */
const problems = [];
const expect = (ok, message) => {
  if (!ok) problems.push(message);
};

const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const found = entries();
const optional = Object.keys(pkg.optionalDependencies ?? {});

const consumer = mkdtempSync(join(tmpdir(), 'tandem-exports-'));
process.on('exit', () => rmSync(consumer, { recursive: true, force: true }));
const home = join(consumer, 'node_modules', pkg.name);

async function install() {
  mkdirSync(home, { recursive: true });
  const { code, output } = await run('npm', ['pack', '--silent', '--pack-destination', consumer], { capture: true });
  if (code !== 0) throw new Error(`npm pack failed: ${output}`);
  const tarball = join(consumer, `${pkg.name}-${pkg.version}.tgz`);
  const unpacked = await run('tar', ['-xzf', tarball, '-C', home, '--strip-components=1'], { capture: true });
  if (unpacked.code !== 0) throw new Error(`The tarball cannot be unpacked: ${unpacked.output}`);
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module", "private": true }');
  // The dependencies are the ones of this checkout; a link to the folder would hide what the package itself lacks.
  // Beside them what whoever writes for Node has.
  for (const name of [...Object.keys(pkg.dependencies), '@types/node']) link(name, new Set());
}

/** Links a dependency, and what it depends on, into the consumer's node_modules. */
function link(name, seen) {
  if (seen.has(name)) return;
  seen.add(name);
  const from = join(root, 'node_modules', name);
  const to = join(consumer, 'node_modules', name);
  if (!existsSync(from)) return;
  if (!existsSync(to)) {
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(from, to, 'junction');
  }
  const { dependencies = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  for (const next of Object.keys(dependencies)) link(next, seen);
}

/** The elements that the published manifest names. */
function elements() {
  const { modules } = JSON.parse(readFileSync(join(home, 'custom-elements.json'), 'utf8'));
  return modules.flatMap(({ path, declarations }) =>
    declarations
      .filter(({ tagName }) => tagName)
      .map(({ tagName, name }) => ({ tagName, name, entry: path.replace(/^dist\/(elements\/[^/]+)\/.*$/, './$1') })),
  );
}

const specifier = ({ name }) => pkg.name + name.slice(1);

/** Every entry has its files, and whatever else package.json names is there. */
function files() {
  for (const { name, output } of found) {
    for (const end of ['.js', '.d.ts']) {
      expect(existsSync(join(home, 'dist', output + end)), `${name}: dist/${output}${end} is not published.`);
    }
  }
  for (const [name, target] of Object.entries(pkg.exports)) {
    if (typeof target === 'string') expect(existsSync(join(home, target)), `${name}: ${target} is not published.`);
  }
  for (const field of ['unpkg', 'jsdelivr']) {
    expect(existsSync(join(home, pkg[field])), `"${field}": ${pkg[field]} is not published.`);
  }
}

function reach(start, extension) {
  const seen = new Set();
  const outside = new Map();
  const visit = (path) => {
    if (seen.has(path)) return;
    seen.add(path);
    const file = join(home, path);
    if (!existsSync(file)) {
      problems.push(`${path} is imported but not published.`);
      return;
    }
    for (const name of importsOf(readFileSync(file, 'utf8'))) {
      if (!name.startsWith('.')) outside.set(name, path);
      else visit(posix.join(posix.dirname(path), name).replace(/\.js$/, extension));
    }
  };
  start.forEach(visit);
  return { seen, outside };
}

function judge(name, path, needsNode, needsOptional) {
  if (isBuiltin(name)) return expect(needsNode, `${path} imports '${name}', which only Node has.`);
  const owner = name.split('/', name.startsWith('@') ? 2 : 1).join('/');
  expect(
    owner in pkg.dependencies || (needsOptional && optional.includes(owner)),
    `${path} imports '${name}', which is not among the dependencies (an inferred type? write it out).`,
  );
}

/** Nothing in dist lies beside the map, and nothing is imported that an install would not bring to where it runs. */
function reachable() {
  const known = new Set();
  const all = [...found, ...programs()];
  for (const needsNode of [false, true]) {
    for (const needsOptional of [false, true]) {
      const some = all.filter((entry) => entry.needsNode === needsNode && entry.needsOptional === needsOptional);
      for (const extension of ['.js', '.d.ts']) {
        // Nobody imports a program, and so nobody needs its types.
        const start = extension === '.js' ? some : some.filter(({ name }) => name !== undefined);
        const { seen, outside } = reach(
          start.map(({ output }) => `dist/${output}${extension}`),
          extension,
        );
        for (const path of seen) known.add(path);
        for (const [name, path] of outside) judge(name, path, needsNode, needsOptional);
      }
    }
  }
  for (const path of walk('dist')) {
    const module = path.replace(/\.map$/, '');
    expect(known.has(module) || path.startsWith('dist/cdn/'), `${path} cannot be reached through the exports map.`);
  }
  for (const name of reach(['dist/core/index.js'], '.js').outside.keys()) {
    expect(/^(xstate|zod\/mini)(\/|$)/.test(name), `tandem-coaching/core imports '${name}'.`);
  }
}

/** Each entry runs in Node, alone, without a DOM; the elements as well, since their classes have no side effects. */
async function runsInNode() {
  for (const entry of found.filter((each) => !isDefine(each))) {
    const code = `const module = await import(${JSON.stringify(specifier(entry))});
      if (Object.keys(module).length === 0) throw new Error('exports nothing');`;
    const { code: exit, output } = await run(process.execPath, ['--input-type=module', '--eval', code], {
      capture: true,
      cwd: consumer,
    });
    expect(
      exit === 0,
      `${specifier(entry)} cannot be imported in Node:\n${output.trim().split('\n').slice(0, 8).join('\n')}`,
    );
  }
}

const isDefine = ({ name }) => name.startsWith('./define/');
const importAs = (entry, index) => `import * as m${index} from '${specifier(entry)}';\nexport { m${index} };`;

/** What a consumer's compiler says about the types, and about every tag; with the types of Node where they are needed. */
function types() {
  const typed = found.filter((entry) => !isDefine(entry) && !entry.needsNode);
  const code = [...typed.map(importAs), ...found.filter(isDefine).map((entry) => `import '${specifier(entry)}';`)];
  for (const { tagName, name, entry } of elements()) {
    const index = typed.findIndex((candidate) => candidate.name === entry);
    if (index >= 0) code.push(`document.createElement('${tagName}') satisfies m${index}.${name};`);
  }
  compile(code, []);
  compile(found.filter(({ needsNode }) => needsNode).map(importAs), ['node']);
}

/** In both ways of resolving modules. */
function compile(code, types) {
  const file = join(consumer, 'consumer.ts');
  writeFileSync(file, code.join('\n'));
  for (const resolution of ['NodeNext', 'Bundler']) {
    const program = ts.createProgram([file], {
      target: ts.ScriptTarget.ES2022,
      module: resolution === 'NodeNext' ? ts.ModuleKind.NodeNext : ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind[resolution],
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types,
      typeRoots: [join(consumer, 'node_modules', '@types')],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: false,
    });
    // Only what is ours: the types of other packages are not checked here.
    const ours = program.getSourceFiles().filter(({ fileName }) => {
      const path = fileName.replaceAll('\\', '/');
      return path.endsWith('/consumer.ts') || path.includes(`/node_modules/${pkg.name}/`);
    });
    const found = ours.flatMap((source) => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]);
    for (const { file: source, messageText } of [...program.getOptionsDiagnostics(), ...found]) {
      const path = source?.fileName.replace(/^.*node_modules\//, '').replace(/^.*\/consumer/, 'consumer') ?? 'options';
      problems.push(`Types (${resolution}): ${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    }
  }
}

/** A bundle of some code that imports the package; undefined, and a problem noted, where it cannot be made. */
async function bundle(code, { needsNode = false, needsOptional = false } = {}) {
  try {
    const { outputFiles } = await build({
      stdin: { contents: code, resolveDir: consumer, loader: 'js' },
      bundle: true,
      format: 'esm',
      platform: needsNode ? 'node' : 'browser',
      external: needsOptional ? optional : [],
      write: false,
      minify: true,
      legalComments: 'none',
      logLevel: 'silent',
    });
    return outputFiles[0].text.trim();
  } catch (error) {
    problems.push(`Bundling ${code} failed: ${error.message}`);
    return undefined;
  }
}

/** "sideEffects" tells the truth: classes vanish when nobody uses them, definitions never do. */
async function sideEffects() {
  for (const entry of found.filter((each) => !isDefine(each))) {
    const rest = await bundle(`import '${specifier(entry)}';`, entry);
    expect(
      rest === undefined || rest === '',
      `import '${specifier(entry)}' leaves ${rest?.length} bytes in a bundle; it should have no side effect.`,
    );
  }
  const everything = (await bundle(`import '${pkg.name}/define/all';`)) ?? '';
  for (const { tagName: tag } of elements()) {
    expect(new RegExp(`["'\`]${tag}["'\`]`).test(everything), `define/all does not define <${tag}>.`);
    const own = found.find(({ name }) => name === `./define/${tag.replace('tandem-', '')}`);
    expect(own !== undefined, `<${tag}> has no define entry of its own.`);
  }
}

/** The single file for pages without a build needs nothing beside itself. */
async function singleFile() {
  const file = join(home, pkg.unpkg);
  if (!existsSync(file)) return;
  const { metafile } = await build({
    entryPoints: [file],
    bundle: true,
    packages: 'external',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  for (const { path } of imports) problems.push(`${pkg.unpkg} imports '${path}'.`);
}

/** What the map does not name stays inside. */
function closed() {
  const require = createRequire(pathToFileURL(join(consumer, 'index.js')));
  for (const inner of ['dist/core/index.js', 'src/core/index.ts', 'dist/chunks']) {
    let open = true;
    try {
      require.resolve(`${pkg.name}/${inner}`);
    } catch {
      open = false;
    }
    expect(!open, `${pkg.name}/${inner} can be imported, though the exports map does not name it.`);
  }
}

/** The container of the operators' guide starts the program as it lies in an install. */
async function program() {
  const guide = readFileSync(join(root, 'docs/guides/run-the-server.md'), 'utf8');
  const [node, ...args] = JSON.parse(/^CMD (\[.*\])$/m.exec(guide)?.[1] ?? '[]');
  const { code, output } = await run(process.execPath, [...args, '--help'], { capture: true, cwd: consumer });
  expect(
    node === 'node' && args.length === 1 && code === 0 && output.startsWith('Usage: tandem-sync'),
    `The guide's CMD does not start the server:\n${output.trim()}`,
  );
}

await install();
files();
reachable();
closed();
types();
await runsInNode();
await program();
await sideEffects();
await singleFile();
for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log(`${found.length} entries: modules, types, reach and side effects are as promised.`);
process.exitCode = problems.length > 0 ? 1 : 0;
