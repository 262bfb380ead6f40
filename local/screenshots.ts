import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { launchChromium } from './browser/chromium.ts'
import { chatPictures } from './screenshots/chat-pictures.ts'
import { type Picture, take } from './screenshots/picture.ts'
import { startDemo } from './storefront/demo.ts'
import { scenes } from './storefront/scenes.ts'

const help = `npm run screenshots -- [name …] [--to docs/screenshots]

Plays conversations in the demo store on this machine, with the stand-in model, and takes pictures of the chat
(chat-….png) and of the storefront (storefront-….png).`

/** As long as a model's call takes: the time lines look as they do with a real one. */
const latencyMs = 300

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    to: { type: 'string', default: join(import.meta.dirname, '../docs/screenshots') },
    help: { type: 'boolean' },
  },
})
if (values.help) console.log(help)
else await takeAll(values.to)

async function takeAll(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const [browser, demo] = await Promise.all([launchChromium(), startDemo({ latencyMs })])
  try {
    await demo.system.host.warm()
    for (const picture of wanted()) {
      const path = join(directory, `${picture.name}.png`)
      await take(picture, browser, demo.url, path)
      console.log(path)
    }
  } finally {
    await Promise.all([browser.close(), demo.close()])
  }
}

/** The storefront first: the chat's last picture is of an order that is cancelled for good. */
function wanted(): Picture[] {
  const all = [...scenes.map((it) => ({ ...it, name: `storefront-${it.name}` })), ...chatPictures]
  return all.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
}
