/**
 * The sync server on Node: ready to run, or as a listener for a server that is there already.
 *
 * @module
 */
export { clientAddress } from './node/address.js';
export { openDatabase } from './node/database.js';
export { nodeListener, peerAddress } from './node/listener.js';
export { createMetrics, type Metrics } from './node/metrics.js';
export { startSyncServer, type SyncServer, type SyncServerOptions } from './node/server.js';
