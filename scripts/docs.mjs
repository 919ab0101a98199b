import { markdown, read, write } from './lib/generated.mjs';

/**
 * Writes docs/elements.md, the reference of all elements, from custom-elements.json (`npm run manifest` makes it).
 * `--check` compares instead, and fails where they differ or where an element says nothing about itself.
 */
const TARGET = 'docs/elements.md';
const check = process.argv.includes('--check');

const cell = (text) =>
  (text ?? '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');
const code = (text) => (text === undefined || text === '' ? '' : `\`${cell(text)}\``);

function table(title, head, rows) {
  if (rows.length === 0) return '';
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return `### ${title}\n\n${lines.join('\n')}\n\n`;
}

const byName = (left, right) => left.name.localeCompare(right.name, 'en');

function section({ tagName, name, summary, description, members = [], module, ...rest }) {
  const fields = members.filter((member) => member.kind === 'field' && !member.static).sort(byName);
  const methods = members.filter((member) => member.kind === 'method' && !member.static).sort(byName);
  const entry = module.replace(/^dist\/(elements\/[^/]+)\/.*$/, 'tandem-coaching/$1');
  const define = entry.replace('/elements/', '/define/');
  const signature = ({ parameters = [], return: result }) =>
    `(${parameters.map((item) => `${item.name}${item.optional ? '?' : ''}: ${item.type?.text ?? 'unknown'}`).join(', ')})` +
    (result?.type?.text === undefined ? '' : `: ${result.type.text}`);
  return (
    `## \`<${tagName}>\`\n\n${summary?.trim() ?? ''}\n\n${description?.trim() ?? ''}\n\n` +
    `Class \`${name}\` from \`${entry}\`; \`import '${define}'\` defines the tag.\n\n` +
    table(
      'Properties and attributes',
      ['Property', 'Attribute', 'Type', 'Default', 'What it is'],
      fields.map((field) => [
        code(field.name) + (field.readonly ? ' (read-only)' : ''),
        code(field.attribute),
        code(field.type?.text),
        code(field.default),
        cell(field.description),
      ]),
    ) +
    table(
      'Methods',
      ['Method', 'What it does'],
      methods.map((method) => [code(`${method.name}${signature(method)}`), cell(method.description)]),
    ) +
    table(
      'Events',
      ['Event', 'Type', 'When'],
      [...(rest.events ?? [])]
        .filter((event) => event.name)
        .sort(byName)
        .map((event) => [code(event.name), code(event.type?.text), cell(event.description)]),
    ) +
    table(
      'Slots',
      ['Slot', 'What goes there'],
      [...(rest.slots ?? [])]
        .sort(byName)
        .map((slot) => [slot.name === '' ? '(default)' : code(slot.name), cell(slot.description)]),
    ) +
    table(
      'CSS parts',
      ['Part', 'What it is'],
      [...(rest.cssParts ?? [])].sort(byName).map((part) => [code(part.name), cell(part.description)]),
    ) +
    table(
      'CSS custom properties',
      ['Property', 'Default', 'What it does'],
      [...(rest.cssProperties ?? [])]
        .sort(byName)
        .map((item) => [code(item.name), code(item.default), cell(item.description)]),
    )
  );
}

const manifest = read('custom-elements.json');
if (manifest === undefined) {
  console.error('custom-elements.json is not there: run `npm run manifest` first.');
  process.exit(1);
}
const elements = JSON.parse(manifest)
  .modules.flatMap((module) => module.declarations.map((declaration) => ({ ...declaration, module: module.path })))
  .filter(({ customElement, tagName }) => customElement && tagName)
  .sort((left, right) => left.tagName.localeCompare(right.tagName, 'en'));

const silent = elements.filter(({ summary }) => !summary?.trim());
for (const { tagName } of silent) console.error(`<${tagName}> has no @summary.`);

const list = elements.map(({ tagName, summary }) => `- [\`<${tagName}>\`](#${tagName}): ${cell(summary)}`).join('\n');
const text = await markdown(
  `# Elements\n\nWritten by \`npm run docs\` from the comments in the sources: change it there.\n\n${list}\n\n` +
    elements.map(section).join(''),
);
if (!check) {
  write(TARGET, text);
  console.log(`Wrote ${TARGET}: ${elements.length} elements.`);
} else if (read(TARGET) !== text) {
  console.error(`${TARGET} is not what the sources say: run \`npm run docs\`.`);
  process.exitCode = 1;
} else console.log(`${TARGET} matches the ${elements.length} elements.`);
if (silent.length > 0) process.exitCode = 1;
