import { indexedDb, indexedDbLocal } from '../../../src/storage/indexeddb.js';
import { memory } from '../../../src/storage/memory.js';
import { webStorage, webStorageLocal } from '../../../src/storage/web-storage.js';
import type { ConformanceCase } from '../../../src/testing/index.js';
import { localStoreConformance, logStorageConformance } from '../../../src/testing/index.js';
import { freshName } from '../support/storage-names.js';
import { aloneWithWebStorage } from '../support/web-storage.js';

function suite(title: string, cases: readonly ConformanceCase[]): void {
  describe(title, () => {
    for (const { name, run } of cases) it(name, run);
  });
}

/** Cases run one after another, so that "the same place" is the latest one. */
function places<S>(open: (place: string) => S) {
  let place = '';
  const again = () => open(place);
  return {
    create: () => {
      place = freshName();
      return again();
    },
    options: { reopen: again, peer: again },
  };
}

const idb = places((name) => indexedDb({ name }));
const idbLocal = places((name) => indexedDbLocal({ name }));
suite('indexedDb', logStorageConformance(idb.create, idb.options));
suite('indexedDbLocal', localStoreConformance(idbLocal.create, idbLocal.options));

for (const [title, area] of [
  ['localStorage', localStorage],
  ['sessionStorage', sessionStorage],
] as const) {
  const web = places((prefix) => webStorage(area, { prefix }));
  const webLocal = places((prefix) => webStorageLocal(area, { prefix }));
  describe(`on ${title}`, () => {
    aloneWithWebStorage();
    afterEach(() => area.clear());
    suite('webStorage', logStorageConformance(web.create, web.options));
    suite('webStorageLocal', localStoreConformance(webLocal.create, webLocal.options));
  });
}

suite(
  'memory',
  logStorageConformance(() => memory()),
);
