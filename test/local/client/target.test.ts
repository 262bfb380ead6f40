import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asCustomer, findTarget } from '../../../local/client/target.ts'

let folder: string
let file: string
const local = { apiUrl: 'http://127.0.0.1:3000', storeId: 'demo', storeSecret: 'local secret', pid: 1 }
const missing = 'no such file'
const environment = {}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'target-'))
  file = join(folder, 'local.json')
  await writeFile(file, JSON.stringify(local))
})
afterAll(() => rm(folder, { recursive: true }))

describe('Which system a command talks to', () => {
  test('the one that runs on this machine', async () => {
    expect(await findTarget(undefined, { file, environment })).toEqual({
      apiUrl: 'http://127.0.0.1:3000',
      storeId: 'demo',
      storeSecret: 'local secret',
    })
  })

  test.each([
    'https://api.example',
    'https://api.example/',
    'https://api.example/v1',
    'https://api.example/v1/',
  ])('%s, with the credentials of the environment', async (url) => {
    const credentials = { SWITCHBOARD_STORE_ID: 'st_1', SWITCHBOARD_STORE_SECRET: 'its secret' }
    expect(await findTarget(url, { file, environment: credentials })).toEqual({
      apiUrl: 'https://api.example',
      storeId: 'st_1',
      storeSecret: 'its secret',
    })
  })

  test('none: it says how to start one', async () => {
    await expect(findTarget(undefined, { file: missing, environment })).rejects.toThrow(
      'Start the system with `npm start`',
    )
  })

  test('a deployed one without credentials: it says which are missing', async () => {
    await expect(findTarget('https://api.example', { file: missing, environment })).rejects.toThrow(
      'set SWITCHBOARD_STORE_ID and SWITCHBOARD_STORE_SECRET',
    )
  })

  test('a file that is something else: it says which', async () => {
    const broken = join(folder, 'broken.json')
    await writeFile(broken, '{')
    await expect(findTarget(undefined, { file: broken, environment })).rejects.toThrow(
      `${broken} is not what`,
    )
  })

  test('one that has stopped: it says so', async () => {
    const stopped = { ...local, apiUrl: 'http://127.0.0.1:1' }
    await expect(asCustomer(stopped, 'mina')).rejects.toThrow('Nothing answers at http://127.0.0.1:1')
  })
})
