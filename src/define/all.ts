import './partnership.js';
import './workspace.js';
