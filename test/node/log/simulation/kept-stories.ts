import type { Story } from './stories.js';

/** A third device comes in by a link, and dies after so many steps: then it tries again. */
const dying = (steps: number): Story => ({
  tabs: [0, 1, 2],
  ready: 3,
  actions: [
    { do: 'steps', count: 90 },
    { do: 'people', tab: 2, what: 'enter', which: 1 },
    { do: 'steps', count: steps },
    { do: 'crash', tab: 2, arrived: steps % 2 === 0 },
  ],
});

/** One for every moment of coming in. */
export const dyingStories: Readonly<Record<string, readonly Story[]>> = {
  encrypted: Array.from({ length: 70 }, (_, steps) => dying(steps + 1)),
  whole: Array.from({ length: 110 }, (_, steps) => dying(steps + 1)),
};

/** Stories that went wrong once, as short as they were found, by the name of the storage. They are told before all others. */
export const keptStories: Readonly<Record<string, readonly Story[]>> = {
  encrypted: [
    {
      // Ben's device is taken out while something waits there, and is let in again by a link for Ana.
      tabs: [0, 0, 1, 2],
      ready: 3,
      actions: [
        { do: 'people', tab: 0, what: 'remove', which: 0 },
        { do: 'steps', count: 180 },
        { do: 'people', tab: 2, what: 'enter', which: 0 },
        { do: 'send', tab: 2, type: 'add', name: 0 },
        { do: 'step', index: 0, outcome: 'ok' },
      ],
    },
  ],
  whole: [
    {
      tabs: [0, 0, 1, 2],
      ready: 3,
      actions: [
        { do: 'steps', count: 28 },
        { do: 'people', tab: 2, what: 'enter', which: 0 },
        { do: 'people', tab: 0, what: 'remove', which: 0 },
        { do: 'send', tab: 2, type: 'add', name: 0 },
        { do: 'again', tab: 0, which: 0 },
      ],
    },
    {
      // A tab cannot read its keys when it begins to listen: it still hears of what others write.
      tabs: [0, 1],
      ready: 2,
      actions: [
        { do: 'steps', count: 4 },
        { do: 'down', what: 'device get', on: true },
        { do: 'steps', count: 12 },
        { do: 'down', what: 'device get', on: false },
        { do: 'send', tab: 1, type: 'add', name: 0 },
      ],
    },
    {
      // Two tabs of a device see the log for the first time; one writes while the other is still keeping what has arrived.
      tabs: [0, 0, 1, 1],
      ready: 3,
      actions: [
        { do: 'people', tab: 2, what: 'code', which: 0 },
        { do: 'steps', count: 86 },
        { do: 'step', index: 0, outcome: 'ok' },
        { do: 'steps', count: 1 },
        { do: 'step', index: 1, outcome: 'fails before' },
        { do: 'people', tab: 2, what: 'invite', which: 0 },
        { do: 'send', tab: 3, type: 'add', name: 0 },
        { do: 'steps', count: 1 },
      ],
    },
  ],
};
