import type { AgreementText, CheckInText, GoalText, ReflectionText, StepText } from '../../core/index.js';

/** A goal without its day, which the story adds. */
export interface GoalTemplate {
  readonly text: Omit<GoalText, 'due'>;
  /** Other words that the coach offers, with a note. */
  readonly offered?: { readonly statement: string; readonly note: string };
  /** Two steps of one's own. */
  readonly steps: readonly [StepText, StepText];
  /** One that the coach offers. */
  readonly offeredStep: StepText;
}

/** What one member writes, in the order in which it is needed. */
interface MemberTexts {
  readonly goals: readonly GoalTemplate[];
  readonly checkIns: readonly Omit<CheckInText, 'progress' | 'confidence'>[];
  /** As coach, to the partner's check-ins. */
  readonly answers: readonly { readonly kind: 'question' | 'encouragement'; readonly text: string }[];
  readonly asCoachee: readonly ReflectionText[];
  readonly asCoach: readonly ReflectionText[];
  readonly handOvers: readonly string[];
  readonly thanks: readonly string[];
  readonly parting: string;
}

export const agreementText: AgreementText = {
  expectations:
    'We each want one colleague who listens without marking us. We work on two goals each and look back every two weeks.',
  confidentiality: 'What we say here stays between us, also after we stop. We tell nobody who said what.',
  groundRules: 'Questions before ideas. Advice only when asked for. Phones away, half the time for each.',
  disagreement:
    'We say it in the meeting, starting with what we saw. If it is still there a week later, we say it again.',
  stopping: 'Either of us can stop at any time, with one sentence and no reasons owed.',
  cadenceDays: 14,
  meetingMinutes: 60,
  reviewAfterMeetings: 6,
};

export const revisedAgreement: AgreementText = {
  ...agreementText,
  groundRules: `${agreementText.groundRules} If one of us is late, the halves stay equal.`,
};

const first: MemberTexts = {
  goals: [
    {
      text: {
        statement: 'By the end of March, everyone in the weekly project review speaks at least once.',
        why: 'Two of us do all the talking, and we found the last big problem three weeks late.',
        scale: [
          'Only two people speak.',
          'About half of the group speaks.',
          'Everyone speaks once in most reviews.',
          'Everyone speaks in every review.',
          'Others run the review themselves, and everyone speaks.',
        ],
        baseline: -1,
        importance: 3,
        difficulty: 2,
      },
      offered: {
        statement:
          'By the end of March, everyone in the weekly project review speaks at least once, without me calling on them.',
        note: 'You said that being called on feels like school. Is that part of it?',
      },
      steps: [
        { if: 'If it is Monday 16:00, then', then: 'I send three questions for the review to everyone.' },
        { if: 'If somebody has not spoken after 20 minutes, then', then: 'I count to five in my head before I go on.' },
      ],
      offeredStep: {
        if: 'If the review starts, then',
        then: 'I ask for one sentence from each, going round the table.',
      },
    },
    {
      text: {
        statement: 'Hand over the release checklist, so that two other people have run a release without me by May.',
        why: 'I was called on both days of my last holiday.',
        scale: [
          'Every release needs me.',
          'Somebody runs it while I watch.',
          'Two people have each run one release alone.',
          'Three people have, one of them twice.',
          'I no longer know when releases happen.',
        ],
        baseline: -1,
        importance: 2,
        difficulty: 2,
      },
      steps: [
        { if: 'If a release is planned, then', then: 'I ask who wants to lead it before I open the checklist.' },
        {
          if: 'If a question about it comes by chat, then',
          then: 'I answer with the line of the checklist, or add it.',
        },
      ],
      offeredStep: { if: 'If a release is over, then', then: 'I ask its lead which line was unclear, and change it.' },
    },
    {
      text: {
        statement: 'Say no, or not now, to at least one request each week until June, and say why.',
        why: 'I promise more than I finish, and then apologise for it.',
        scale: [
          'I say yes to everything.',
          'I say no once a month.',
          'I say no once a week, with a reason.',
          'I say no when it is needed, and offer another way.',
          'People ask me what would have to give way.',
        ],
        baseline: -2,
        importance: 2,
        difficulty: 3,
      },
      steps: [
        { if: 'If somebody asks for something new, then', then: 'I look at my week before I answer.' },
        { if: 'If it is Friday noon, then', then: 'I write down what I said yes to, and what that moved.' },
      ],
      offeredStep: { if: 'If I want to say yes at once, then', then: 'I say: let me come back to you tomorrow.' },
    },
  ],
  checkIns: [
    {
      better: 'Three people spoke who normally do not. The questions on Monday helped.',
      blocker: 'When time is short I fall back into answering everything myself.',
      applied: 'Counted to five twice. It felt endless and it worked both times.',
      nextStep: 'Send the questions again, and cut the agenda to two points.',
    },
    {
      better: 'Mira led the release on Thursday. I only watched.',
      applied: 'Answered with a line of the checklist four times.',
      nextStep: 'Ask on Monday who takes the next one.',
    },
    {
      better: 'Everyone spoke in both reviews, once without any round.',
      blocker: 'One colleague finds the round forced, and said so.',
      applied: 'Asked him afterwards what would make it easier.',
      nextStep: 'Try his idea: questions first, in pairs.',
    },
  ],
  answers: [
    { kind: 'question', text: 'What did you do differently on the morning that worked?' },
    {
      kind: 'encouragement',
      text: 'You kept the second morning free although the whole floor was asking. That is new.',
    },
    { kind: 'question', text: 'What would you see, if next week went a little better than this one?' },
  ],
  asCoachee: [
    {
      whatHappened: 'The review is no longer a talk between two people. The checklist has its second owner.',
      soWhat: 'I had thought that people had nothing to say. They had no gap to say it in.',
      nowWhat: 'Keep the silence. Let somebody else open the review.',
      confidence: 7,
      selfAwareness: 8,
      listening: 6,
    },
    {
      whatHappened: 'I said no five times, once too sharply.',
      soWhat: 'The reason matters more than the no.',
      nowWhat: 'Begin with what I can do instead.',
      confidence: 8,
      selfAwareness: 8,
      listening: 7,
    },
  ],
  asCoach: [
    {
      whatHappened: 'I listened for ten minutes without a tip, three times out of four.',
      soWhat: 'When I held back, the better idea came from the other side of the table.',
      nowWhat: 'Mirror first, then ask.',
      confidence: 6,
      selfAwareness: 7,
      listening: 7,
    },
    {
      whatHappened: 'I asked shorter questions, and fewer of them.',
      soWhat: 'One good question was enough for half an hour.',
      nowWhat: 'Write the next one down before the meeting.',
      confidence: 7,
      selfAwareness: 7,
      listening: 8,
    },
  ],
  handOvers: [
    'The mornings are what is still open. Ask about the week with the audit.',
    'The talk went well; what to do with the nerves before it is the next question.',
  ],
  thanks: [
    'Thank you for the five seconds of silence. I use them everywhere now.',
    'Thank you for not giving me the answer.',
  ],
  parting: 'I leave with a quieter way of leading, and with somebody I can call.',
};

const second: MemberTexts = {
  goals: [
    {
      text: {
        statement: 'Give the monthly numbers talk in April without reading from the slides.',
        why: 'People look at their phones when I read, and I want their questions.',
        scale: [
          'I read every slide.',
          'I read the hard parts.',
          'I speak freely, with notes at hand.',
          'I speak freely and take questions on the way.',
          'I am asked to give the talk for the whole division.',
        ],
        baseline: -1,
        importance: 3,
        difficulty: 3,
      },
      offered: {
        statement: 'Give the monthly numbers talk in April without reading from the slides, and take three questions.',
        note: 'The questions are what you want. Should they be in the goal?',
      },
      steps: [
        { if: 'If it is Wednesday 8:30, then', then: 'I say the talk aloud once, standing, with the door shut.' },
        { if: 'If a slide has more than ten words, then', then: 'I cut it to one number and one sentence.' },
      ],
      offeredStep: { if: 'If I lose the thread, then', then: 'I stop, breathe out, and say the number again.' },
    },
    {
      text: {
        statement: 'Keep two mornings a week free for deep work until the summer.',
        why: 'I finish my own work after eight in the evening, four days out of five.',
        scale: [
          'No morning is free.',
          'One morning in most weeks.',
          'Two mornings in most weeks.',
          'Two mornings every week.',
          'Two mornings, and nobody asks any more.',
        ],
        baseline: -2,
        importance: 2,
        difficulty: 2,
      },
      steps: [
        { if: 'If it is Tuesday or Thursday before noon, then', then: 'I am in the quiet room and my chat is closed.' },
        { if: 'If somebody books over it, then', then: 'I offer two other times before I decline.' },
      ],
      offeredStep: {
        if: 'If it is Friday 15:00, then',
        then: 'I look at next week and move what sits on the mornings.',
      },
    },
    {
      text: {
        statement: 'Ask each of my five team members for feedback once by the end of the quarter, and thank them.',
        why: 'I do not know how my new way of planning lands.',
        scale: [
          'I ask nobody.',
          'I ask the two that I find easy.',
          'I ask all five and thank them.',
          'I ask all five and change one thing.',
          'They come to me without being asked.',
        ],
        baseline: -1,
        importance: 3,
        difficulty: 2,
      },
      steps: [
        {
          if: 'If a one-to-one has ten minutes left, then',
          then: 'I ask what I should do more of, and write it down.',
        },
        { if: 'If I want to explain myself, then', then: 'I say thank you, and nothing else.' },
      ],
      offeredStep: { if: 'If I have heard three of them, then', then: 'I choose one thing to try for two weeks.' },
    },
  ],
  checkIns: [
    {
      better: 'Said the whole talk aloud twice. The second time was four minutes shorter.',
      blocker: 'The audit took both mornings.',
      applied: 'Cut nine slides to one number each.',
      nextStep: 'Practise in front of one person.',
    },
    {
      better: 'Kept Thursday free, and finished the forecast by noon.',
      applied: 'Offered other times for two meetings. Both moved without a word.',
      nextStep: 'Block the mornings for the next quarter.',
    },
    {
      better: 'Gave half of the talk freely, and had two questions.',
      blocker: 'My hands. I did not know where to put them.',
      applied: 'Stopped and breathed out when I lost the thread.',
      nextStep: 'The whole talk freely, next month.',
    },
  ],
  answers: [
    { kind: 'question', text: 'What made the silence bearable for you?' },
    { kind: 'encouragement', text: 'You let the pause stand although the room was waiting for you. That is a lot.' },
    { kind: 'question', text: 'Whose voice would you like to hear next?' },
  ],
  asCoachee: [
    {
      whatHappened: 'I gave the talk with one card in my hand. There were four questions.',
      soWhat: 'They wanted to ask all along; my reading had no door in it.',
      nowWhat: 'Keep the card. Begin with a question.',
      confidence: 8,
      selfAwareness: 6,
      listening: 6,
    },
    {
      whatHappened: 'I asked four of five. One said something that stung, and was right.',
      soWhat: 'Saying only thank you left me room to hear it.',
      nowWhat: 'Ask the fifth. Tell all of them what I changed.',
      confidence: 7,
      selfAwareness: 8,
      listening: 8,
    },
  ],
  asCoach: [
    {
      whatHappened: 'I gave advice once and saw the face close. After that I asked.',
      soWhat: 'My tips answer my own questions.',
      nowWhat: 'When a tip comes up, turn it into a question.',
      confidence: 6,
      selfAwareness: 8,
      listening: 6,
    },
    {
      whatHappened: 'I mirrored every time before I asked.',
      soWhat: 'Twice I had heard it wrong, and would have asked about the wrong thing.',
      nowWhat: 'Go on like this.',
      confidence: 7,
      selfAwareness: 8,
      listening: 8,
    },
  ],
  handOvers: [
    'The checklist is nearly handed over. Ask who has not run a release yet.',
    'Saying no is easier in writing. Ask about the last one that was said aloud.',
  ],
  thanks: [
    'Thank you for hearing the second half of my sentences.',
    'Thank you for asking about the hands, and not laughing.',
  ],
  parting: 'I came for a talk and leave with a habit. Thank you for your patience.',
};

/** What the members in seat 1 and seat 2 write. */
export const memberTexts = { 1: first, 2: second } as const;
