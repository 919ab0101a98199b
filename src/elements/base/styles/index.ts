import { buttons } from './buttons.js';
import { text } from './text.js';
import { tokens } from './tokens.js';

/** What every widget looks like, before its own styles. */
export const baseStyles = [tokens, text, buttons];
