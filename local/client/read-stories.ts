import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { type ConversationStory, conversationStory } from './conversation-story.ts'

const storiesDirectory = join(import.meta.dirname, '../../test/conversations')

/** All `*.story.ts` of a folder, by file name. Throws an error that names the file that is no story. */
export async function readStories(directory = storiesDirectory): Promise<ConversationStory[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.story.ts')).sort()
  return await Promise.all(files.map((file) => readStory(join(directory, file))))
}

async function readStory(path: string): Promise<ConversationStory> {
  const module: { default?: unknown } = await import(path)
  const story = conversationStory.safeParse(module.default)
  if (story.success) return story.data
  throw new Error(`${path} does not export a conversation story:\n${z.prettifyError(story.error)}`)
}
