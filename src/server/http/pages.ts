import type { KeptPage } from '../log/server-log.js';

/** A page as JSON text; the bodies go in as they are. */
export function pageText({ entries, head }: KeptPage): string {
  const texts = entries.map(
    ({ id, version, body }) => `{"id":${JSON.stringify(id)},"version":${version},"body":${body}}`,
  );
  return `{"entries":[${texts.join(',')}],"head":${head}}`;
}
