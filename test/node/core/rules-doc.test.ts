import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { coachingMachine } from '../../../src/core/index.js';
import { commandData } from '../../../src/core/cycle/commands.js';
import { coach, coachee, rules } from '../../../src/core/cycle/rules.js';

const doc = readFileSync('docs/rules.md', 'utf8');
const sentences = [...doc.matchAll(/^- `([A-Z_]+)`: (.+)$/gmu)].map(([, code = '', text = '']) => ({ code, text }));
/** The rows of the table of commands. */
const rows = doc
  .split('\n')
  .filter((line) => line.startsWith('|') && line.includes('`'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .flatMap(([, when = '', commands = '', who = '']) =>
    [...commands.matchAll(/`([\w.]+)`/gu)].map(([, command = '']) => ({ when, command, who })),
  );

describe('docs/rules.md', () => {
  it('has one sentence for each refusal code, in the order of the code', () => {
    const source = readFileSync('src/core/cycle/refusals.ts', 'utf8');
    const codes = [...source.matchAll(/\| '([A-Z_]+)'/gu)].map(([, code]) => code);
    assert.deepEqual(
      sentences.map(({ code }) => code),
      codes,
    );
  });

  it('speaks plainly: whole sentences, no exclamation marks', () => {
    for (const { code, text } of sentences) {
      assert.match(text, /^[A-Z].*[.]$/u, code);
      assert.doesNotMatch(text, /!|error|invalid|failed/iu, code);
    }
  });

  it('names every command once, with whose right it is', () => {
    assert.deepEqual(rows.map(({ command }) => command).sort(), Object.keys(commandData).sort());
    for (const { command, who } of rows) {
      const [first] = rules[command as keyof typeof rules] as readonly unknown[];
      assert.equal(who, first === coachee ? 'coachee' : first === coach ? 'coach' : 'either', command);
    }
  });

  it('says when as the chart does', () => {
    const takes = (state: { ownEvents: readonly string[] } | undefined, type: string) =>
      state?.ownEvents.includes(type) === true;
    const { states } = coachingMachine.root;
    const phases = states['coaching']?.states['seat1']?.states ?? {};
    for (const { command, when } of rows) {
      const whenByChart = takes(coachingMachine.root, command)
        ? ['any time']
        : [...Object.entries(states), ...Object.entries(phases)]
            .filter(([, state]) => takes(state, command))
            .map(([name]) => name);
      assert.deepEqual(when.split(', '), whenByChart, command);
    }
  });
});
