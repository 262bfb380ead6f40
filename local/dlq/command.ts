import { parseArgs } from 'node:util'
import { inWords } from './failures.ts'
import { list } from './list.ts'
import { awsPlace, localPlace, type Place } from './place.ts'
import { redrive } from './redrive.ts'
import type { Screen } from './screen.ts'
import { show } from './show.ts'

const help = `npm run dlq -- list | show <queue> | redrive <queue>

What could not be processed: dead letters (messages on which a function failed ten times) and quarantine (messages
that no function understands). docs/runbook.md says what to do about each.

  list               every queue, how many messages lie in it, the oldest, and the runbook's entry
  show <queue>       its messages in words; they stay where they are. --most 20 is how many at most
  redrive <queue>    sends them again, when the cause is mended. Asks first; --yes does not ask.
                     --per-second 5 goes slowly, for a model with a rate limit

<queue> is inbound, order, product, merge or relay, or quarantine/inbound and so on.

  --api URL          another system than the one that npm start runs on this machine
  --aws              the one that is deployed in AWS, by the credentials in the environment (AWS_PROFILE)
  --region REGION    there; else that of AWS_REGION or the profile
  --stack NAME       the one whose stacks' names begin so, if there are several: Switchboard-prod`

/** The command line. Throws an error that says what is wrong. */
export async function dlqCommand(args: readonly string[], screen: Screen): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      api: { type: 'string' },
      aws: { type: 'boolean' },
      region: { type: 'string' },
      stack: { type: 'string' },
      most: { type: 'string', default: '20' },
      'per-second': { type: 'string' },
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  const [action, queue, ...more] = positionals
  if (values.help) return screen.say(help)
  if (!isAction(action) || more.length > 0 || (action === 'list' && queue !== undefined))
    throw new Error(`What shall be done?\n\n${help}`)
  const most = wholeNumber('--most', values.most)
  const perSecond = values['per-second'] && wholeNumber('--per-second', values['per-second'])
  const { api, aws, region, stack, yes } = values
  const isAws = aws ?? (region !== undefined || stack !== undefined)
  if (isAws && api !== undefined) throw new Error('Either --api or --aws, not both.')
  const place = isAws ? awsPlace(stack, region) : await localPlace(api)
  const doIt: Record<Action, () => Promise<void>> = {
    list: async () => await list(place, screen),
    show: async () => await show(queue, most, place, screen),
    redrive: async () => await redrive(queue, { yes, perSecond: perSecond || undefined }, place, screen),
  }
  await closing(place, doIt[action])
}

const actions = ['list', 'show', 'redrive'] as const
type Action = (typeof actions)[number]

function isAction(text: string | undefined): text is Action {
  return actions.some((action) => action === text)
}

async function closing(place: Place, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw inWords(error)
  } finally {
    place.close()
  }
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`${option} must be a whole number above 0, not ${text}.`)
}
