import type { StorySource } from '../../local/client/conversation-story.ts'

export default {
  name: 'A greeting is answered at once, without asking a specialist',
  store: 'any',
  turns: [{ says: 'Hello!', expects: { specialists: [], neverParts: ['order_card', 'product_card'] } }],
} satisfies StorySource
