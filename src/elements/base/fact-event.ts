import type { FactType, OwnFact, PairFact } from '../../core/index.js';

/** Ids and numbers that a host may act on; never what a person wrote. */
export interface FactEventDetail {
  readonly partnership: string;
  readonly fact: FactType;
  readonly command: string;
  readonly ids: Readonly<Record<string, string | number | boolean>>;
}

type Dashed<T extends string> = T extends `${infer A}.${infer B}` ? `${A}-${KebabCase<B>}` : T;
type KebabCase<T extends string> = T extends `${infer A}${infer B}`
  ? B extends Uncapitalize<B>
    ? `${Uncapitalize<A>}${KebabCase<B>}`
    : `${Uncapitalize<A>}-${KebabCase<B>}`
  : T;

/** Name of the DOM event for a fact: `goal.agreed` is `tandem-goal-agreed`. */
export type FactEventName = `tandem-${Dashed<FactType>}`;

/**
 * Something happened in a widget and is saved. Bubbles and crosses shadow roots; the name is `tandem-` and the fact's
 * (`tandem-goal-agreed`, `tandem-check-in-recorded`, …).
 */
export class TandemFactEvent extends CustomEvent<FactEventDetail> {
  constructor(partnership: string, fact: PairFact | OwnFact) {
    super(factEventName(fact.type), {
      bubbles: true,
      composed: true,
      detail: { partnership, fact: fact.type, command: fact.command, ids: idsOf(fact) },
    });
  }
}

/** Name of the DOM event for a type of fact. */
export const factEventName = (type: FactType): FactEventName =>
  `tandem-${type.replace('.', '-').replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}` as FactEventName;

const idFields = [
  'seat',
  'round',
  'phase',
  'revision',
  'goal',
  'suggestion',
  'step',
  'checkIn',
  'answer',
  'swapped',
  'change',
];

const idsOf = (fact: PairFact | OwnFact): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(fact).filter(([key, value]) => idFields.includes(key) && typeof value !== 'object'),
  );

type FactEventMap = { [E in FactEventName]: TandemFactEvent };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the map is extended by a mapped type
  interface HTMLElementEventMap extends FactEventMap {}
}
