import { words } from '../base/words/words.js';

/** The recovery code, and the sheet that it is printed on. */
export const recoveryWords = words('recovery', {
  title: 'Recovery code',
  why: 'It brings you back when all your devices are lost. Nobody keeps a copy: without it, only your partner can let you back in, and your private reflections stay lost.',
  unknownTitle: 'This device is not in yet',
  unknown: 'Once it has joined, you can make a recovery code here.',

  none: 'You have none at the moment.',
  set: 'You have one. Keep its sheet where you keep your passport.',
  make: 'Make a recovery code',
  makeNew: 'Make a new one',
  makeNewTitle: 'Make a new recovery code?',
  makeNewWhy: 'The code on your old sheet then opens nothing any more.',
  makeNewYes: 'Make it',
  makeNewNo: 'Keep the old one',

  codeTitle: 'Your recovery code',
  once: 'It is shown once. Print it or write it down, on paper rather than on this device.',
  codeLabel: 'The code, group by group',
  print: 'Print the sheet',
  safe: 'I have put it in a safe place',
  kept: 'Your recovery code is set.',

  sheetTitle: 'Recovery sheet',
  sheetFor: (name: string) => `For ${name}`,
  sheetPartnership: 'Partnership',
  sheetNames: (one: string, two: string) => `${one} and ${two}`,
  sheetDate: 'Made on',
  sheetCode: 'Recovery code',
  sheetPage: 'Page',
  sheetOpen: 'Open the page of your partnership.',
  sheetChoose: 'Choose “I have a recovery code”, and type it. Capitals, spaces and dashes do not matter.',
  sheetAgain: 'The code works once. Make a new sheet afterwards, and throw this one away.',
  sheetKeep: 'Whoever has this sheet can read what you share and what you wrote for yourself. Keep it like a passport.',
});

/** The terms of {@link recoveryWords}. */
export type RecoveryTerms = typeof recoveryWords.english;
