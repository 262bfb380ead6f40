import type { StorySource } from '../../local/client/conversation-story.ts'

export default {
  name: 'Who asks for a person gets one, and is told so',
  store: 'any',
  turns: [
    {
      says: 'I want to talk to a person, please.',
      expects: { outcome: 'with_human', specialists: [], contains: ['person'], parts: ['system'] },
    },
  ],
} satisfies StorySource
