const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Most tokens whose hashes are remembered; beyond, all are forgotten and the memory fills anew. */
const REMEMBERED = 10_000;

/** Tells whether a text can be a token, or the hash of one: 32 bytes as base64url. */
export const looksLikeToken = (text: unknown): text is string => typeof text === 'string' && TOKEN.test(text);

/** What the server keeps in place of a token: base64url of SHA-256 of its characters. */
export type HashOfToken = (token: string) => Promise<string>;

/** Remembers hashes: the same few tokens come again and again, and hashing takes a fifth of the time of a request. */
export function createHasher(): HashOfToken {
  const hashes = new Map<string, string>();
  return async (token) => {
    const remembered = hashes.get(token);
    if (remembered !== undefined) return remembered;
    const hash = await hashOf(token);
    if (hashes.size >= REMEMBERED) hashes.clear();
    hashes.set(token, hash);
    return hash;
  };
}

async function hashOf(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
