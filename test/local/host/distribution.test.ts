import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostWidget } from './support/widget-host.ts'

let widget: Awaited<ReturnType<typeof hostWidget>>
let panel: string

beforeAll(async () => {
  widget = await hostWidget()
  panel = widget.paths.find((path) => path.startsWith('/widget/panel-')) ?? ''
})
afterAll(() => widget.close())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(widget.url + path, { method, headers: { 'accept-encoding': 'identity', ...headers } })

describe('A hosted distribution', () => {
  test('gives out what the deployment uploads, with the headers that it has in the bucket', async () => {
    const loader = await get('/widget/loader.js')
    expect(loader.headers.get('cache-control')).toBe('public, max-age=300, stale-while-revalidate=3600')
    expect(loader.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await loader.text()).toContain(panel.replace('/widget/', ''))
    expect((await get(panel)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  test('adds the declared headers for pages of other origins, to errors as well', async () => {
    for (const path of [panel, '/widget/panel-00000000.js']) {
      const { headers } = await get(path, { origin: 'https://shop.example' })
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    }
    expect((await get(panel)).headers.get('access-control-allow-origin')).toBeNull()
  })

  test('refuses what is not there without letting anybody keep that, and every verb but GET and HEAD', async () => {
    const missing = await get('/widget/panel-00000000.js')
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([403, null])
    expect((await get(panel, {}, 'POST')).status).toBe(403)
    const head = await get(panel, {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await get('/elsewhere.js')).status).toBe(418)
  })

  test('sends nothing again to who has it', async () => {
    const { headers } = await get(panel)
    const etag = headers.get('etag') ?? ''
    const again = await get(panel, { 'if-none-match': `"other", W/${etag}` })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    expect((await get(panel, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('compresses for who takes it: %s', async (accepted, encoding) => {
    const plain = await (await get(panel)).text()
    const answer = await get(panel, { 'accept-encoding': accepted })
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
      encoding,
      'accept-encoding',
    ])
    expect(await answer.text()).toBe(plain)
  })
})
