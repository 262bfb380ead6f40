import { parseArgs } from 'node:util'
import type { ConversationStory } from './client/conversation-story.ts'
import { terminalPaint as paint } from './client/paint.ts'
import { playStory } from './client/play-story.ts'
import { readStories } from './client/read-stories.ts'
import { runCommand } from './client/run-command.ts'
import { asCustomer, asOperator, findTarget, type Target } from './client/target.ts'

const help = `npm run smoke -- [--url <API>] [--customer <id> ...] [--only <words>]

Plays the conversation stories (test/conversations/*.story.ts) over HTTP against a running or a deployed system.
Exit code 1 if an answer is not as its story expects.

  --url <API>       the API's address; the system that npm start runs on this machine if left out
  --customer <id>   the store has its own data: only the stories that are true in any store, as these customers
  --only <words>    only the stories with these words in their name

A deployed system: SWITCHBOARD_STORE_ID and SWITCHBOARD_STORE_SECRET hold the store's id and secret.`

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      customer: { type: 'string', multiple: true },
      only: { type: 'string', default: '' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(help)
  const target = await findTarget(values.url)
  const stories = (await readStories())
    .filter(({ name }) => name.includes(values.only))
    .flatMap((story) => asPlayed(story, values.customer))
  if (stories.length === 0) throw new Error('There is no such story in test/conversations.')
  console.log(paint('gray', `${stories.length} stories at ${target.apiUrl}`))
  let failed = 0
  for (const story of stories) failed += (await play(story, target)) ? 0 : 1
  console.log(
    failed === 0 ? paint('green', 'All is well.') : paint('red', `${failed} of ${stories.length} failed.`),
  )
  if (failed > 0) process.exitCode = 1
})

/** With the store's own customers, a story of any store is played as each of them; one of the demo store, not at all. */
function asPlayed(story: ConversationStory, customers: readonly string[] | undefined): ConversationStory[] {
  if (customers === undefined) return [story]
  if (story.store === 'demo') return []
  return story.customer === undefined ? [story] : customers.map((customer) => ({ ...story, customer }))
}

async function play(story: ConversationStory, target: Target): Promise<boolean> {
  const [customer, operator] = await Promise.all([asCustomer(target, story.customer), asOperator(target)])
  const { conversation, failures, turns } = await playStory(story, { customer, operator })
  const mark = failures.length === 0 ? paint('green', '✓') : paint('red', '✗')
  console.log(`${mark} ${story.name} ${paint('gray', `${turns.join(' + ')} ms, ${conversation}`)}`)
  for (const failure of failures) console.log(`    ${failure}`)
  return failures.length === 0
}
