import type { Partnership, Seat } from '../../core/index.js';
import type { Sharing } from '../../sharing/types.js';
import { type WidgetClass, define } from '../base/define.js';

/** What a widget inside the workspace is given. */
export interface PartProperties {
  readonly partnership?: Partnership | undefined;
  readonly sharing?: Sharing | undefined;
  readonly headingLevel: number;
  readonly seat?: Seat | undefined;
  readonly compact?: boolean | undefined;
  readonly partnerId?: string;
  readonly meName?: string;
  readonly partnerName?: string;
}

/**
 * The widgets inside the workspace, made by tag, so that a build with a suffix uses its own and none is needed that a
 * page leaves out. Each is made once: what is open in it stays open while another place is shown.
 */
export class Parts {
  readonly #made = new Map<string, HTMLElement>();
  readonly #awaited = new Set<string>();

  /**
   * @param suffix of all tags.
   * @param onDefined called when a tag that was asked for arrives later.
   */
  constructor(
    private readonly suffix: string,
    private readonly onDefined: () => void,
  ) {}

  /** Whether a widget can be shown. */
  has(name: string): boolean {
    const tag = this.#tag(name);
    if (customElements.get(tag)) return true;
    if (!this.#awaited.has(tag)) {
      this.#awaited.add(tag);
      void customElements.whenDefined(tag).then(this.onDefined);
    }
    return false;
  }

  /** The widget with these properties; `undefined` where nobody has defined it. */
  get(name: string, properties: PartProperties, className = ''): HTMLElement | undefined {
    if (!this.has(name)) return undefined;
    const part = this.#made.get(name) ?? document.createElement(this.#tag(name));
    this.#made.set(name, part);
    part.className = className;
    return Object.assign(part, properties);
  }

  /** Brings a widget that most pages never show; rejects where it does not arrive. */
  async load(name: string, widget: () => Promise<WidgetClass>): Promise<void> {
    if (!this.has(name)) define(await widget(), { suffix: this.suffix });
  }

  #tag(name: string): string {
    return `tandem-${name}${this.suffix}`;
  }
}

/** What comes after the tag in the name under which a widget was defined. */
export const suffixOf = (localName: string, tag: string): string =>
  localName.startsWith(tag) ? localName.slice(tag.length) : '';
