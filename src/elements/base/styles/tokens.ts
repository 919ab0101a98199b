import { css } from 'lit';

/**
 * Base tokens and what derives from them. A host sets the public `--tandem-*` properties on any ancestor; whatever it
 * leaves alone follows the page (font) or the colour scheme. Private `--_*` properties are for Tandem's own styles.
 */
export const tokens = css`
  :host {
    --_paper: var(--tandem-paper, light-dark(#ffffff, #16191c));
    --_ink: var(--tandem-ink, light-dark(#1d2326, #e9ecec));
    --_accent: var(--tandem-accent, light-dark(#1f4b5c, #9fd0de));
    --_on-accent: var(--tandem-on-accent, var(--_paper));
    --_seat-1: var(--tandem-seat-1, light-dark(#0b7285, #5cc4d6));
    --_seat-2: var(--tandem-seat-2, light-dark(#a84a0b, #f0a45f));
    --_danger: var(--tandem-danger, light-dark(#a5281b, #f2998c));
    --_good: var(--tandem-good, light-dark(#2f855a, #68d391));
    --_radius: var(--tandem-radius, 10px);
    --_space: var(--tandem-space, 8px);

    --_soft: color-mix(in oklab, var(--_ink) 70%, var(--_paper));
    --_line: color-mix(in oklab, var(--_ink) 14%, var(--_paper));
    --_edge: color-mix(in oklab, var(--_ink) 50%, var(--_paper));
    --_wash: color-mix(in oklab, var(--_ink) 3.5%, var(--_paper));
    --_danger-wash: color-mix(in oklab, var(--_danger) 8%, var(--_paper));

    display: block;
    box-sizing: border-box;
    container-type: inline-size;
    font-family: var(--tandem-font, inherit);
    font-size: var(--tandem-font-size, 0.9375rem);
    line-height: 1.5;
    color: var(--_ink);
    background: var(--_paper);
    overflow-wrap: anywhere;
    text-align: start;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
  }

  .seat-1 {
    --_seat: var(--_seat-1);
  }

  .seat-2 {
    --_seat: var(--_seat-2);
  }

  .seat-1,
  .seat-2 {
    --_seat-wash: color-mix(in oklab, var(--_seat) 9%, var(--_paper));
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
    }
  }
`;
