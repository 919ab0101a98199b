import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from './files.mjs';

/** Markdown the way the formatter would write it. */
export async function markdown(text) {
  const options = await resolveConfig(join(root, 'README.md'));
  return format(text, { ...options, parser: 'markdown' });
}

/** The text between `<!-- name:start -->` and `<!-- name:end -->`, or undefined where there are no such marks. */
export function between(text, name) {
  const match = new RegExp(`<!-- ${name}:start -->\\n?([\\s\\S]*?)\\n?<!-- ${name}:end -->`).exec(text);
  return match?.[1].trim();
}

/** The same text with another content between the marks. */
export function replaceBetween(text, name, content) {
  const pattern = new RegExp(`(<!-- ${name}:start -->)[\\s\\S]*?(<!-- ${name}:end -->)`);
  return text.replace(pattern, (_all, start, end) => `${start}\n\n${content.trim()}\n\n${end}`);
}

export const read = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);
export const write = (path, text) => writeFileSync(join(root, path), text);
