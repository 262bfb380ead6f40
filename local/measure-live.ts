import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { launchChromium } from './browser/chromium.ts'
import { measureLive, ways } from './measure/live.ts'
import { startDemo } from './storefront/demo.ts'

const help = `npm run measure:live -- [--latency 2000] [--questions 5]

Asks in the chat of the demo store, in a real browser, and tells in milliseconds after the question was sent when it was
accepted, when the first text of the answer is on the screen, and when all of it is: live, and by polling as where sockets
are blocked. The stand-in model takes --latency for each of its replies, half of it before the first word. Medians.`

const { values } = parseArgs({
  options: {
    latency: { type: 'string', default: '2000' },
    questions: { type: 'string', default: '5' },
    help: { type: 'boolean' },
  },
})
if (values.help) console.log(help)
else await measureAll(Number(values.latency), Number(values.questions))

async function measureAll(latencyMs: number, questions: number): Promise<void> {
  const [browser, demo] = await Promise.all([launchChromium(), startDemo({ latencyMs })])
  try {
    await demo.system.host.warm()
    console.log(
      `${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}; a reply takes ${latencyMs} ms`,
    )
    for (const way of ways) console.log(way, await measureLive(way, questions, browser, demo.url))
  } finally {
    await Promise.all([browser.close(), demo.close()])
  }
}
