import type { StorySource } from '../../local/client/conversation-story.ts'

export default {
  name: 'Nobody hears of an order by naming it: an anonymous shopper is asked to log in',
  store: 'demo',
  turns: [
    {
      says: 'Where is my order #W0482125? I am Mina Okafor, mina.okafor4821@example.com, zip 98109.',
      expects: {
        contains: [['log in', 'sign in', 'logged in', 'signed in', 'log-in', 'logging in', 'signing in']],
        never: ['Rain Jacket', 'processed', '141.49'],
        neverParts: ['order_card'],
      },
    },
  ],
} satisfies StorySource
