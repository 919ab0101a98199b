import { join } from 'node:path';
import { DefaultLitAnalyzerContext, LitAnalyzer, makeConfig } from 'lit-analyzer';
import ts from 'typescript';
import { root, walk } from './lib/files.mjs';

/**
 * Checks the templates of elements and stories with lit-analyzer, every rule an error. The analyzer is called as a
 * library, because its command line cannot be told about `nothing`, which removes an attribute whatever its type.
 */
const rules = {
  'no-boolean-in-attribute-binding': 'error',
  'no-complex-attribute-binding': 'error',
  'no-expressionless-property-binding': 'error',
  'no-incompatible-property-type': 'error',
  'no-incompatible-type-binding': 'error',
  'no-invalid-attribute-name': 'error',
  'no-invalid-boolean-binding': 'error',
  // Its parser does not know container queries and other CSS of today.
  'no-invalid-css': 'off',
  'no-invalid-directive-binding': 'error',
  'no-invalid-tag-name': 'error',
  'no-legacy-attribute': 'error',
  // Looks beside customElements.define() only; the check of the exports map asks the compiler instead.
  'no-missing-element-type-definition': 'off',
  // Classes do not define themselves, so a tag's definition is never imported by the module that uses it.
  'no-missing-import': 'off',
  'no-noncallable-event-binding': 'error',
  'no-nullable-attribute-binding': 'error',
  'no-property-visibility-mismatch': 'error',
  'no-unclosed-tag': 'error',
  'no-unintended-mixed-binding': 'error',
  'no-unknown-attribute': 'error',
  'no-unknown-event': 'error',
  'no-unknown-property': 'error',
  'no-unknown-slot': 'error',
  'no-unknown-tag-name': 'error',
};

/** Events and attributes of today's HTML that the analyzer's own list lacks. */
const globalEvents = [
  ...['focusin', 'focusout', 'beforeinput', 'beforetoggle', 'toggle', 'cancel', 'close', 'slotchange', 'scrollend'],
  ...['pointercancel', 'pointerdown', 'pointerenter', 'pointerleave', 'pointermove', 'pointerout', 'pointerover'],
  ...['pointerup', 'compositionend', 'compositionstart', 'animationend', 'transitionend'],
];
const globalAttributes = [
  ...['part', 'exportparts', 'inert', 'popover', 'popovertarget', 'popovertargetaction', 'enterkeyhint', 'inputmode'],
  ...['autofocus', 'nonce', 'autocapitalize', 'closedby', 'command', 'commandfor'],
];

function createProgram(files) {
  const path = join(root, 'tsconfig.json');
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, ts.sys.readFile).config,
    ts.sys,
    root,
  );
  return ts.createProgram([...new Set([...files, ...fileNames])], options);
}

const isNothing = (type) => (type.flags & ts.TypeFlags.UniqueESSymbol) !== 0 && type.symbol?.name === 'nothing';

/** Whether an expression is bound to a property, where `nothing` is a value like any other. */
function isPropertyBinding(expression) {
  const span = expression.parent;
  if (span === undefined || !ts.isTemplateSpan(span)) return false;
  const template = span.parent;
  const index = template.templateSpans.indexOf(span);
  const before = index === 0 ? template.head : template.templateSpans[index - 1].literal;
  return /\s\.[\w$-]+=["']?$/.test(before.text);
}

/** The same object with some members replaced; everything else stays as it is, called on the original. */
const replacing = (original, members) =>
  new Proxy(original, {
    get: (target, name) => (name in members ? members[name] : Reflect.get(target, name, target)),
  });

/** A program whose checker leaves `nothing` out of the types of attribute bindings. */
function withoutNothing(program) {
  const checker = program.getTypeChecker();
  const getTypeAtLocation = (node) => {
    const type = checker.getTypeAtLocation(node);
    if (!type.isUnion() || !type.types.some(isNothing) || isPropertyBinding(node)) return type;
    return checker.getUnionType(type.types.filter((member) => !isNothing(member)));
  };
  const replaced = replacing(checker, { getTypeAtLocation });
  return replacing(program, { getTypeChecker: () => replaced });
}

const files = ['src/elements', 'stories'].flatMap((folder) =>
  walk(folder, (path) => path.endsWith('.ts') && !path.endsWith('.test.ts')),
);
const paths = files.map((file) => join(root, file));
const program = withoutNothing(createProgram(paths));
const context = new DefaultLitAnalyzerContext({ getProgram: () => program });
context.updateConfig(
  makeConfig({ strict: true, rules, globalEvents, globalAttributes, dontSuggestConfigChanges: true }),
);
const analyzer = new LitAnalyzer(context);

let count = 0;
for (const [index, path] of paths.entries()) {
  const source = program.getSourceFile(path);
  for (const { location, message, suggestion, source: rule } of analyzer.getDiagnosticsInFile(source)) {
    count += 1;
    const { line, character } = source.getLineAndCharacterOfPosition(location.start);
    console.error(`${files[index]}:${line + 1}:${character + 1}  ${message} ${suggestion ?? ''} (${rule})`);
  }
}
console.log(`${count} problems in the templates of ${files.length} files.`);
process.exitCode = count > 0 ? 1 : 0;
