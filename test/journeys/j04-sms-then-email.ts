import { expect } from 'vitest';
import { suggestionView } from '../../functions/api/views/suggestion.ts';
import {
  cardOf,
  conversationIdOf,
  customerWith,
  journeyOf,
  linksOf,
  measuresOf,
  only,
  suggestionsAbout,
} from './reads.ts';
import type { Scenario } from './scenario.ts';

export const j04: Scenario = {
  title: 'J4 SMS first, email later, same human',
  async play({ api, sms, mail, settled, person }) {
    const ana = person(400);
    const { phone, email } = ana.identities;

    const text = await sms.receives(ana, 'Is the blue kettle in stock?');
    await settled();
    const signed = `When does my order arrive?\r\n\r\n-- \r\nAna Example\r\nPhone ${ana.phone}`;
    const letter = await mail.receives(ana, { text: signed, subject: 'My order' });
    await settled();
    const [byPhone, byMail] = [await customerWith(api, phone), await customerWith(api, email)];
    expect(byPhone.customerId).not.toBe(byMail.customerId);
    const suggestion = only(await suggestionsAbout(api, [ana.phone]));
    expect(suggestion.evidence).toMatchObject([{ reason: 'number-in-signature', source: letter.id }]);
    const before = [
      ...(await journeyOf(api, byPhone.customerId)),
      ...(await journeyOf(api, byMail.customerId)),
    ];

    const { suggestionId } = suggestion;
    const accepted = await api.post(suggestionView, `suggestions/${suggestionId}/accept`);
    expect(await suggestionsAbout(api, [ana.phone])).toEqual([]);
    const { customerId } = await customerWith(api, email);
    expect((await customerWith(api, phone)).customerId).toBe(customerId);
    const links = await linksOf(api, customerId);
    expect(links).toMatchObject([{ linkId: accepted.linkId, reason: 'suggestion', by: 'local-development' }]);
    const after = await journeyOf(api, customerId);
    expect(after.map(({ interactionId }) => interactionId).toSorted()).toEqual(
      before.map(({ interactionId }) => interactionId).toSorted(),
    );
    const [ofText, ofLetter] = [conversationIdOf(before, text), conversationIdOf(before, letter.id)];
    expect(ofText).not.toBe(ofLetter);
    expect([conversationIdOf(after, text), conversationIdOf(after, letter.id)]).toEqual([ofText, ofLetter]);

    const reply = await mail.sends(ana, {
      text: 'On Friday.',
      subject: 'Re: My order',
      inReplyTo: letter.messageId,
    });
    await mail.reports(reply.id, ana, 'delivered');
    const next = await sms.receives(ana, 'And is the red one in stock?');
    await settled();
    const all = await journeyOf(api, customerId);
    // Each goes on where it was asked: the mail's answer in the mail's conversation, to its address.
    expect(conversationIdOf(all, reply.id)).toBe(ofLetter);
    expect(all.find(({ interactionId }) => interactionId === reply.id)?.contact.address).toBe(ana.email);
    expect(conversationIdOf(all, next)).toBe(ofText);
    // Two enquiries, each on its own channel: she switched in neither, and came back with the second.
    const [byText, byLetter] = [await measuresOf(api, ofText), await measuresOf(api, ofLetter)];
    expect([byText.channelSwitches.count, byLetter.channelSwitches.count]).toEqual([0, 0]);
    expect([byText.repeatContacts.count, byText.firstContactResolved]).toEqual([0, true]);
    expect(byLetter.repeatContacts.contacts).toMatchObject([{ why: 'came-back', after: ofText }]);
    expect((await cardOf(api, customerId)).preferredChannel, 'she has answered nothing').toBeUndefined();
    return [phone, email];
  },
};
