import { interactionId } from '../../interaction/ids.ts';
import { acceptEvents } from '../accept-events.ts';
import { noQuery } from '../parameters.ts';
import { defineRoute } from '../route.ts';
import { acceptedView, eventsBody } from '../views/events.ts';

export const postEvents = defineRoute({
  method: 'POST',
  path: '/v1/events',
  summary: 'Takes what happened elsewhere: replies, chats, calls, visits, purchases, notes',
  query: noQuery,
  body: eventsBody,
  status: 202,
  view: acceptedView,
  async run({ api, brand, by, body }) {
    const written =
      'events' in body
        ? body.events.map((event, index) => ({ event, pointer: `/events/${index}` }))
        : [{ event: body, pointer: '' }];
    const events = await acceptEvents(api, { brand, by }, written);
    return { events: events.map((event) => ({ type: event.type, interactionId: interactionId(event) })) };
  },
});
