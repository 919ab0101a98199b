/**
 * For those who test what they build on Tandem, and above all for those who write a storage adapter of their own.
 *
 * @module
 */
export { ConformanceError } from './conformance/assert.js';
export type { ConformanceCase } from './conformance/cases.js';
export { localStoreConformance, type LocalStoreConformanceOptions } from './conformance/local-store.js';
export { logStorageConformance, type LogStorageConformanceOptions } from './conformance/log-storage.js';
export { fakeClock, fakeIds, type FakeClock } from './fakes.js';
export { faulty, type Fault, type FaultyOperation } from './faulty.js';
export * from './samples.js';
export { fakeRecoveryCode, fakeSharing, type FakeSharing, type FakeSharingOptions } from './sharing.js';
