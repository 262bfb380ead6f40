import type { StorySource } from '../../local/client/conversation-story.ts'

export default {
  name: 'An order and a product in one message: two specialists, one answer with both',
  store: 'demo',
  customer: 'mina_okafor_4821',
  turns: [
    {
      says: 'Where is my order #W0482125, and does the electric kettle come in black?',
      expects: {
        specialists: ['order', 'product'],
        contains: ['#W0482125', 'kettle', 'black'],
        parts: ['text', 'order_card', 'product_card'],
      },
    },
  ],
} satisfies StorySource
