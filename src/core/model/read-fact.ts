import * as z from 'zod/mini';
import { TandemError } from '../errors.js';
import { type Fact, type FactType, factData, ownFactData } from './facts.js';
import { id, moment, ordinal } from './fields.js';

/** Turns the data of one version of a fact into those of the next. */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** How one type of fact is read: its present shape, and how to get there from each older version (first one: from 1). */
export interface FactShape {
  readonly data: z.ZodMiniType;
  readonly upcasters?: readonly Upcaster[];
}

/**
 * The upcasters of each type that has changed its shape since its first release, oldest first. A type's version is the
 * number of its upcasters plus one.
 */
const upcasters: { readonly [T in FactType]?: readonly Upcaster[] } = {};

const shapes: Readonly<Record<string, FactShape>> = Object.fromEntries(
  Object.entries({ ...factData, ...ownFactData }).map(([type, data]) => {
    const steps = upcasters[type as FactType];
    return [type, steps ? { data, upcasters: steps } : { data }];
  }),
);

/** The version in which facts of this type are written today. */
export const factVersion = (type: FactType): number => (upcasters[type]?.length ?? 0) + 1;

const envelope = z.object({ type: id, v: ordinal, command: id, by: id, at: moment });

/**
 * Reads a stored fact: brings an older version up to date and checks its shape.
 *
 * @throws TandemError `FACT_UNKNOWN` for a type or version of a newer Tandem; it must not be skipped.
 * @throws TandemError `LOG_ENTRY_CORRUPT` for anything that is not a fact.
 */
export const readFact = (value: unknown): Fact => readFactWith(shapes, value) as unknown as Fact;

/** {@link readFact} over any table of shapes. */
export function readFactWith(table: Readonly<Record<string, FactShape>>, value: unknown): Record<string, unknown> {
  const head = envelope.safeParse(value);
  if (!head.success) throw corrupt(head.error);
  const { type, v } = head.data;
  const shape = Object.hasOwn(table, type) ? table[type] : undefined;
  const steps = shape?.upcasters ?? [];
  if (!shape || v > steps.length + 1) {
    throw new TandemError('FACT_UNKNOWN', 'A newer version of Tandem wrote this', { details: { type, version: v } });
  }
  const data = shape.data.safeParse(upToDate(steps.slice(v - 1), value as Record<string, unknown>));
  if (!data.success) throw corrupt(data.error, type);
  return { ...(data.data as object), ...head.data, v: steps.length + 1 };
}

/** An upcaster gets data that nobody has checked: one that cannot make sense of them leaves them to the check. */
function upToDate(steps: readonly Upcaster[], data: Record<string, unknown>): unknown {
  try {
    return steps.reduce((each, upcast) => upcast(each), data);
  } catch {
    return undefined;
  }
}

const corrupt = (error: z.core.$ZodError, type?: string): TandemError =>
  new TandemError('LOG_ENTRY_CORRUPT', 'This is not a fact', {
    details: { type, paths: error.issues.map((issue) => issue.path.join('.')) },
  });
