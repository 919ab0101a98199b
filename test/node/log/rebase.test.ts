import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rebase } from '../../../src/core/log/rebase.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { add, note, remove, shopping, type ShoppingCommand, type ShoppingList } from './shopping.js';
import { open, switchable, write } from './world.js';

const item = (session: string, command: ShoppingCommand, follows?: string, rejected?: 'STORAGE_REJECTED') => ({
  session,
  command,
  follows,
  rejected,
});

/** Decides again, and sorts the queue by what becomes of it. */
function decideAgain(
  base: ShoppingList,
  queue: readonly ReturnType<typeof item>[],
  hold = false,
  log: readonly string[] = [],
) {
  const outcomes = rebase(shopping, base, queue, (id) => log.includes(id), hold);
  const all = queue.map((item, index) => ({ item, ...outcomes[index]! }));
  return {
    document: outcomes.at(-1)?.after ?? base,
    kept: all.filter(({ stop }) => !stop),
    stopped: all.flatMap(({ item, stop }) => (stop ? [{ item, ...stop }] : [])),
  };
}

describe('rebase', () => {
  it('stops a session at its first refusal, and no other session', () => {
    const base = shopping.fold(shopping.empty, [{ type: 'added', by: 'x', name: 'milk', seen: 0 }]);
    const { kept, stopped, document } = decideAgain(base, [
      item('a', add('1', 'milk')),
      item('b', add('2', 'tea')),
      item('a', note('3')),
      item('b', remove('4', 'tea')),
      item('a', note('5')),
    ]);
    assert.deepEqual(
      kept.map((each) => each.item.command.id),
      ['2', '4'],
    );
    assert.deepEqual(
      stopped.map((each) => [
        each.item.command.id,
        each.kind,
        each.kind === 'refused' ? each.reason.code : each.kind === 'behind' && each.behind,
      ]),
      [
        ['1', 'refused', 'TWICE'],
        ['3', 'behind', '1'],
        ['5', 'behind', '1'],
      ],
    );
    assert.deepEqual(document.trail, ['x', '2', '4']);
    assert.equal(kept.at(-1)?.after, document);
  });

  it('stops a session at what the storage will never take, which has no effect', () => {
    const { kept, stopped, document } = decideAgain(shopping.empty, [
      item('a', add('1', 'milk')),
      item('a', add('2', 'tea'), '1', 'STORAGE_REJECTED'),
      item('b', add('3', 'tea')),
      item('a', note('4'), '2'),
      item('a', note('5'), '4', 'STORAGE_REJECTED'),
    ]);
    assert.deepEqual(
      kept.map((each) => each.item.command.id),
      ['1', '3'],
    );
    assert.deepEqual(
      stopped.map(({ item: _, ...stop }) => stop),
      [
        { kind: 'rejected', code: 'STORAGE_REJECTED' },
        { kind: 'behind', behind: '2' },
        { kind: 'behind', behind: '2' },
      ],
    );
    assert.deepEqual(document.trail, ['1', '3']);
  });

  it('can hold refused ones back instead', () => {
    const queue = [item('a', remove('1', 'milk')), item('a', note('2')), item('b', note('3'))];
    const { kept, stopped, document } = decideAgain(shopping.empty, queue, true);
    assert.deepEqual(stopped, []);
    assert.deepEqual(
      kept.map(({ facts }) => facts?.length),
      [undefined, undefined, 1],
    );
    assert.deepEqual(document.trail, ['3']);
  });

  it('stops what follows a command that is neither in the log nor waiting in front', () => {
    const queue = [
      item('a', note('1'), 'gone'),
      item('a', note('2'), '1'),
      item('b', note('3'), 'stored'),
      item('c', note('4'), '1'),
      item('d', note('5'), '6'),
      item('e', note('6')),
    ];
    const { kept, stopped } = decideAgain(shopping.empty, queue, false, ['stored']);
    assert.deepEqual(
      kept.map((each) => each.item.command.id),
      ['3', '6'],
    );
    assert.deepEqual(
      stopped.map((each) => [each.item.command.id, each.kind === 'behind' && each.behind]),
      [
        ['1', 'gone'],
        ['2', 'gone'],
        ['4', '1'],
        ['5', '6'],
      ],
    );
    assert.equal(decideAgain(shopping.empty, queue, true).kept.length, 6);
  });

  it('loses none, keeps the order, and gives the document of what it kept', () => {
    const command = fc.record({
      type: fc.constantFrom('add' as const, 'remove' as const),
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      session: fc.constantFrom('s', 't'),
    });
    fc.assert(
      fc.property(fc.array(command), fc.array(command), fc.boolean(), (before, commands, hold) => {
        const all = (list: typeof commands, prefix: string) =>
          list.map(({ session, ...rest }, index) => item(session, { id: `${prefix}${index}`, ...rest }));
        const base = decideAgain(shopping.empty, all(before, 'x'), true).document;
        const queue = all(commands, 'c');
        const { document, kept, stopped } = decideAgain(base, queue, hold);
        assert.deepEqual(new Set([...kept, ...stopped].map((each) => each.item)), new Set(queue));
        for (const list of [kept, stopped]) {
          const places = list.map((each) => queue.indexOf(each.item));
          assert.deepEqual(
            places,
            [...places].sort((a, b) => a - b),
          );
        }
        assert.deepEqual(
          document,
          shopping.fold(
            base,
            kept.flatMap(({ facts = [] }) => facts),
          ),
        );
      }),
    );
  });

  it('takes 100 pending commands over 100 new entries in no time', async (test) => {
    const storage = switchable(memory());
    const replica = open({ ...storage.store, subscribe: () => () => undefined }, memoryLocal());
    await replica.ready;
    storage.down = ['append'];
    for (let n = 0; n < 100; n++) await replica.send(note(`p${n}`));
    storage.down = [];
    for (let n = 0; n < 100; n++) await write(storage.store, note(`n${n}`));
    storage.down = ['append'];
    const began = performance.now();
    await replica.retry();
    const withAppend = performance.now() - began;
    const base = replica.getSnapshot().confirmed.document;
    const queue = replica.getSnapshot().pending.map((command) => item('s', command));
    assert.equal(queue.length, 100);
    const times = Array.from({ length: 50 }, () => {
      const start = performance.now();
      decideAgain(base, queue);
      return performance.now() - start;
    }).sort((a, b) => a - b);
    test.diagnostic(`read 100, decide 100 again, try to append: ${withAppend.toFixed(2)} ms`);
    test.diagnostic(`deciding 100 again alone, median: ${times[25]?.toFixed(3)} ms`);
    assert.ok(withAppend < 500);
  });
});
