import './devices.js';
import './invite.js';
import './partnership.js';
import './recovery.js';
import './workspace.js';
