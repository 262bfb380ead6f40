import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoStore } from '../../../local/store/demo-store.ts'
import { type System, startSystem } from '../../../local/system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem({ store: demoStore(1) })
})
afterAll(() => system?.close())

const local = join(import.meta.dirname, '../../../local')

/** Runs a command as a process of its own, as `npm run` does. */
async function run(command: string, args: string[], input = '') {
  const environment = {
    ...process.env,
    NO_COLOR: '1',
    SWITCHBOARD_STORE_ID: system.storeId,
    SWITCHBOARD_STORE_SECRET: system.secrets.store,
  }
  return new Promise<{ code: number; output: string; errors: string }>((done) => {
    const child = execFile(
      process.execPath,
      [join(local, `${command}.ts`), ...args],
      { env: environment },
      (_, output, errors) => done({ code: child.exitCode ?? -1, output, errors }),
    )
    child.stdin?.end(input)
  })
}

const idIn = (output: string) => /cnv_[0-9a-f]{32}/.exec(output)?.[0] ?? ''

describe('npm run chat', () => {
  test('--once sends one message, prints its answer, and how to read its story', async () => {
    const args = ['--api', system.host.url, '--customer', 'mina_okafor_4821', '--once', 'Where is #W0482125?']
    const { code, output } = await run('chat', args)
    expect(code).toBe(0)
    expect(output).toContain('Order #W0482125  processed')
    expect(output).toContain(`npm run story -- ${idIn(output)}`)
  })

  test('takes lines from a pipe, one after the other', async () => {
    const { output } = await run('chat', ['--api', system.host.url], 'Hello\n/person\n')
    expect(output.match(/^(you {3}|store|system)/gm)).toEqual(['you   ', 'store', 'you   ', 'system'])
  })

  test('says in a sentence what is wrong', async () => {
    const { code, errors } = await run('chat', ['--api', 'http://127.0.0.1:1'])
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^Nothing answers at http:\/\/127\.0\.0\.1:1\. .*\n$/),
    ])
  })
})

describe('npm run chat -- --operator', () => {
  test('lists who waits; takes over, writes, gives back; and the bot answers again', async () => {
    const api = ['--api', system.host.url]
    const { output } = await run('chat', api, '/person it burnt\nHello?\n')
    const id = idIn(output)
    const listed = await run('chat', [...api, '--operator'])
    expect(listed.output).toContain(`${id}  since `)
    expect(listed.output).toContain('handed off by the customer, "it burnt"')
    const desk = await run('chat', [...api, '--operator', id], 'Good morning!\n/back\n/say too late\n/take\n')
    const said = [...desk.output.matchAll(/^(customer|operator|store|system|team)\b *(.*)$/gm)]
    expect(said.map(([, who, words]) => [who, words])).toMatchObject([
      ['operator', expect.stringContaining('the human holds this conversation')],
      ['system', expect.stringContaining('person from our team')],
      ['customer', 'Hello?'],
      ['team', 'Good morning!'],
      ['operator', 'Good morning!'],
      ['team', '/back'],
      ['system', expect.stringContaining('assistant')],
      ['team', '/say too late'],
      ['team', '/take'],
      ['system', expect.stringContaining('person from our team')],
    ])
    expect(desk.output).toContain('409 bot_in_control')
  })

  test('of an unknown conversation says so', async () => {
    const unknown = `cnv_${'0'.repeat(32)}`
    const { code, errors } = await run('chat', ['--api', system.host.url, '--operator', unknown])
    expect([code, errors]).toEqual([1, expect.stringContaining('404')])
  })
})

describe('npm run story', () => {
  test('tells the conversation with its route, tools and totals', async () => {
    const once = [
      '--customer',
      'mina_okafor_4821',
      '--once',
      'Where is #W0482125, and does the kettle come in black?',
    ]
    const { output } = await run('chat', ['--api', system.host.url, ...once])
    const story = await run('story', ['--api', system.host.url, idIn(output)])
    expect(story.output).toMatch(/Turn 1 · replied/)
    expect(story.output).toMatch(/router +delegate: /)
    expect(story.output).toMatch(/get_order_details → \{/)
    expect(story.output).toMatch(/\d model calls · \d+ tokens → \d+ · \$0\.\d{6}/)
  })

  test('of an unknown conversation says so', async () => {
    const unknown = `cnv_${'0'.repeat(32)}`
    const { code, errors } = await run('story', ['--api', system.host.url, unknown])
    expect(code).toBe(1)
    expect(errors).toContain('404')
  })
})

describe('npm run smoke', () => {
  test('plays the stories of that name, and ends well', async () => {
    const { code, output } = await run('smoke', ['--url', system.host.url, '--only', 'greeting'])
    expect([code, output]).toEqual([0, expect.stringMatching(/✓ A greeting .*\nAll is well\.\n$/s)])
  })

  test.each(['chat', 'story', 'smoke'])('%s --help explains itself', async (command) => {
    const { code, output } = await run(command, ['--help'])
    expect([code, output]).toEqual([0, expect.stringContaining(`npm run ${command} --`)])
  })
})
