import type { Json } from '../../core/log/storage.js';

/** What a text says as JSON; `undefined` where it is none. */
export function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
