import { parseAst } from 'rollup/parseAst';

const DECORATORS = 'lit/decorators.js';

/** `__decorateClass([property(options)], Widget.prototype, "name", 2)` in parts, or `undefined` for anything else. */
function readDeclaration(call) {
  if (call.arguments.length !== 4) return undefined;
  const [{ elements }, target, name] = call.arguments;
  const [decorator] = elements;
  if (elements.length !== 1 || decorator.type !== 'CallExpression' || decorator.arguments.length > 1) return undefined;
  const [options] = decorator.arguments;
  return { by: decorator.callee.name, widget: target.object.name, name: name.value, options };
}

/** How often a name stands in the code, other than as the name of a member. */
function uses(node, name) {
  if (node === null || typeof node !== 'object') return 0;
  if (node.type === 'Identifier') return node.name === name ? 1 : 0;
  return Object.entries(node).reduce((sum, [key, child]) => {
    const member = (key === 'property' || key === 'key') && node.computed === false;
    return member && child.type === 'Identifier' ? sum : sum + uses(child, name);
  }, 0);
}

/**
 * Declares Lit's properties by `createProperty`, which is all that its decorators do, so that a page loads neither the
 * decorators nor a helper for them in every module. A module with anything else decorated in it is left alone. Lines
 * stay where they are, for the source map.
 */
export function plainProperties(code) {
  if (!code.includes('__decorateClass(')) return undefined;
  const ast = parseAst(code);
  const edits = [];
  const decorated = new Map();
  for (const { type, expression: call, start, end } of ast.body) {
    if (type !== 'ExpressionStatement' || call.type !== 'CallExpression' || call.callee.name !== '__decorateClass')
      continue;
    const found = readDeclaration(call);
    const known = found?.by === 'property' || (found?.by === 'state' && !found.options);
    if (!known) return undefined;
    decorated.set(found.by, (decorated.get(found.by) ?? 0) + 1);
    const { by, widget, name, options } = found;
    const [from, to] = options ? [options.start, options.end] : [end, end];
    const says = by === 'state' ? '{ state: true, attribute: false }' : code.slice(from, to);
    const lines = (text) => text.replace(/[^\n]/g, '');
    const before = `${widget}.createProperty(${JSON.stringify(name)}${says ? ', ' : ''}`;
    edits.push({
      start,
      end,
      text: before + lines(code.slice(start, from)) + says + lines(code.slice(to, end)) + ');',
    });
  }
  for (const { type, source, specifiers, start, end } of ast.body) {
    if (type !== 'ImportDeclaration' || source.value !== DECORATORS) continue;
    // Twice in the import, which names what is imported and what it is called here.
    const onlyHere = ({ imported, local }) =>
      imported.name === local.name && uses(ast, local.name) === (decorated.get(local.name) ?? 0) + 2;
    if (!specifiers.every(onlyHere)) return undefined;
    edits.push({ start, end, text: code.slice(start, end).replace(/[^\n]/g, '') });
  }
  return edits
    .sort((left, right) => right.start - left.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

/** {@link plainProperties} for rollup. It comes after what turns TypeScript into JavaScript. */
export const declareProperties = () => ({
  name: 'declare-properties',
  transform(code, id) {
    const plain = id.includes('node_modules') ? undefined : plainProperties(code);
    return plain === undefined ? null : { code: plain, map: null };
  },
});
