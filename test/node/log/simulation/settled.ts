import { cryptoIdle } from './real-crypto.js';

/** Streams and the platform's cryptography take turns of the event loop, not only promises. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await cryptoIdle();
}
