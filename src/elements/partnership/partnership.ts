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
import type { Shared } from '../../sharing/shared.js';
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

  /** Id of the member who looks at the page. With a `server` it may be left out: the invitation says who one is. */
  @property() me = '';

  /** Address of a sync server, for two people on two machines; what it stores is encrypted on this device. */
  @property() server = '';

  /** Name of the database in this browser, for pages that keep several apart. */
  @property() database = 'tandem';

  /** Where to keep things instead of this browser's IndexedDB. Set it before `partnership-id` and `me`. */
  @property({ attribute: false }) store: PartnershipStore | undefined;

  /**
   * Keys, devices and storage that a programmer has opened with `openShared`, instead of `server`. They stay theirs to
   * close. Reads as the ones in use.
   */
  @property({ attribute: false })
  get shared(): Shared | undefined {
    return this.#givenShared ?? this.#shared;
  }
  set shared(value: Shared | undefined) {
    const before = this.#givenShared;
    this.#givenShared = value;
    this.requestUpdate('shared', before);
  }

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

  /** The host's own words, term by term: `{ writing: { onlyYou: 'Just me' } }`. */
  @property({ attribute: false }) wordOverrides: WordOverrides | undefined;

  #given: Partnership | undefined;
  #opened: Partnership | undefined;
  /** What stays on this device of the one that is opened. */
  #local: LocalStore | undefined;
  #givenShared: Shared | undefined;
  #shared: Shared | undefined;
  #unwatch: (() => void) | undefined;
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
    // Other words alone open nothing anew.
    if (changed.size === 1 && changed.has('wordOverrides')) this.#provide();
    else void this.#open();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  async #open(): Promise<void> {
    const wish = ++this.#wish;
    await this.#close();
    if (wish !== this.#wish) return;
    this.#error = undefined;
    const { server, database } = this;
    const isShared = this.#givenShared !== undefined || server !== '';
    if (this.#given || !this.partnershipId || !(this.me || isShared) || !this.isConnected) {
      this.#provide();
      return;
    }
    try {
      if (!isShared) {
        const store = this.store ?? (await defaultStore(database));
        if (wish === this.#wish) await this.#use(store, this.me);
        return;
      }
      if (!this.#givenShared) {
        const { openSharedInBrowser } = await import('../../sharing/browser.js');
        const shared = await openSharedInBrowser({
          id: this.partnershipId,
          me: this.me || undefined,
          server,
          database,
        });
        if (wish !== this.#wish) return await shared.close();
        this.#shared = shared;
      }
      this.#watchSharing();
    } catch (error) {
      if (wish === this.#wish) this.#fail(error);
    }
  }

  /** As soon as this device has keys, the partnership is opened with them. */
  #watchSharing(): void {
    const { shared } = this;
    const follow = () => {
      const { state, me } = shared?.sharing.getSnapshot() ?? {};
      const isIn = state === 'shared' || state === 'removed';
      if (shared && me && isIn && !this.#opened) void this.#use(shared, me);
      else if (state === 'unknown' && this.#opened)
        void this.#open(); // erased in another tab
      else this.#provide();
    };
    const unsubscribe = shared?.sharing.subscribe(follow);
    // A link may be opened in a page that is there already.
    addEventListener('hashchange', follow);
    this.#unwatch = () => {
      unsubscribe?.();
      removeEventListener('hashchange', follow);
    };
    follow();
  }

  /**
   * Erases the partnership for real: all that this device has of it and, where it is shared, what is on the server.
   * Afterwards it is as before the first day, in all tabs. What a partner's devices have already stays there; so does what
   * is on the server, where this device was taken out.
   *
   * @returns rejects with `NOT_CONNECTED` where this element has opened none, and `STORAGE_*` or `NETWORK_*` where
   * something could not be erased; calling it again goes on.
   */
  readonly erase = async (): Promise<void> => {
    const { eraseOpened } = await import('./erasing.js');
    // That this device is out after the half of it must not close what the other half needs.
    this.#unwatch?.();
    await eraseOpened(this.#opened, this.#local, () => this.#open());
  };

  async #use({ storage, local }: PartnershipStore, me: string): Promise<void> {
    const wish = this.#wish;
    this.#local = local;
    try {
      this.#opened = openPartnership({ id: this.partnershipId, me, storage, local, schedule });
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#provide();
    await this.#opened.ready.then(
      () => {
        if (wish === this.#wish) this.dispatchEvent(new PartnershipOpenedEvent());
      },
      // The widgets say what went wrong: it is in the partnership's snapshot.
      () => undefined,
    );
  }

  #fail(error: unknown): void {
    this.#error = error instanceof Error ? error : new Error(String(error));
    // The person is told by the widgets; what a programmer did wrong is for the programmer.
    if (!isTandemError(error)) reportError(error);
    this.#provide();
  }

  async #close(): Promise<void> {
    const [opened, shared] = [this.#opened, this.#shared];
    this.#opened = this.#shared = undefined;
    this.#unwatch?.();
    if (opened ?? shared) this.#provide();
    // Where nothing is open, widgets are not kept waiting for the next one, not even for a microtask.
    if (opened) await opened.close();
    if (shared) await shared.close();
  }

  #provide(): void {
    const { partnership, shared, wordOverrides: words } = this;
    const value: PartnershipContext = {
      partnership,
      error: this.#error,
      words,
      sharing: shared?.sharing,
      link: shared?.link,
      erase: this.#opened && this.erase,
    };
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
