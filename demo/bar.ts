import { html, nothing, render } from 'lit';
import { type Rhythm, isTandemError } from '../src/core/index.js';
import type { SampleStage } from '../src/testing/samples.js';
import { type Person, me, onReplaced, openPair, replacePair } from './pair.js';
import { moments, recentSample } from './samples.js';
import { type Theme, theme } from './theme.js';

const names: Readonly<Record<Person, string>> = { ana: 'Ana', ben: 'Ben' };
const themes: readonly (readonly [Theme, string])[] = [
  ['system', 'System colours'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** Where everything fits on one line. */
const wide = matchMedia('(min-width: 1060px)');

let said = '';
let fading: ReturnType<typeof setTimeout> | undefined;
let unfolded = false;
let busy = false;
let stage: SampleStage = 'checkIn';
let rhythm: Rhythm = 'mutual';

/** Says what happened; a failure in words as well. */
async function run(what: () => Promise<void>, done: string): Promise<void> {
  if (busy) return;
  [busy, said] = [true, done && 'One moment…'];
  draw();
  try {
    await what();
    said = done;
  } catch (error) {
    said = `That did not work (${isTandemError(error) ? error.code : String(error)}).`;
  }
  busy = false;
  draw();
  clearTimeout(fading);
  fading = setTimeout(() => {
    said = '';
    draw();
  }, 8000);
}

async function become(person: Person): Promise<void> {
  me.set(person);
  greet();
  await run(openPair, `You are ${names[person]} now.`);
}

/** The page speaks to whoever uses it. */
function greet(): void {
  const name = names[me.get()];
  for (const place of document.querySelectorAll('[data-my-name]')) place.textContent = name;
  for (const place of document.querySelectorAll('[data-my-initials]'))
    place.textContent = name.slice(0, 2).toUpperCase();
  for (const workspace of document.querySelectorAll('tandem-workspace')) {
    const mine = workspace.closest<HTMLElement>('[data-me]')?.dataset['me'];
    const person: Person = mine === 'ana' || mine === 'ben' ? mine : me.get();
    const other: Person = person === 'ana' ? 'ben' : 'ana';
    workspace.meName = names[person];
    workspace.partnerId = other;
    workspace.partnerName = names[other];
  }
}

const isShared = 'shared' in document.body.dataset;

const whoAmI = () =>
  document.querySelector('[data-me="me"]')
    ? html`<div class="demo-group" role="group" aria-label="Who am I">
        <span>I am</span>
        ${(['ana', 'ben'] as const).map(
          (person) =>
            html`<button
              type="button"
              id="demo-${person}"
              aria-pressed=${me.get() === person ? 'true' : 'false'}
              @click=${() => void become(person)}
            >
              ${names[person]}
            </button>`,
        )}
      </div>`
    : html`<div class="demo-group"><span>${isShared ? 'Open it in two browsers' : 'Both at once'}</span></div>`;

const sampleData = () =>
  html`<div class="demo-group" role="group" aria-label="Sample data">
    <select
      id="demo-stage"
      aria-label="Moment of the sample"
      @change=${(event: Event) => {
        stage = (event.target as HTMLSelectElement).value as SampleStage;
      }}
    >
      ${Object.entries(moments).map(
        ([value, label]) => html`<option value=${value} ?selected=${value === stage}>${label}</option>`,
      )}
    </select>
    <select
      id="demo-rhythm"
      aria-label="Rhythm of the sample"
      @change=${(event: Event) => {
        rhythm = (event.target as HTMLSelectElement).value as Rhythm;
      }}
    >
      <option value="mutual">Side by side</option>
      <option value="alternating">One after the other</option>
    </select>
    <button
      type="button"
      id="demo-fill"
      aria-disabled=${busy ? 'true' : 'false'}
      @click=${() => void run(() => replacePair(recentSample(stage, rhythm)), `Sample data is in: ${moments[stage] ?? ''}.`)}
    >
      Fill in sample data
    </button>
    <button
      type="button"
      id="demo-erase"
      aria-disabled=${busy ? 'true' : 'false'}
      @click=${() => void run(() => replacePair([]), 'Everything is gone. Begin by hand, or fill in sample data.')}
    >
      Erase everything
    </button>
  </div>`;

const appearance = () =>
  html`<div class="demo-group">
    <select
      id="demo-theme"
      aria-label="Light or dark"
      @change=${(event: Event) => theme.set((event.target as HTMLSelectElement).value as Theme)}
    >
      ${themes.map(
        ([value, label]) => html`<option value=${value} ?selected=${value === theme.get()}>${label}</option>`,
      )}
    </select>
  </div>`;

function draw(): void {
  const place = document.querySelector<HTMLElement>('#demo-bar');
  if (!place) return;
  render(
    html`<div class="demo-inner">
      <strong>Demo</strong> ${whoAmI()}
      <button
        type="button"
        class="demo-fold"
        aria-expanded=${unfolded ? 'true' : 'false'}
        aria-controls="demo-more"
        @click=${() => {
          unfolded = !unfolded;
          draw();
        }}
      >
        ${isShared ? 'Colours' : 'Sample data'}
      </button>
      <div id="demo-more" class="demo-more" ?hidden=${!unfolded && !wide.matches}>
        ${isShared ? nothing : sampleData()} ${appearance()}
      </div>
      <p class="demo-said" role="status">${said}</p>
    </div>`,
    place,
  );
}

/** Draws the demo's own controls. */
export function drawBar(): void {
  draw();
  wide.addEventListener('change', draw);
}

/** Starts a page of the demo that shows the pair in this browser. */
export async function startPage(): Promise<void> {
  greet();
  drawBar();
  onReplaced(() => {
    said = 'Everything was replaced in another tab.';
    draw();
  });
  await run(openPair, '');
}
