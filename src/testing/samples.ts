export {
  longPartnership,
  sampleMembers,
  samplePartnership,
  sampleStages,
  type LongPartnershipOptions,
  type SampleOptions,
  type SampleStage,
} from './samples/partnerships.js';
export { fillLog, play, playOn, sampleEntries, type Played, type SampleEntry } from './samples/play.js';
