import { theme } from './theme.js';

// Runs before anything is drawn, so that no page flashes in the wrong colours.
theme.apply();
