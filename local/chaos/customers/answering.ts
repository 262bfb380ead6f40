import type { Random } from '../../store/random.ts'
import type { Talk } from './talk.ts'

/** What a customer does who was asked to confirm a change; the number of moves that were accepted. */
export async function answerTo(
  actionId: string,
  talk: Talk,
  random: Random,
  around: {
    /** Another wish, in words. */
    readonly wish: () => string
    /** Lets time pass. */
    readonly pause: (ms: number) => Promise<void>
  },
): Promise<number> {
  const press = (verb: 'confirm' | 'decline') => talk.decide(actionId, verb)
  const dice = random.int(1, 100)
  if (dice <= 22) return count([talk.say(random.pick(['yes', 'Yes, please.', 'go ahead']))])
  if (dice <= 44) return count([press('confirm')])
  if (dice <= 58) return count([press('confirm'), press('confirm')])
  if (dice <= 64) return count([press('confirm'), press('decline')])
  if (dice <= 69) return count([press('confirm'), talk.say(around.wish())])
  if (dice <= 77) return count([talk.say(random.pick(['no', 'No thanks!']))])
  if (dice <= 82) return count([press('decline')])
  if (dice <= 88) return count([talk.say('hmm, maybe')])
  if (dice <= 96) return count([talk.say(around.wish())])
  // Too late: the question is open for a quarter of an hour.
  await around.pause(16 * 60_000)
  return count([random.chance(0.5) ? press('confirm') : talk.say('yes')])
}

async function count(moves: readonly Promise<boolean>[]): Promise<number> {
  return (await Promise.all(moves)).filter(Boolean).length
}
