import fc from 'fast-check';
import type { CommandType, Seat } from '../../../src/core/index.js';
import { commandData } from '../../../src/core/cycle/commands.js';

/** What people and programs put in: the worst first. */
const wildText = fc.oneof(
  fc.constantFrom(
    '',
    '   ',
    '\u0000',
    'a'.repeat(100_000),
    '👩‍👩‍👧‍👦'.repeat(50),
    'שלום עולם، مرحبا',
    '\u202Eesrever',
    '\uD800',
    'half \uDC00 of a pair',
    '<img src=x onerror=alert(1)>',
    '__proto__',
    'constructor',
    '1969-07-20',
    '2026-02-31',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const wildValue: fc.Arbitrary<unknown> = fc.oneof(
  wildText,
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    0,
    1,
    2,
    3,
    1.5,
    2 ** 60,
  ),
  fc.constantFrom<unknown>([], {}, [null], { statement: 7 }, [[[]]], () => 1, 12n, new Date(0), Symbol('s')),
);
const types = Object.keys(commandData) as CommandType[];
const anId = fc.constantFrom('g1', 's1', 'k1', 'x1', 'none', '', 'ana', 'i1', 'i2', 'i3');

/** Values for every field that some command has: mostly right, sometimes wild. */
const fields: Record<string, fc.Arbitrary<unknown>> = {
  members: fc.constant([
    { id: 'ana', name: 'Ana' },
    { id: 'ben', name: 'Ben' },
  ]),
  rhythm: fc.constantFrom('mutual', 'alternating'),
  first: fc.constantFrom<Seat>(1, 2),
  seat: fc.constantFrom<unknown>(1, 2, 1, 2, 3, '1'),
  goal: anId,
  step: anId,
  suggestion: anId,
  checkIn: anId,
  answer: anId,
  change: anId,
  revision: fc.constantFrom(1, 2, 3),
  round: fc.constantFrom(1, 2, 99),
  confidence: fc.constantFrom(0, 7, 10, 11),
  kind: fc.constantFrom('question', 'encouragement'),
  order: fc.array(anId, { maxLength: 4 }),
  agreement: fc.constant({ cadenceDays: 14, meetingMinutes: 60, reviewAfterMeetings: 6 }),
  text: fc.oneof(
    fc.constantFrom<unknown>(
      { statement: 'Speak.' },
      { if: 'If', then: 'then' },
      { progress: [{ goal: 'g1', level: -0 }], confidence: 5, better: undefined },
      { whatHappened: 'It went well.', soWhat: undefined },
      'Well done.',
    ),
    fc.record({ statement: wildText, why: wildValue, due: wildText }, { requiredKeys: ['statement'] }),
  ),
  reason: wildText,
  help: wildText,
  note: wildValue,
  handOver: wildText,
  thanks: wildValue,
  reflection: wildText,
};

/** A sensible command in which something may have gone wrong: a field that is missing, or holds something else. */
export interface Bend {
  readonly pick: number;
  readonly by: string;
  /** Which field, counted over those that it has; none for a command that is as it should be. */
  readonly field: number | undefined;
  readonly deep: boolean;
  readonly value: unknown;
}

export const aBend: fc.Arbitrary<Bend> = fc.record({
  pick: fc.nat({ max: 9999 }),
  by: fc.constantFrom('ana', 'ben', 'ana', 'ben', 'eve'),
  field: fc.option(fc.nat({ max: 20 }), { nil: undefined, freq: 2 }),
  deep: fc.boolean(),
  value: wildValue,
});

/** Bends one of several commands. */
export function bend(inputs: readonly object[], { pick, by, field, deep, value }: Bend): unknown {
  const command = { ...inputs[pick % inputs.length], id: 'w1', by, at: '2026-01-05T09:00:00Z' };
  const withField = (object: object, index: number): object => {
    const entries = Object.entries(object) as [string, unknown][];
    const [name, inner] = entries[index % entries.length] ?? ['none', undefined];
    const goDeep = deep && typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    return { ...object, [name]: goDeep ? withField(inner, index + pick) : value };
  };
  return field === undefined ? command : withField(command, field);
}

/** Anything that could be sent as a command: complete, incomplete, mistaken or hostile. */
export const wildCommand: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(
        fc.record(
          {
            type: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...types) }, { weight: 1, arbitrary: wildText }),
            id: fc.oneof({ weight: 9, arbitrary: anId }, { weight: 1, arbitrary: wildValue }),
            by: fc.oneof(
              { weight: 9, arbitrary: fc.constantFrom('ana', 'ben', 'eve') },
              { weight: 1, arbitrary: wildValue },
            ),
            at: fc.oneof(
              { weight: 9, arbitrary: fc.constantFrom('2026-01-05T09:00:00Z', '1969-07-20T20:17:40Z') },
              { weight: 1, arbitrary: wildValue },
            ),
            extra: wildValue,
          },
          { requiredKeys: ['type'] },
        ),
        fc.record(fields, { requiredKeys: [] }),
        fc.dictionary(fc.constantFrom(...Object.keys(fields)), wildValue, { maxKeys: 1 }),
      )
      .map(([head, data, wild]) => ({ ...data, ...wild, ...head })),
  },
  { weight: 1, arbitrary: wildValue },
);
