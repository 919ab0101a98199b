import * as z from 'zod/mini';
import { TandemError } from '../errors.js';
import { type Fact, type FactType, factData, ownFactData } from './facts.js';
import { id, moment, ordinal } from './fields.js';

/** Turns the data of one version of a fact into those of the next. */
type Upcaster = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** How facts are read, by their type. */
interface FactShapes {
  /** The present shape of the data. */
  readonly data: Readonly<Record<string, z.ZodMiniType>>;
  /** How to get there, for types that have changed their shape since their first release: from 1, from 2 and so on. */
  readonly upcasters: Readonly<Record<string, readonly Upcaster[]>>;
}

const shapes: FactShapes = { data: { ...factData, ...ownFactData }, upcasters: {} };

/** The version in which facts of this type are written today: the number of its upcasters, plus one. */
export const factVersion = (type: FactType): number => (shapes.upcasters[type]?.length ?? 0) + 1;

const envelope = z.object({ type: id, v: ordinal, command: id, by: id, at: moment });

/**
 * Reads a stored fact: brings an older version up to date and checks its shape.
 *
 * @throws TandemError `FACT_UNKNOWN` for a type or version of a newer Tandem; it must not be skipped.
 * @throws TandemError `LOG_ENTRY_CORRUPT` for anything that is not a fact.
 */
export const readFact = (value: unknown): Fact => readFactWith(shapes, value) as unknown as Fact;

/** {@link readFact} over any shapes. */
export function readFactWith({ data: shapes, upcasters }: FactShapes, value: unknown): Record<string, unknown> {
  const head = envelope.safeParse(value);
  if (!head.success) throw corrupt(head.error);
  const { type, v } = head.data;
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  const steps = upcasters[type] ?? [];
  if (!shape || v > steps.length + 1) {
    throw new TandemError('FACT_UNKNOWN', 'A newer version of Tandem wrote this', { details: { type, version: v } });
  }
  const data = shape.safeParse(upToDate(steps.slice(v - 1), value as Record<string, unknown>));
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
