import { ContextProvider } from '@lit/context';
import { LitElement, type PropertyValues, type TemplateResult, css, html } from 'lit';
import { property } from 'lit/decorators.js';
import {
  type LocalStore,
  type LogStorage,
  type Partnership,
  type PartnershipOptions,
  backoff,
  isTandemError,
  openPartnership,
} from '../../core/index.js';
import { type PartnershipContext, partnershipContext } from '../base/context.js';
import type { WordOverrides } from '../base/words/words.js';
import { PartnershipOpenedEvent } from './partnership.events.js';

/** Where a `<tandem-partnership>` keeps things. */
export interface PartnershipStore {
  readonly storage: LogStorage;
  readonly local: LocalStore;
}

/**
 * Opens a partnership and gives it to every widget inside it. It shows nothing of its own.
 *
 * @tag tandem-partnership
 * @summary The provider: one partnership for all widgets inside it.
 * @slot - The page, with widgets anywhere in it.
 * @event {PartnershipOpenedEvent} tandem-partnership-opened - The partnership is loaded. Read it from `event.target.partnership`.
 *
 * @example
 * ```html
 * <tandem-partnership partnership-id="ana-ben" me="ana">
 *   <tandem-next-step></tandem-next-step>
 * </tandem-partnership>
 * ```
 */
export class TandemPartnership extends LitElement {
  static readonly tag: string = 'tandem-partnership';
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  /** Names the partnership; the two members use the same one. */
  @property({ attribute: 'partnership-id' }) partnershipId = '';

  /** Id of the member who looks at the page. */
  @property() me = '';

  /** Name of the database in this browser, for pages that keep several apart. */
  @property() database = 'tandem';

  /** Where to keep things instead of this browser's IndexedDB. Set it before `partnership-id` and `me`. */
  @property({ attribute: false }) store: PartnershipStore | undefined;

  /**
   * An opened partnership, for programmers who open it themselves; it then stays theirs to close. Reads as the one in
   * use, `undefined` while it is being opened.
   */
  @property({ attribute: false })
  get partnership(): Partnership | undefined {
    return this.#given ?? this.#opened;
  }
  set partnership(value: Partnership | undefined) {
    const before = this.#given;
    this.#given = value;
    this.requestUpdate('partnership', before);
  }

  /** The host's own words, term by term: `{ common: { onlyYou: 'Just me' } }`. */
  @property({ attribute: false }) wordOverrides: WordOverrides | undefined;

  #given: Partnership | undefined;
  #opened: Partnership | undefined;
  #error: Error | undefined;
  /** Raised with every change of what is to be open: an opening that comes too late sees that it does. */
  #wish = 0;
  readonly #provider = new ContextProvider(this, {
    context: partnershipContext,
    initialValue: { partnership: undefined },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.partnership) void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move within the page is no removal: it connects again before the microtask.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#wish += 1;
      void this.#close();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    const keys = ['partnership', 'partnershipId', 'me', 'database', 'store'];
    if (keys.some((key) => changed.has(key))) void this.#open();
    else this.#provide();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  async #open(): Promise<void> {
    const wish = ++this.#wish;
    await this.#close();
    if (wish !== this.#wish) return;
    this.#error = undefined;
    if (this.#given || !this.partnershipId || !this.me || !this.isConnected) {
      this.#provide();
      return;
    }
    try {
      const store = this.store ?? (await defaultStore(this.database));
      if (wish !== this.#wish) return;
      this.#opened = openPartnership({ id: this.partnershipId, me: this.me, ...store, schedule });
    } catch (error) {
      if (wish !== this.#wish) return;
      this.#error = error instanceof Error ? error : new Error(String(error));
      // The person is told by the widgets; what a programmer did wrong is for the programmer.
      if (!isTandemError(error)) reportError(error);
    }
    this.#provide();
    await this.#opened?.ready.then(
      () => {
        if (wish === this.#wish) this.dispatchEvent(new PartnershipOpenedEvent());
      },
      // The widgets say what went wrong: it is in the partnership's snapshot.
      () => undefined,
    );
  }

  async #close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened) this.#provide();
    await opened?.close();
  }

  #provide(): void {
    const value: PartnershipContext = { partnership: this.partnership, error: this.#error, words: this.wordOverrides };
    this.#provider.setValue(value);
  }
}

/** What waits goes on by itself. */
const schedule: NonNullable<PartnershipOptions['schedule']> = (tryAgain, failures, error) => {
  const timer = setTimeout(tryAgain, backoff(failures, { error }));
  return () => clearTimeout(timer);
};

const stores = new Map<string, Promise<PartnershipStore>>();

/** One store a database, shared by all providers on the page. Adapters stay out of the page until they are needed. */
function defaultStore(database: string): Promise<PartnershipStore> {
  const store =
    stores.get(database) ??
    import('../../storage/indexeddb.js').then(({ openIndexedDb }) => openIndexedDb({ name: database }));
  stores.set(database, store);
  store.catch(() => stores.delete(database));
  return store;
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-partnership': TandemPartnership;
  }
}
