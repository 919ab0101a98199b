/**
 * End-to-end encryption around any storage, and who may read what is in there. docs/security.md says what is promised,
 * and writes the format down byte by byte.
 *
 * What is in which file, from the ground up:
 *
 * - Cryptography: `bytes`, `crypto` (all that is asked of WebCrypto), `padding`, `key-pairs`, `secrets` (what an epoch's
 *   key gives), `hpke` (wraps of epochs' keys).
 * - What a device keeps: `keyring` (its keys, names of logs, tokens), `key-stores/` (where).
 * - An entry: `envelope` (its bytes), `compose` (makes one), `controls` (what book-keeping can say), `books` (writes it).
 * - A log: `chain` (the rules, and the state that is proved by them), `reader` (decrypts), `log` (reads, proves, appends),
 *   `log-types`. `encrypted` makes a storage of all logs.
 * - Who is in: `membership` (looks), and `ways` (changes), which is loaded when it is needed, with `changes` (appends
 *   book-keeping), `joining` (the ways in), `entering` (comes into one log) and `tickets` (what a link or a recovery code
 *   gives). `link`, `recovery-code` and `safety-number` are what people see.
 *
 * @module tandem-coaching/encryption
 */
export { type EncryptedStorage, encrypted } from './encrypted.js';
export {
  type Identity,
  type KeyStore,
  type Keyring,
  type KeyringOptions,
  type LogRow,
  memoryKeys,
  openKeyring,
} from './keyring.js';
export { type IndexedDbKeysOptions, indexedDbKeys } from './key-stores/indexeddb.js';
export {
  type Device,
  type LogNames,
  type Membership,
  type MembershipOptions,
  type MembershipView,
  type OpenInvitation,
  openMembership,
} from './membership.js';
export { isLink } from './link.js';
