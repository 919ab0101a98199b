import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Sharing } from '../../../sharing/types.js';

/** Draws a widget again whenever devices and keys change, for as long as it is on the page. */
export class SharingSource implements ReactiveController {
  #watched: Sharing | undefined;
  #last: Sharing | undefined;
  #unsubscribe: (() => void) | undefined;

  /**
   * @param find what the widget shows at the moment
   * @param onOther called when that is another one, or none
   */
  constructor(
    private readonly host: ReactiveControllerHost & Pick<Node, 'isConnected'>,
    private readonly find: () => Sharing | undefined,
    private readonly onOther?: () => void,
  ) {
    host.addController(this);
  }

  /** Called by the widget before it draws. */
  look(): Sharing | undefined {
    const found = this.find();
    const next = this.host.isConnected ? found : undefined;
    if (next !== this.#watched) {
      this.#unsubscribe?.();
      this.#watched = next;
      this.#unsubscribe = next?.subscribe(() => this.host.requestUpdate());
    }
    // A widget that is moved within the page shows the same one afterwards.
    if (this.host.isConnected && found !== this.#last) {
      this.#last = found;
      this.onOther?.();
    }
    return found;
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#watched = this.#unsubscribe = undefined;
  }
}
