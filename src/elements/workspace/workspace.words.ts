import { words } from '../base/words/words.js';

export const workspaceWords = words('workspace', {
  names: (one: string, two: string) => `${one} and ${two}`,
  forming: 'Your partnership',
  formingNote: 'Two colleagues, two seats. Nobody else reads a word.',
  agreeing: 'Agreeing on how you work together',
  mine: 'Your round',
  theirs: (name: string) => `${name}'s round`,
  bothRounds: (mine: number, theirs: number) => (mine === theirs ? `Round ${mine}` : `Rounds ${mine} and ${theirs}`),
  paused: 'On a break',
  closed: 'Ended',
  undo: 'Undo your last change',

  places: 'Parts of your partnership',
  now: 'now',
  agreement: 'Agreement',
  goals: 'Goals',
  plan: 'Plan',
  'check-in': 'Check-ins',
  reflection: 'Reflection',
  'role-swap': 'Swap',
  timeline: 'Timeline',
  people: 'People and devices',
  notInYet: (partner: string) => `${partner} is not in yet. What you write waits here.`,
  invite: (partner: string) => `Invite ${partner}`,
  linkIdle:
    'The link that you opened was not used: you are in already, on this device. If it is for another partnership, open it in another browser.',
  linkIdleRead: 'All right',
  readOn: 'Read what is on this device',
  partsMissing: 'This part of the page has not arrived. Check your connection, then try again.',
  break: 'Break or end',
  ended: 'Parting words',
});

/** Words for pausing, resuming and ending. */
export const breakWords = words('break', {
  title: 'Break or end',
  why: (partner: string) => `Either of you can do this alone, and ${partner} sees it here. No reasons are owed.`,
  pause: 'Take a break',
  pauseWhy: 'Everything waits as it is, until one of you resumes.',
  reason: 'A line about it',
  onBreak: (name: string, day: string) => `${name} started a break on ${day}.`,
  resume: 'Resume',
  end: 'End the partnership',
  endWhy: 'You both keep everything you have written. Parting words can come later.',
  endForBoth: 'End it for both of you',
  parting: 'What do you take along?',
  example: 'I take along asking before I answer. Thank you for your patience.',
  endedTitle: 'How it ended',
  ended: (name: string, day: string) => `${name} ended the partnership on ${day}.`,
  theirs: (name: string) => `${name}'s parting words`,
  noneYet: (name: string) => `${name} has not left any parting words.`,
  write: 'Leave parting words',
  rewrite: 'Change my parting words',
  leave: (partner: string) => `Leave them for ${partner}`,
});

/** Words for taking everything away. */
export const eraseWords = words('erase', {
  title: 'Erase everything',
  why: 'Takes all of it away from this browser, for good.',
  whyShared: (partner: string) =>
    `Takes all of it away from here and from the server, for good. What is on ${partner}'s devices already stays there.`,
  whyRemoved: (partner: string) =>
    `Takes all of it away from this device, for good. It was taken out: what is on the server, on ${partner}'s devices and on other devices of yours stays there.`,
  sureRemoved: 'This cannot be undone. Erase everything from this device?',
  sure: 'This cannot be undone. Erase everything that you both have written?',
  yes: 'Erase it for good',
  no: 'Keep it',
  pending: 'Something of yours has not been sent yet. It would be erased as well.',
});
