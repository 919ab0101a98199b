import { css } from 'lit';

export const syncStatusStyles = css`
  :host {
    background: none;
  }

  .top,
  .lines {
    gap: 0.2em 1.2em;
  }

  .top {
    flex-wrap: nowrap;
    column-gap: 0.2em;
  }

  .line {
    --_dot: var(--_edge);

    display: inline-flex;
    align-items: center;
    gap: 0.55em;
    font-size: 0.9em;
    color: var(--_soft);
  }

  .line::before {
    content: '';
    flex: none;
    inline-size: 0.55em;
    block-size: 0.55em;
    border: 2px solid var(--_dot);
    border-radius: 50%;
    background: var(--_dot);
  }

  .saved,
  .savedShared {
    --_dot: var(--_good);
  }

  .unsaved,
  .refused,
  .waitingRefused,
  .needs-you {
    --_dot: var(--_danger);

    color: var(--_danger);
    font-weight: 600;
  }

  .saving::before,
  .offline::before,
  .behind::before,
  .opening::before {
    background: none;
  }

  .more {
    display: grid;
    place-items: center;
    inline-size: 40px;
    color: var(--_soft);
  }

  .more[aria-expanded='true'] .icon {
    rotate: 180deg;
  }

  .panel {
    margin-block: var(--_space) calc(var(--_space) * 2);
  }

  .panel[hidden] {
    display: none;
  }

  .item {
    border-inline-start: 4px solid var(--_danger);
    padding-inline-start: calc(var(--_space) * 2);
  }

  @media (forced-colors: active) {
    .line {
      --_dot: CanvasText;
    }
  }
`;
