import { words } from '../base/words/words.js';

/** Devices of both, and what can be done with them. */
export const devicesWords = words('devices', {
  title: 'Devices',
  why: 'What you two write can be read on these devices, and nowhere else.',
  unknownTitle: 'This device is not in yet',
  unknown: 'Once it has joined, your devices are listed here.',

  forgets:
    'This browser will forget this device when the page closes, perhaps because the window is private. Make a recovery code before you leave: without one, only your partner can let you back in.',

  mine: 'Yours',
  theirs: (partner: string) => `${partner}'s`,
  noneYet: (partner: string) => `${partner} is not in yet.`,
  thisDevice: 'This device',
  letInByYou: 'You let it in.',
  letInBy: (partner: string) => `${partner} let it in.`,

  remove: 'Remove',
  removeName: (device: string) => `Remove ${device}`,
  removeThis: (device: string) => `Remove ${device}, this device`,
  sure: (device: string) => `Remove ${device}?`,
  meaning: 'It can still read what it had. What either of you writes from now on, it cannot read.',
  meaningThis: 'You leave on this device. It can still read what it had, and nothing that is written from now on.',
  meaningLast: (partner: string) =>
    `It is the only device you have here. To come back you need your recovery code, or a new link from ${partner}.`,
  meaningTheirs: (partner: string) => `Tell ${partner} before you do it.`,
  removeYes: 'Remove it',
  removeNo: 'Keep it',
  removed: (device: string) => `${device} was removed.`,

  add: 'Add a device of yours',
  picture: 'The same link as a picture, for the camera of your other device',
  noPicture: 'The picture for the camera cannot be shown now. The link does the same.',

  lost: (partner: string) => `Has ${partner} lost all devices?`,
  lostTitle: (partner: string) => `Let ${partner} back in`,
  lostFirst: (partner: string) =>
    `Call ${partner} first, and make sure that it is ${partner} who asks. Once ${partner} is back, compare the safety number.`,
  lostWhat:
    'What you share comes back with the link. Private reflections and notes do not: nobody but their author could ever read them. Only a recovery code would bring them back.',
  lostOld: 'The old devices stay in until you remove them: do that afterwards.',
  lostButton: (partner: string) => `Make a link for ${partner}`,
  lostClose: 'Close',
});
