import type { StorySource } from '../../local/client/conversation-story.ts'

export default {
  name: 'An order that the customer does not have is said to be unknown, never invented',
  store: 'any',
  customer: 'mina_okafor_4821',
  turns: [
    {
      says: 'Where is my order #W9999999?',
      expects: {
        specialists: ['order'],
        contains: [
          '#W9999999',
          ['not find', "n't find", 'no order', 'not see', "n't see", 'unable to find', 'cannot find'],
        ],
        neverParts: ['order_card'],
      },
    },
  ],
} satisfies StorySource
