import { ContextProvider } from '@lit/context';
import { expect, fixture, html as staticHtml } from '@open-wc/testing';
import { html } from 'lit';
import type { Partnership, TandemErrorCode } from '../../../src/core/index.js';
import { type PartnershipContext, partnershipContext } from '../../../src/elements/base/context.js';
import type { SharingElement } from '../../../src/elements/base/sharing/sharing-element.js';
import { type FakeSharing, type FakeSharingOptions, fakeSharing } from '../../../src/testing/sharing.js';
import { sampleDevices } from '../../../stories/support/sharing.js';
import { deep, get, settled, text, widget } from './widget.js';

/** Ana's devices, the first one being this, and Ben's. */
export const { laptop, phone, bens } = sampleDevices;

/** A link as the fake makes and takes them. */
export const aLink = `https://example.org/coaching#tandem=1.${'l'.repeat(48)}`;

/** A widget for sharing on a page, with what it draws from. */
export interface Shown<T> {
  readonly element: T;
  readonly sharing: FakeSharing;
}

/** Shows a widget for sharing. Without a partnership, nobody has a name. */
export async function shownWith<T extends SharingElement>(
  tag: string,
  options: FakeSharingOptions = {},
  partnership?: Partnership,
  more: Partial<T> = {},
): Promise<Shown<T>> {
  const sharing = fakeSharing(options);
  const element = document.createElement(tag) as T;
  Object.assign(element, { sharing, partnership }, more);
  await widget<T>(html`${element}`);
  await settled(element);
  return { element, sharing };
}

/** A provider that gives what it is told, as `<tandem-partnership>` does. */
export async function providing(
  first: PartnershipContext,
  ...widgets: Element[]
): Promise<{ provide(value: PartnershipContext): void; place: HTMLElement }> {
  const place = await fixture<HTMLElement>(staticHtml`<div></div>`);
  const provider = new ContextProvider(place, { context: partnershipContext, initialValue: first });
  place.append(...widgets);
  await Promise.all(widgets.map((each) => (each as SharingElement).updateComplete));
  return { provide: (value) => provider.setValue(value), place };
}

/** What is said when something is done and fails with a code. */
export async function saidAfter(
  { element, sharing }: Shown<SharingElement>,
  code: TandemErrorCode,
  act: () => Promise<unknown>,
): Promise<string> {
  sharing.fault = code;
  await act();
  await settled(element);
  sharing.fault = undefined;
  return text(get(element, '.problem'));
}

/** A secret is in no attribute, address or store of the page. What fields hold and people read is another matter. */
export function expectKeptNowhere(secret: string): void {
  for (const element of deep(document.documentElement)) {
    for (const { name, value } of element.attributes) expect(value, `attribute ${name}`).not.to.include(secret);
  }
  expect(location.href).not.to.include(secret);
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.to.include(secret);
}

/** Lets `navigator.clipboard` take a text, or refuse it; returns what was copied, and how to put it back. */
export function clipboard(works: boolean): { readonly copies: string[]; restore(): void } {
  const original = navigator.clipboard.writeText;
  const copies: string[] = [];
  navigator.clipboard.writeText = async (words) => {
    if (!works) throw new DOMException('no', 'NotAllowedError');
    copies.push(words);
  };
  return { copies, restore: () => (navigator.clipboard.writeText = original) };
}

/** Everything that can fail between a device and the server, with a part of what is said about it. */
export const networkFaults: readonly (readonly [TandemErrorCode, string])[] = [
  ['NETWORK_OFFLINE', 'Check your connection'],
  ['NETWORK_REFUSED', 'perhaps you have been signed out'],
  ['NETWORK_LIMITED', 'a little patience'],
  ['NETWORK_FAILED', 'did not answer as it should'],
  ['ENCRYPTION_UNAVAILABLE', 'HTTPS'],
  ['ENCRYPTION_KEYS_MISSING', 'lost its way in'],
  ['STORAGE_FAILED', 'storage'],
];
