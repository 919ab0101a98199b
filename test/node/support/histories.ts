import fc from 'fast-check';
import {
  type Command,
  type CommandInput,
  type PartnershipDocument,
  type Rhythm,
  type Seat,
  decide,
  emptyDocument,
  explain,
  fold,
  isPairFact,
  nextStep,
} from '../../../src/core/index.js';
import { candidates, commandFor } from './next-command.js';

/**
 * Checks a property in as many runs as the whole suite has time for; `TANDEM_RUNS=50` makes it fifty times as many.
 * A failure prints its seed and path.
 */
export const check = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void, runs = 25): void =>
  fc.assert(fc.property(arbitrary, predicate), { numRuns: runs * Number(process.env['TANDEM_RUNS'] ?? 1) });

/** One turn of a random history. What it means depends on where the pair stands then. */
export type Move =
  /** Does what the next step says. */
  | { readonly kind: 'follow'; readonly me: Seat }
  /** Does something that is allowed; `pick` chooses. */
  | { readonly kind: 'stray'; readonly me: Seat; readonly pick: number }
  /** Tries something that may well be refused. */
  | { readonly kind: 'try'; readonly me: Seat; readonly pick: number }
  | { readonly kind: 'close'; readonly me: Seat };

const seat = fc.constantFrom<Seat>(1, 2);
const pick = fc.nat({ max: 9999 });

export const aMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('follow' as const), me: seat }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('stray' as const), me: seat, pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('try' as const), me: seat, pick }) },
);

export interface History {
  readonly rhythm: Rhythm;
  readonly moves: readonly Move[];
}

export const aHistory = (maxLength = 80): fc.Arbitrary<History> =>
  fc.record({
    rhythm: fc.constantFrom<Rhythm>('mutual', 'alternating'),
    moves: fc.array(aMove, { minLength: 8, maxLength, size: 'max' }),
  });

/** A history that may end with somebody closing, and go on after it. */
export const aHistoryWithEnd = (maxLength = 80): fc.Arbitrary<History> =>
  fc
    .tuple(aHistory(maxLength), fc.boolean(), seat, fc.array(aMove, { maxLength: 6 }))
    .map(([{ rhythm, moves }, ends, me, more]) => ({
      rhythm,
      moves: ends ? [...moves, { kind: 'close' as const, me }, ...more] : moves,
    }));

/** A command that was given in a history, and what was there before and after. */
export interface Turn {
  readonly command: Command;
  readonly before: PartnershipDocument;
  readonly after: PartnershipDocument;
  readonly decision: ReturnType<typeof decide>;
}

const me = { 1: 'ana', 2: 'ben' } as const;

export class Teller {
  document: PartnershipDocument = emptyDocument;
  readonly #rhythm: Rhythm;
  #ids = 0;

  constructor(rhythm: Rhythm) {
    this.#rhythm = rhythm;
  }

  readonly fresh = (): string => `i${(this.#ids += 1)}`;

  make(who: Seat, input: CommandInput): Command {
    const at = new Date(Date.UTC(2026, 0, 5) + this.#ids * 3_600_000).toISOString();
    return { ...input, id: this.fresh(), by: me[who], at };
  }

  give(command: Command): Turn {
    const before = this.document;
    const decision = decide(before, command);
    if (decision.status === 'accepted') this.document = fold(before, decision.facts.filter(isPairFact));
    return { command, before, after: this.document, decision };
  }

  /** The command of a move, or `undefined` where it finds nothing to do. */
  commandOf(move: Move): Command | undefined {
    if (move.kind === 'close') return this.make(move.me, { type: 'partnership.close', reflection: 'Enough.' });
    if (move.kind === 'follow') {
      const step = nextStep(this.document, move.me).now;
      return step && this.make(move.me, commandFor(this.document, move.me, step, this.fresh, this.#rhythm));
    }
    const all = candidates(this.document, this.fresh);
    const offset = move.pick % all.length;
    for (let index = 0; index < all.length; index += 1) {
      const command = this.make(move.me, all[(offset + index) % all.length] as CommandInput);
      if (move.kind === 'try' || explain(this.document, command).allowed) return command;
    }
    return undefined;
  }

  /** Plays moves; with the commands that came of them. */
  play(moves: readonly Move[]): readonly Turn[] {
    return moves.flatMap((move) => {
      const command = this.commandOf(move);
      return command ? [this.give(command)] : [];
    });
  }
}

/** Plays a history from its beginning. */
export function tell({ rhythm, moves }: History): { readonly teller: Teller; readonly turns: readonly Turn[] } {
  const teller = new Teller(rhythm);
  return { teller, turns: teller.play(moves) };
}

/** Only the commands that were accepted. */
export const accepted = (turns: readonly Turn[]): readonly Command[] =>
  turns.flatMap(({ command, decision }) => (decision.status === 'accepted' ? [command] : []));
