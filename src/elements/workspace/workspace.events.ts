import type { Seat } from '../../core/index.js';
import type { WorkspaceView } from './views.js';

/** Another place of the workspace is open now: keep it in the address of the page, if you like. */
export class ViewChangedEvent extends CustomEvent<{ readonly view: WorkspaceView; readonly seat: Seat | undefined }> {
  constructor(view: WorkspaceView, seat: Seat | undefined) {
    super('tandem-view-changed', { bubbles: true, composed: true, detail: { view, seat } });
  }
}

declare global {
  interface HTMLElementEventMap {
    'tandem-view-changed': ViewChangedEvent;
  }
}
