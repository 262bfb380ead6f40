import type { Browser, Page } from 'playwright-core'
import * as z from 'zod'
import { liveFrame } from '../../functions/core/live.ts'
import { type Chat, chatOn } from '../screenshots/chat.ts'
import { closeSockets } from '../screenshots/held.ts'

/** How news come: over the socket, or as where sockets are blocked. */
export const ways = ['live', 'polling'] as const

const names = ['accepted', 'firstText', 'finished', 'frames', 'drafts', 'mostDraftsASecond', 'looks'] as const
/** Milliseconds after the question was sent, and counts. */
export type LiveFigures = Record<(typeof names)[number], number>

const question = 'Where is order #W0482125, and does the kettle come in black?'
const customer = 'mina_okafor_4821'

/** Asks so many times in the chat of the demo store at `url`; medians. */
export async function measureLive(
  way: (typeof ways)[number],
  questions: number,
  browser: Browser,
  url: string,
): Promise<LiveFigures> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  await context.addCookies([{ name: 'switchboard-demo-customer', value: customer, url }])
  const page = await context.newPage()
  if (way === 'polling') await closeSockets(page)
  const heard = listen(page)
  await page.goto(url)
  const chat = chatOn(page)
  // The first one begins the conversation, and is not like the others.
  await chat.ask(question)
  await page.evaluate(watchScreen)
  const all: LiveFigures[] = []
  for (let count = 0; count < questions; count++) all.push(await askOnce(chat, page, heard))
  await context.close()
  const median = (name: (typeof names)[number]) =>
    all.map((it) => it[name]).toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
  return z.record(z.enum(names), z.number()).parse(Object.fromEntries(names.map((it) => [it, median(it)])))
}

/** Whenever the log looks different: the time, how many answers are there, and whether one is being written. */
const watchScreen = `{
  const log = document.querySelector('[data-switchboard]').shadowRoot.querySelector('.log')
  window.seen = []
  new MutationObserver(() => requestAnimationFrame(() => {
    const isDraft = log.querySelector('.bubble[aria-hidden]') !== null
    seen.push({ at: Date.now(), isDraft, answers: log.querySelectorAll('.theirs').length - Number(isDraft) })
  })).observe(log, { childList: true, subtree: true })
}`
const seen = z.array(z.object({ at: z.number(), isDraft: z.boolean(), answers: z.number() }))

type Heard = { at: number; what: string }[]

/** What comes over the network, with its time. */
function listen(page: Page): Heard {
  const heard: Heard = []
  const note = (what: string) => heard.push({ at: Date.now(), what })
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => note(kindOf(String(payload)))))
  page.on('request', (request) => note(`${request.method()} ${new URL(request.url()).pathname}`))
  page.on('response', (response) => note(`${response.status()} ${response.request().method()}`))
  return heard
}

function kindOf(payload: string): string {
  return liveFrame.safeParse(JSON.parse(payload)).data?.type ?? 'other'
}

async function askOnce(chat: Chat, page: Page, heard: Heard): Promise<LiveFigures> {
  heard.length = 0
  await page.evaluate('seen.length = 0')
  await chat.answerTo(() => chat.write(question))
  const sent = heard.find(({ what }) => /^POST .*messages$/.test(what))?.at ?? Number.NaN
  const shown = seen.parse(await page.evaluate('seen'))
  const isAnswered = ({ answers }: { answers: number }) => answers > (shown[0]?.answers ?? 0)
  const after = (at = Number.NaN) => at - sent
  const drafts = heard.filter(({ what }) => what === 'draft')
  return {
    accepted: after(heard.find(({ what }) => what === '202 POST')?.at),
    firstText: after(shown.find((it) => it.isDraft || isAnswered(it))?.at),
    finished: after(shown.find(isAnswered)?.at),
    frames: heard.filter(({ what }) => !what.includes(' ')).length,
    drafts: drafts.length,
    mostDraftsASecond: Math.max(
      0,
      ...drafts.map(({ at }) => drafts.filter((it) => it.at >= at && it.at < at + 1000).length),
    ),
    looks: heard.filter(({ what }) => /^GET .*messages/.test(what)).length,
  }
}
