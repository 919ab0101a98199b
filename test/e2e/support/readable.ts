/** Looks for what people wrote, in any clothes that it may have on. */

/** Shorter texts turn up by chance. */
const SHORTEST = 6;

/** The ways in which a text may stand somewhere: as it is, escaped, as hex, and as base64 from any place within a group of three. */
function clothes(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const escaped = JSON.stringify(text).slice(1, -1);
  const ascii = escaped.replace(/[^ -~]/gu, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map((offset) => {
    const all = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = Math.floor((all.length * 8) / 6);
    return all.toString('base64').slice(Math.ceil((offset * 8) / 6), whole);
  });
  const url = base64.map((each) => each.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([text, escaped, ascii, hex, hex.toUpperCase(), ...base64, ...url])].map((each) =>
    Buffer.from(each),
  );
}

/**
 * Which texts can be read in a place.
 *
 * @param place one or many pieces of it; a text that goes on in the next piece is found as well
 */
export function readableIn(place: readonly Uint8Array[], texts: Iterable<string>): string[] {
  const hay = Buffer.concat(place);
  const sought = new Map<number, { readonly needle: Buffer; readonly text: string }[]>();
  const mayBegin = new Uint8Array(1 << 16);
  for (const text of new Set(texts)) {
    if (text.length < SHORTEST) continue;
    for (const needle of clothes(text)) {
      const key = needle.readUInt32BE(0);
      sought.set(key, [...(sought.get(key) ?? []), { needle, text }]);
      mayBegin[key & 0xffff] = 1;
    }
  }
  const found = new Set<string>();
  for (let end = 0, key = 0; end < hay.length; end += 1) {
    key = ((key << 8) | (hay[end] ?? 0)) >>> 0;
    if (!mayBegin[key & 0xffff]) continue;
    const start = end - 3;
    for (const { needle, text } of sought.get(key) ?? [])
      if (start >= 0 && hay.compare(needle, 0, needle.length, start, start + needle.length) === 0) found.add(text);
  }
  return [...found];
}
