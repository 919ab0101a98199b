import { parseArgs } from 'node:util';
import { DEFAULT_LIMITS, type Limits } from '../limits.js';
import type { SyncServerOptions } from './server.js';

/** How to call the program. */
export const USAGE = `Usage: tandem-sync [options]

  --port 8787             PORT          where to listen; 0 takes any port that is free
  --host 127.0.0.1        HOST          0.0.0.0 or :: to be reached from other machines
  --data ./tandem-data    DATA          a folder for the built-in database, or memory to forget everything at the end
  --database-url URL      DATABASE_URL  a PostgreSQL server in place of the folder: postgres://user:password@host/name
  --origins LIST          ORIGINS       pages that may use the server, e.g. https://intranet.example; * is every page
  --base-path /tandem     BASE_PATH     what comes before the addresses of the protocol
  --proxies 0             PROXIES       how many reverse proxies stand in front and add to X-Forwarded-For
  --metrics on            METRICS       /metrics for Prometheus: on, off, or a port of its own
  --limits JSON           LIMITS        where limits differ from the defaults, e.g. '{"bytesPerLog":10000000}'
  --help                                shows this

Each setting may come from the environment instead; the command line counts first.`;

type Given = Readonly<Record<string, string | undefined>>;

/** A setting that makes no sense; its message tells which, and what would. */
export class SettingsError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SettingsError';
  }
}

/**
 * Reads the settings of the program.
 *
 * @returns undefined where help was asked for.
 * @throws SettingsError
 */
export function readSettings(args: readonly string[], env: Given): SyncServerOptions | undefined {
  const { help, ...flags } = readFlags(args);
  if (help) return undefined;
  const from = (name: keyof typeof flags): string | undefined => {
    const value = flags[name] ?? env[name.toUpperCase().replace('-', '_')];
    return value === '' ? undefined : value;
  };
  if (flags.data !== undefined && flags['database-url'] !== undefined) {
    throw new SettingsError('Either --data or --database-url, not both.');
  }
  const url = flags.data === undefined ? from('database-url') : undefined;
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
    throw new SettingsError('The database URL begins with postgres://');
  }
  const database = url ?? from('data');
  return {
    port: whole('port', from('port') ?? '8787', 65_535),
    proxies: whole('proxies', from('proxies') ?? '0', 10),
    metrics: metrics(from('metrics') ?? 'on'),
    origins: origins(from('origins') ?? ''),
    basePath: basePath(from('base-path') ?? ''),
    limits: limits(from('limits') ?? '{}'),
    ...(from('host') === undefined ? {} : { host: from('host') as string }),
    ...(database === undefined ? {} : { database }),
  };
}

function readFlags(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ port: text, host: text, data: text, 'database-url': text, origins: text, 'base-path': text },
        ...{ proxies: text, metrics: text, limits: text, help: { type: 'boolean', default: false } },
      },
    }).values;
  } catch (error) {
    throw new SettingsError(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, text: string, max: number): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > max) {
    throw new SettingsError(`${name} is a whole number from 0 to ${max}, not '${text}'.`);
  }
  return Number(text);
}

function metrics(text: string): boolean | number {
  if (text === 'on' || text === 'off') return text === 'on';
  if (!/^\d+$/.test(text)) throw new SettingsError(`metrics is on, off or a port, not '${text}'.`);
  return whole('metrics', text, 65_535);
}

function origins(text: string): '*' | readonly string[] {
  const given = text.split(/[\s,]+/).filter((part) => part !== '');
  if (given.includes('*')) return '*';
  for (const origin of given) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new SettingsError(`An origin looks like https://intranet.example, not like '${origin}'.`);
    }
  }
  return given;
}

function basePath(text: string): string {
  if (text !== '' && !/^(\/[A-Za-z0-9._~-]+)+$/.test(text)) {
    throw new SettingsError(`The base path looks like /tandem, not like '${text}'.`);
  }
  return text;
}

function limits(text: string): Partial<Limits> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new SettingsError('limits is JSON', { cause });
  }
  checkNumbers('limits', given, DEFAULT_LIMITS);
  return given as Partial<Limits>;
}

/** Every number that is given is one that there is, and above 0; a rate is given whole. */
function checkNumbers(name: string, given: unknown, known: object): void {
  if (typeof given !== 'object' || given === null) throw new SettingsError(`${name} is an object.`);
  for (const [key, value] of Object.entries(given)) {
    const model: unknown = Object.entries(known).find(([each]) => each === key)?.[1];
    const path = `${name}.${key}`;
    if (model === undefined)
      throw new SettingsError(`There is no ${path}; there are ${Object.keys(known).join(', ')}.`);
    if (typeof model === 'object' && model !== null) {
      checkNumbers(path, value, model);
      const missing = Object.keys(model).find((each) => !Object.hasOwn(value as object, each));
      if (missing !== undefined) throw new SettingsError(`${path} has ${missing} as well.`);
    } else if (typeof value !== 'number' || !(value > 0)) throw new SettingsError(`${path} is a number above 0.`);
  }
}
