/** What the two write in these tests: short, because somebody has to type it. */

export interface AgreementWords {
  /** By the label of the field. */
  readonly texts: Readonly<Record<string, string>>;
  readonly often: string;
  readonly long: string;
}

export interface GoalWords {
  readonly statement: string;
  readonly why: string;
  /** `2030-12-01` */
  readonly due: string;
  /** By the name of the level. */
  readonly levels?: Readonly<Record<string, string>>;
  readonly start?: string;
}

export interface StepWords {
  /** The statement of the goal. */
  readonly goal: string;
  readonly if: string;
  readonly then: string;
}

export interface CheckInWords {
  /** By the statement of the goal. */
  readonly levels: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly confidence: number;
}

export interface ReflectionWords {
  readonly texts: Readonly<Record<string, string>>;
  readonly ratings?: Readonly<Record<string, number>>;
}

export interface SwapWords {
  readonly thanks: string;
  readonly handOver: string;
}

/** Everything one member writes about their own round. */
export interface Story {
  readonly goals: readonly [GoalWords, GoalWords];
  readonly steps: readonly StepWords[];
  readonly checkIns: readonly CheckInWords[];
  /** What the partner answers to each. */
  readonly answers: readonly string[];
  readonly reflection: ReflectionWords;
  readonly partnersReflection: ReflectionWords;
}

export const agreement: AgreementWords = {
  texts: {
    'What we hope for': 'Two goals each, really worked on.',
    'What stays between us': 'All of it.',
    'Our ground rules': 'Questions before ideas.',
    'When something is not working': 'We say it in the meeting.',
    'How either of us can stop': 'With one sentence.',
  },
  often: 'Every two weeks',
  long: '60 minutes',
};

const due = '2031-03-14';

function story(goals: readonly [GoalWords, GoalWords], marker: string): Story {
  const [one, two] = [goals[0].statement, goals[1].statement];
  const expected = goals[0].levels?.['As expected'] ?? 'As expected';
  return {
    goals,
    steps: [
      { goal: one, if: `it is Monday ${marker}`, then: `I send the questions ${marker}` },
      { goal: two, if: `lunch is over ${marker}`, then: `I close the door ${marker}` },
    ],
    checkIns: [
      {
        levels: { [one]: 'Much less', [two]: 'Less than expected' },
        texts: { 'What is better?': `The first try happened (${marker}).`, 'What is in the way?': 'Time.' },
        confidence: 6,
      },
      {
        levels: { [one]: expected },
        texts: { 'What have you tried at work?': `Counted to five (${marker}).` },
        confidence: 7,
      },
      {
        levels: { [one]: 'More than expected', [two]: 'As expected' },
        texts: { 'What comes next?': `Keep it going (${marker}).` },
        confidence: 9,
      },
    ],
    answers: [`What made it possible (${marker})?`, `You waited (${marker}).`, `Who noticed it (${marker})?`],
    reflection: {
      texts: {
        'What happened with your goals?': `Looked back alone (${marker}).`,
        'So what? What does it tell you?': 'Silence works.',
      },
      ratings: { 'How confident do you feel?': 8 },
    },
    partnersReflection: { texts: { 'What happened in your coaching?': `Coached with questions (${marker}).` } },
  };
}

export const anasStory = story(
  [
    {
      statement: 'Everyone in the weekly review speaks at least once.',
      why: 'Good ideas stay in the room.',
      due,
      levels: {
        'Much less than expected': 'Much less: two speak.',
        'As expected': 'All speak in most reviews.',
        'Much more than expected': 'Others run it.',
      },
      start: 'Much less than expected',
    },
    { statement: 'Two mornings a week without meetings.', why: 'Reports take evenings.', due },
  ],
  'Ana',
);

export const bensStory = story(
  [
    { statement: 'Ask three open questions before any advice.', why: 'My team waits for me.', due },
    { statement: 'Give each report one honest praise a week.', why: 'They only hear faults.', due },
  ],
  'Ben',
);
