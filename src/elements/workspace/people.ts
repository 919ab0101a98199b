import type { WidgetClass } from '../base/define.js';
import type { Parts } from './parts.js';

/** The widgets for sharing. A page that keeps everything on one device never loads them. */
const widgets: Readonly<Record<'invite' | 'devices' | 'recovery', () => Promise<WidgetClass>>> = {
  invite: async () => (await import('../invite/invite.js')).TandemInvite,
  devices: async () => (await import('../devices/devices.js')).TandemDevices,
  recovery: async () => (await import('../recovery/recovery.js')).TandemRecovery,
};

/** Their names, in the order in which they stand below each other. */
export const peopleParts = Object.keys(widgets) as readonly (keyof typeof widgets)[];

/** Brings some of them; rejects where one does not arrive. */
export async function loadPeople(parts: Parts, names: readonly (keyof typeof widgets)[]): Promise<void> {
  await Promise.all(names.map((name) => parts.load(name, widgets[name])));
}
