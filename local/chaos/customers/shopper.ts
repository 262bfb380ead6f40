import { wording } from '../../../functions/core/wording.ts'
import type { Random } from '../../store/random.ts'
import { markOf } from '../brain/chaos-brain.ts'
import { answerTo } from './answering.ts'
import type { Operator } from './operator.ts'
import type { Shop, ShopCustomer } from './shop.ts'
import { askedAction, type Talk } from './talk.ts'
import { nextWords } from './wanting.ts'

export interface Shopper {
  /** The conversation's number in this run. */
  readonly label: string
  /** Nobody has signed in if left out. */
  readonly who: ShopCustomer | undefined
  readonly random: Random
}

export interface Surroundings {
  readonly shop: Shop
  readonly operator: Operator
  readonly pause: (ms: number) => Promise<void>
  /** Hears of the turns that a conversation has had so far; whether there shall be more. */
  readonly goesOn: (label: string, turns: number) => boolean
  /** Does something in the middle of the next reply of the model in this conversation. */
  readonly interrupt: (label: string, act: () => Promise<void>) => void
}

/** Moves of one conversation. */
const mostMoves = 10
/** Looks at a turn that is not over, before the customer gives up. */
const mostLooks = 60

/** A customer's conversation from the first word to the last answer, by their own dice. */
export async function converse(shopper: Shopper, talk: Talk, around: Surroundings): Promise<void> {
  const { random, label } = shopper
  const { operator, pause } = around
  let moves = 0
  const wish = () => `${nextWords(shopper.who, around.shop, random)} ${markOf(label, moves)}`
  await pause(random.int(0, 20_000))
  while (moves < mostMoves) {
    await talk.look()
    if (talk.status === 'thinking' && random.chance(0.7)) {
      await pause(random.int(3_000, 20_000))
      continue
    }
    if (talk.status === 'with_human' && !(await withPerson())) return
    if (waitsForApproval(talk)) await operator.review(talk.id, random)
    const made = await move()
    moves += Math.max(1, made)
    if (!around.goesOn(label, talk.turn)) break
    await pause(random.int(1_000, 25_000))
  }
  await end()

  async function move(): Promise<number> {
    const asked = askedAction(talk)
    if (asked !== undefined && random.chance(0.95))
      return await answerTo(asked, talk, random, { wish, pause })
    const dice = random.int(1, 100)
    if (dice <= 12) return await quickly([wish(), wish()])
    if (dice <= 20) return await interrupting(wish(), wish())
    if (dice <= 22) return Number(await talk.askForPerson())
    return Number(await talk.say(wish()))
  }

  /** Two messages at the same time. */
  async function quickly(texts: readonly string[]): Promise<number> {
    return (await Promise.all(texts.map((text) => talk.say(text)))).filter(Boolean).length
  }

  /** One message, and another while the model thinks about it. */
  async function interrupting(first: string, second: string): Promise<number> {
    around.interrupt(label, async () => void (await talk.say(second)))
    return Number(await talk.say(first)) + 1
  }

  /** A person has it: the customer may write on, the person may answer, and gives it back in the end. */
  async function withPerson(): Promise<boolean> {
    if (random.chance(0.4)) await talk.say(wish())
    await pause(random.int(1_000, 60_000))
    if (random.chance(0.3)) await operator.write(talk.id, `I have looked at it. ${markOf(label, moves)}`)
    if (!(await operator.giveBack(talk.id))) return false
    await talk.look()
    return true
  }

  async function end(): Promise<void> {
    for (let looks = 0; looks < mostLooks; looks++) {
      await talk.look()
      around.goesOn(label, talk.turn)
      if (waitsForApproval(talk)) await operator.review(talk.id, random)
      else if (talk.status !== 'thinking') return
      await pause(10_000)
    }
  }
}

/** The customer was told that a person has to approve it, and has heard nothing since. */
function waitsForApproval({ messages }: Talk): boolean {
  const told = messages.findLastIndex(({ parts }) =>
    parts.some((part) => part.type === 'text' && part.text === wording.en.approval),
  )
  if (told < 0) return false
  return !messages.slice(told + 1).some(({ author, parts }) => {
    const isDecided = parts.some((part) => part.type === 'decision' && part.decision !== 'confirmed')
    return author === 'operator' && isDecided
  })
}
