const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Tells whether a text can be a token, or the hash of one: 32 bytes as base64url. */
export const looksLikeToken = (text: unknown): text is string => typeof text === 'string' && TOKEN.test(text);

/** What the server keeps in place of a token: base64url of SHA-256 of its characters. */
export async function hashOfToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
