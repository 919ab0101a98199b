import { type Evolvers, authorOf, given, perSeat, setSeat, stamp } from './change.js';
import type { PartnershipDocument } from './document.js';

/** Forming, agreeing, pausing and ending. */
export const agreementFacts: Evolvers<
  | 'partnership.formed'
  | 'partnership.paused'
  | 'partnership.resumed'
  | 'partnership.closed'
  | 'closing.reflected'
  | 'agreement.proposed'
  | 'agreement.signed'
  | 'coaching.started'
> = {
  'partnership.formed': (document, { members, rhythm, first }) => ({
    ...document,
    status: 'agreeing',
    members,
    rhythm,
    turn: first,
  }),
  'partnership.paused': (document, fact) => ({
    ...document,
    status: 'paused',
    pause: given({ ...stamp(document, fact), reason: fact.reason }),
  }),
  'partnership.resumed': (document) => ({ ...document, status: 'coaching', pause: null }),
  'partnership.closed': (document, fact) => {
    const nothing = perSeat<string | null>(null);
    const by = authorOf(document, fact);
    const reflections = fact.reflection ? setSeat(nothing, by, fact.reflection) : nothing;
    return { ...document, status: 'closed', closing: { by, at: fact.at, reflections } };
  },
  'closing.reflected': (document, fact) =>
    document.closing
      ? {
          ...document,
          closing: {
            ...document.closing,
            reflections: setSeat(document.closing.reflections, authorOf(document, fact), fact.reflection),
          },
        }
      : document,
  'agreement.proposed': (document, fact) =>
    withAgreement(document, {
      proposal: {
        ...stamp(document, fact),
        revision: fact.revision,
        text: fact.agreement,
        signed: perSeat<string | null>(null),
      },
      revisions: fact.revision,
    }),
  'agreement.signed': (document, fact) => {
    const { proposal } = document.agreement;
    if (proposal?.revision !== fact.revision) return document;
    const signed = { ...proposal, signed: setSeat(proposal.signed, authorOf(document, fact), fact.at) };
    const byBoth = signed.signed[1] !== null && signed.signed[2] !== null;
    return withAgreement(document, byBoth ? { inForce: signed, proposal: null } : { proposal: signed });
  },
  'coaching.started': (document) => ({ ...document, status: 'coaching' }),
};

const withAgreement = (
  document: PartnershipDocument,
  change: Partial<PartnershipDocument['agreement']>,
): PartnershipDocument => ({ ...document, agreement: { ...document.agreement, ...change } });
