import { words } from '../base/words/words.js';

/** The first screen on a device, and inviting. */
export const inviteWords = words('invite', {
  beginTitle: 'A place for two',
  begin:
    'Two colleagues, and nobody else: what you write is locked on your devices before it leaves them. Whoever runs the server cannot read it.',
  way: 'What brings you here?',
  start: 'Start here',
  startWhy: 'You are the first of the two, and invite your partner next.',
  link: 'I have a link',
  linkWhy: 'From your partner, or from a device of your own.',
  code: 'I have a recovery code',
  codeWhy: 'From the sheet that you have put in a safe place.',
  device: 'Name of this device',
  deviceHint: 'So that you both recognise it later.',
  linkField: 'Your link',
  linkHint: 'Paste all of it. A few words around it do no harm.',
  codeField: 'Your recovery code',
  codeHint: 'Capitals, spaces and dashes do not matter. It works once; make a new one afterwards.',
  startButton: 'Start',
  joinButton: 'Join',
  codeButton: 'Come back in',

  invitedTitle: 'You are about to join',
  invited:
    'The link that brought you here opens a partnership of two on this device, once. If you did not expect it, ask whoever sent it before you go on.',
  otherWay: 'I want something else',

  unnamedTitle: 'Who are the two of you?',
  unnamed: 'Name yourselves first, in your agreement. Then you can send a link.',
  title: (partner: string) => `Invite ${partner}`,
  why: (partner: string) => `A link lets ${partner} in. You make it here, and send it yourself.`,
  make: 'Make the link',
  makeAnother: 'Make another link',
  joinedTitle: (partner: string) => `You and ${partner} are both in`,
  joined: 'Before you write what is private, compare the safety number once.',
  whoIsIn: 'Who is in',
  you: (name: string) => `${name} (you)`,
  youAlone: 'You',
  onDevices: (count: number) => (count === 1 ? 'on 1 device' : `on ${count} devices`),
  notYet: 'not in yet',

  comeBack: 'How do you come back?',
});

/** The terms of {@link inviteWords}. */
export type InviteTerms = typeof inviteWords.english;
