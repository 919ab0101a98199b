/**
 * The sync server for every platform that has `Request` and `Response`. `tandem-coaching/server/node` has what only
 * Node has.
 *
 * @module
 */
export type { Database, Queryable, SqlValue, Transaction } from './database/database.js';
export { pglite } from './database/pglite.js';
export { postgres, type PostgresOptions } from './database/postgres.js';
export type { OnEvent, Route, ServerEvent } from './events.js';
export { createSyncHandler, type SyncHandler, type SyncHandlerOptions } from './handler.js';
export type { Authorize, Wish } from './http/authorize.js';
export type { Origins } from './http/cors.js';
export { DEFAULT_LIMITS, type Limits, type Rate } from './limits.js';
export type * from './log/server-log.js';
export { sqlLog } from './log/sql-log.js';
export { Problem, PROBLEMS, type ProblemCode, type ProblemOptions } from './problem.js';
export type { Every } from './live/live.js';
