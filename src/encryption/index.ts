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
export { indexedDbKeys } from './key-stores/indexeddb.js';
export {
  type LogNames,
  type MemberDevice,
  type MemberInvitation,
  type Membership,
  type MembershipOptions,
  type MembershipView,
  openMembership,
} from './membership.js';
export { isLink } from './link.js';
