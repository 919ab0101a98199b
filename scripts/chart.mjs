import { register } from 'tsx/esm/api';
import { markdown, read, write } from './lib/generated.mjs';

/**
 * Draws docs/chart.md from the machine itself. `--check` compares instead, and fails where they differ.
 */
const TARGET = 'docs/chart.md';
register();
const { coachingMachine } = await import('../src/core/index.ts');

/** Guards that stand for the table of rules, which every command has to pass anyway. */
const RULES = new Set(['allowed', 'allowedHere']);
/** Where the machine finds out where the document stands; not a place to be. */
const RESUMING = 'resuming';

function condition(guard) {
  const name = typeof guard === 'string' ? guard : guard?.type;
  return name === undefined || RULES.has(name) ? '' : name.replace(/([A-Z])/g, ' $1').toLowerCase();
}

/** All arrows out of a state: `to` is missing for what is recorded without leaving it. */
function arrows(state) {
  const named = [...state.transitions.values()].flat();
  return [...named, ...(state.always ?? [])].map(({ eventType, target, guard }) => ({
    event: eventType,
    to: target?.[0]?.key,
    when: condition(guard),
  }));
}

const label = ({ event, when }) => [event, when && `[${when}]`].filter(Boolean).join(' ');
const line = (from, arrow) => `  ${from} --> ${arrow.to}${label(arrow) ? `: ${label(arrow)}` : ''}`;

function diagram(states, inner = () => []) {
  const names = Object.keys(states).filter((name) => name !== RESUMING);
  const first = arrows(states[RESUMING])[0].to;
  return [
    'stateDiagram-v2',
    '  direction LR',
    `  [*] --> ${first}`,
    ...names.flatMap((name) => [
      ...inner(name),
      ...arrows(states[name])
        .filter(({ to }) => to !== undefined)
        .map((arrow) => line(name, arrow)),
    ]),
  ].join('\n');
}

/** What a state takes without leaving it, as rows of a table. */
const staying = (states) =>
  Object.entries(states).flatMap(([name, state]) => {
    const events = [...new Set(arrows(state).flatMap(({ event, to }) => (to === undefined ? [event] : [])))];
    return events.length > 0 ? [`| ${name} | ${events.map((event) => `\`${event}\``).join(', ')} |`] : [];
  });
const table = (states) => ['| In | is recorded without leaving it |', '| --- | --- |', ...staying(states)].join('\n');

const { root } = coachingMachine;
const { seat1, seat2 } = root.states.coaching.states;
const shape = (region) => JSON.stringify(Object.entries(region.states).map(([name, state]) => [name, arrows(state)]));
if (shape(seat1) !== shape(seat2)) {
  console.error('The two seats are not mirror images of each other: the chart would lie.');
  process.exit(1);
}

const region = (seat) => `    state "Rounds of seat ${seat}, see below" as seat${seat}`;
const coaching = (name) => (name === 'coaching' ? [`  state ${name} {`, region(1), '    --', region(2), '  }'] : []);

const text = await markdown(`# The chart

Drawn from \`coachingMachine\` by \`node scripts/chart.mjs\`: change it there. Who may do what within it says
[rules.md](rules.md); every command passes those rules, so they are not repeated on the arrows.

## The partnership

\`\`\`mermaid
${diagram(root.states, coaching)}
\`\`\`

${table(root.states)}
| any of them | ${arrows(root)
  .map(({ event }) => `\`${event}\``)
  .join(', ')} |

While coaching, both seats have their own rounds side by side. After an undo, a pause and at the start from a document,
the machine goes to where the document says that it stands (its state \`${RESUMING}\`, where it never stays).

## The rounds of one seat

The same for both: the seat's own member is the coachee, the other one the coach. It is a seat's turn always (mutual) or
when its round is next (alternating).

\`\`\`mermaid
${diagram(seat1.states)}
\`\`\`

${table(seat1.states)}
`);

if (process.argv.includes('--check')) {
  if (read(TARGET) !== text) {
    console.error(`${TARGET} is not what the machine says: run \`node scripts/chart.mjs\`.`);
    process.exitCode = 1;
  } else console.log(`${TARGET} matches the machine.`);
} else {
  write(TARGET, text);
  console.log(`Wrote ${TARGET}.`);
}
