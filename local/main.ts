import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { banner } from './host/terminal/banner.ts'
import { createEventPrinter } from './host/terminal/event-printer.ts'
import { help, readOptions } from './host/terminal/options.ts'
import { writeRunningSystem } from './host/terminal/running-system.ts'
import { onEnd } from './host/terminal/signals.ts'

const began = performance.now()
// Saves about a third of the loading, from the second start on; the functions share it.
enableCompileCache(join(import.meta.dirname, '../.switchboard/compiled'))
const options = readOptions(process.argv.slice(2))

if ('problem' in options) {
  console.error(`${options.problem}\n\n${help}`)
  process.exitCode = 2
} else if (options.help) {
  console.log(help)
} else {
  await run(options).catch((error: unknown) => {
    console.error(styleText('red', error instanceof Error ? error.message : String(error)))
    if (options.verbose) console.error(error)
    process.exit(1)
  })
}

async function run(options: Extract<ReturnType<typeof readOptions>, { help: boolean }>): Promise<void> {
  console.log('Starting Switchboard on this machine …')
  // Loaded only now, so that something is on the screen at once.
  const { startShop } = await import('./host/terminal/shop.ts')
  const shop = await startShop({
    ...options,
    onEvent: createEventPrinter({ verbose: options.verbose, print: (line) => console.log(line) }),
    onProgress: (done, ms) =>
      console.log(`  ${styleText('green', '✓')} ${done} ${styleText('dim', `${Math.round(ms)} ms`)}`),
  })
  const forget = writeRunningSystem(shop)
  console.log(banner(shop, performance.now() - began))
  onEnd(async () => {
    forget()
    await shop.close()
  })
  await shop.warm()
}
