import { css } from 'lit';

export const syncStatusStyles = css`
  :host {
    background: none;
  }

  .lines {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2em 1.2em;
  }

  .line {
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
    border: 2px solid var(--_good);
    border-radius: 50%;
    background: var(--_good);
  }

  .saving::before,
  .opening::before {
    background: none;
    border-color: var(--_edge);
  }

  .waiting::before,
  .fleeting::before,
  .read-only::before,
  .closed::before {
    background: var(--_edge);
    border-color: var(--_edge);
  }

  .unsaved,
  .needs-you {
    color: var(--_danger);
    font-weight: 600;
  }

  .unsaved::before,
  .needs-you::before {
    background: var(--_danger);
    border-color: var(--_danger);
  }

  .top {
    display: flex;
    align-items: center;
    gap: 0.2em;
  }

  .more {
    display: grid;
    place-items: center;
    inline-size: 40px;
    padding: 0;
    border-color: transparent;
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

  blockquote {
    margin: 0;
    padding: 0;
    border: 0;
    user-select: text;
  }

  @media (forced-colors: active) {
    .line::before {
      border-color: CanvasText;
      background: CanvasText;
    }

    .saving::before,
    .opening::before {
      background: Canvas;
    }
  }
`;
