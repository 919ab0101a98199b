/** @throws TypeError where a key of a local store is not text. */
export function checkKey(key: string): void {
  if (typeof key !== 'string') throw new TypeError('A key is a string');
}

/** Orders by UTF-16 code units, the way JavaScript's `<` and IndexedDB do. */
export function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
