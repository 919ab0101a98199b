import { expect, fixture, html as staticHtml, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type TemplateResult, html, render } from 'lit';
import {
  type Command,
  type LocalStore,
  type LogStorage,
  type Partnership,
  type PartnershipSnapshot,
  type Rhythm,
  openPartnership,
} from '../../../src/core/index.js';
import type { TandemElement } from '../../../src/elements/base/element.js';
import type { RoundElement } from '../../../src/elements/base/round-element.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { type FakeClock, fakeClock } from '../../../src/testing/fakes.js';
import { type SampleStage, fillLog, samplePartnership } from '../../../src/testing/samples.js';
import '../../../src/define/partnership.js';

/** Settings of {@link openStage}. */
export interface StageOptions {
  /** Who looks at the widget; Ana unless given. `eve` is a stranger. */
  readonly me?: 'ana' | 'ben' | 'eve';
  readonly rhythm?: Rhythm;
  /** Give those of an earlier stage to see what a reload finds. They are filled only where nobody wrote yet. */
  readonly storage?: LogStorage;
  /** Ana's device, or whoever looks. */
  readonly local?: LocalStore;
  /** Commands on top of the sample. */
  readonly more?: readonly Command[];
}

/** The sample pair, opened by both on one store, each with a device of their own. */
export interface OpenedStage {
  /** For the one who looks. */
  readonly mine: Partnership;
  /** For the other one. */
  readonly theirs: Partnership;
  readonly ana: Partnership;
  readonly ben: Partnership;
  readonly storage: LogStorage;
  /** The device of the one who looks. */
  readonly local: LocalStore;
  /** Stands still, an hour after what happened last. */
  readonly clock: FakeClock;
}

const ID = 'ana-ben';
const opened = new Set<Partnership>();

/** Opens the sample pair at some moment. */
export async function openStage(stage: SampleStage, options: StageOptions = {}): Promise<OpenedStage> {
  const { me = 'ana', rhythm = 'mutual', storage = memory(), local = memoryLocal(), more = [] } = options;
  const commands = [...samplePartnership(stage, { rhythm }), ...more];
  const { head } = await storage.read(`pair:${ID}`, 0, { limit: 1 }).catch(() => ({ head: 0 }));
  if (head === 0) await fillLog(storage, ID, commands);
  const clock = fakeClock(Date.parse(commands.at(-1)?.at ?? '2026-01-05T09:00:00Z') + 3_600_000);
  const open = (who: string, device: LocalStore): Partnership => {
    const partnership = openPartnership({ id: ID, me: who, storage, local: device, clock });
    opened.add(partnership);
    return partnership;
  };
  const mine = open(me, local);
  const theirs = open(me === 'ben' ? 'ana' : 'ben', memoryLocal());
  await Promise.allSettled([mine.ready, theirs.ready]);
  const [ana, ben] = me === 'ben' ? [theirs, mine] : [mine, theirs];
  return { mine, theirs, ana, ben, storage, local, clock };
}

/** A pair that is formed, with names as a log may have them: also such as no command takes any more. */
export async function openNamed([one, two]: readonly [string, string]): Promise<OpenedStage> {
  const storage = memory();
  const members = [
    { id: 'ana', name: one },
    { id: 'ben', name: two },
  ];
  const formed = { type: 'partnership.formed', v: 1, members, rhythm: 'mutual', first: 1 };
  const body = { by: 'ana', at: '2026-01-05T09:00:00Z', command: 'f1', facts: [formed] };
  await storage.append(`pair:${ID}`, 0, [{ id: 'f1', body }]);
  return openStage('forming', { storage });
}

/** Closes what {@link openStage} opened; call it in `afterEach`. */
export async function closeStages(): Promise<void> {
  const all = [...opened];
  opened.clear();
  await Promise.all(all.map((partnership) => partnership.close()));
}

/** Puts a widget on the page, inside a provider with the partnership (or without any), and waits until it is drawn. */
export async function widget<T extends TandemElement>(template: TemplateResult, partnership?: Partnership): Promise<T> {
  const place = await fixture<HTMLElement>(staticHtml`<div></div>`);
  render(
    partnership ? html`<tandem-partnership .partnership=${partnership}>${template}</tandem-partnership>` : template,
    place,
  );
  const provider = place.querySelector('tandem-partnership');
  await provider?.updateComplete;
  const element = (provider ?? place).firstElementChild as T;
  await element.updateComplete;
  return element;
}

/** Shows a widget about a round: the one given, or whichever it chooses. */
export const roundWidget =
  <T extends RoundElement>(tag: string) =>
  (partnership?: Partnership, seat?: 1 | 2): Promise<T> => {
    const element = document.createElement(tag) as T;
    element.seat = seat;
    return widget<T>(html`${element}`, partnership);
  };

/** Every element under a root, in the order of the page, shadow roots included. */
export function* deep(root: Element | ShadowRoot): Generator<Element> {
  for (const child of (root instanceof Element ? (root.shadowRoot ?? root) : root).children) {
    yield child;
    yield* deep(child);
  }
}

/** The first element that fits a selector, across shadow roots. */
export function find<E extends Element = HTMLElement>(root: Element, selector: string): E | undefined {
  for (const element of deep(root)) if (element.matches(selector)) return element as E;
  return undefined;
}

/** All elements that fit a selector, across shadow roots. */
export const findAll = <E extends Element = HTMLElement>(root: Element, selector: string): E[] =>
  [...deep(root)].filter((element) => element.matches(selector)) as E[];

/** The one element that fits a selector; fails where there is none. */
export function get<E extends Element = HTMLElement>(root: Element, selector: string): E {
  const found = find<E>(root, selector);
  if (!found) throw new Error(`Nothing fits ${selector} in: ${text(root).slice(0, 500)}`);
  return found;
}

/** What is written in an element, shadow roots and slots included, with single spaces. What fields hold is no text. */
export const text = (node: Node): string => collect(node).replace(/\s+/gu, ' ').trim();

function collect(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLStyleElement || node instanceof HTMLScriptElement || node instanceof Comment) return '';
  if (node instanceof HTMLTextAreaElement) return '';
  if (node instanceof HTMLSlotElement && node.assignedNodes().length)
    return node.assignedNodes().map(collect).join(' ');
  const inner = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
  const parts = [...inner.childNodes].map(collect).join('');
  const isBlock = node instanceof HTMLElement && !/^(?:a|b|bdi|i|em|span|strong)$/u.test(node.localName);
  return isBlock ? ` ${parts} ` : parts;
}

/** A button by its `data-action`, or by what it says (exactly, or in its `aria-label`); the first one that fits. */
export function button(root: Element, name: string): HTMLButtonElement {
  const all = findAll<HTMLButtonElement>(root, 'button, summary, [role="tab"]');
  const found =
    all.find((each) => each.dataset['action'] === name) ??
    all.find((each) => text(each) === name || each.getAttribute('aria-label') === name);
  if (!found) throw new Error(`No button "${name}" among: ${all.map((each) => text(each)).join(' | ')}`);
  return found;
}

/** Waits until nothing is on its way and the widget is drawn. */
export async function settled(element: TandemElement): Promise<void> {
  const partnership = partnershipOf(element);
  const isBusy = ({ sync }: PartnershipSnapshot) => sync.state === 'saving' || sync.state === 'opening';
  // What a click starts is a chain of promises: let it begin before looking at the state.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  if (partnership) await waitUntil(() => !isBusy(partnership.getSnapshot()), 'the partnership is still saving');
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
}

const partnershipOf = (element: TandemElement): Partnership | undefined =>
  element.partnership ?? element.closest('tandem-partnership')?.partnership;

/** Clicks a button by its `data-action` or by what it says, and waits until what follows is done. */
export async function click(root: TandemElement, name: string): Promise<void> {
  await root.updateComplete;
  button(root, name).click();
  await settled(root);
}

/** A click as a person makes it: the button has the focus then. */
export async function press(element: TandemElement, target: HTMLElement): Promise<void> {
  target.focus();
  target.click();
  await settled(element);
}

/** A field by its name. */
export const field = (root: Element, name: string): HTMLInputElement | HTMLTextAreaElement =>
  get<HTMLInputElement>(root, `input[name="${name}"], textarea[name="${name}"], select[name="${name}"]`);

/** Types into a field by its name, or chooses among radio buttons. */
export async function type(root: TandemElement, name: string, value: string | number): Promise<void> {
  await root.updateComplete;
  const first = field(root, name);
  if (first.type === 'radio') {
    get<HTMLInputElement>(root, `input[name="${name}"][value="${value}"]`).click();
  } else {
    first.value = `${value}`;
    first.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    first.dispatchEvent(new Event('change', { bubbles: true }));
  }
  await root.updateComplete;
}

/** Types on the keyboard, one key after the other: a driver may hold all keys of a text down at once, and lose letters. */
export async function typeKeys(keys: string): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

/** Why a button would be refused, as it stands beside it; `undefined` where it would not. */
export function refused(root: Element, name: string): string | undefined {
  const refusing = button(root, name);
  if (refusing.getAttribute('aria-disabled') !== 'true') return undefined;
  const scope = refusing.getRootNode() as Document | ShadowRoot;
  const reason = scope.getElementById(refusing.getAttribute('aria-describedby') ?? '');
  return reason ? text(reason) : '';
}

/** Where the focus is, across shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** Axe finds nothing, neither in the light nor in the dark. */
export async function expectAccessible(element: Element): Promise<void> {
  const { style } = document.documentElement;
  try {
    for (const scheme of ['light', 'dark']) {
      style.colorScheme = scheme;
      // Axe takes the page for white unless it is told.
      style.background = 'Canvas';
      await expect(element, scheme).to.be.accessible();
    }
  } finally {
    style.colorScheme = style.background = '';
  }
}

/** Listens for events of some names; the list grows with them. */
export function eventsOf(element: EventTarget, ...names: string[]): CustomEvent<unknown>[] {
  const seen: CustomEvent<unknown>[] = [];
  for (const name of names) element.addEventListener(name, (event) => seen.push(event as CustomEvent<unknown>));
  return seen;
}

/** What people may write, by mistake or on purpose: all of it is text and nothing else. */
export const xssCorpus: readonly string[] = [
  '<img src=x onerror="globalThis.tandemHacked = true">',
  '</textarea><script>globalThis.tandemHacked = true</script>',
  '"><svg onload="globalThis.tandemHacked = true">',
  "'-alert(1)-'",
  `${'javascript'}:globalThis.tandemHacked=true`,
  '${globalThis.tandemHacked = true}{{constructor.constructor("tandemHacked=true")()}}',
  '<!-- --><style>*{display:none}</style>',
  '&lt;b&gt; &amp; &#60;i&#62;',
  'שלום، مرحبا \u202Egnirts\u202C',
  '👩🏽‍💻👨‍👩‍👧‍👦 z̡̺͝a̛l̷g͜o',
  'long'.repeat(2_000),
];

/** {@link xssCorpus} as names of two people. */
export const namePairs: readonly (readonly [string, string])[] = xssCorpus.flatMap((name, index) =>
  index % 2 ? [] : [[name.slice(0, 100), (xssCorpus[index + 1] ?? 'Ben').slice(0, 100)] as const],
);

/** Nothing of {@link xssCorpus} became anything but text. */
export function expectUnharmed(root: Element): void {
  expect((globalThis as { tandemHacked?: boolean }).tandemHacked, 'a script ran').to.equal(undefined);
  for (const element of deep(root)) {
    expect(element.localName, 'an element came out of a text').not.to.match(/^(?:img|script|iframe|b)$/u);
    for (const { name } of element.attributes) {
      expect(name, `an attribute of <${element.localName}>`).not.to.match(/^(?:style$|on)/u);
    }
  }
}
