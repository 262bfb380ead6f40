import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connectionPosts } from '../../functions/adapters/connection-posts.ts'
import { logger } from '../../functions/adapters/telemetry.ts'

const posts = connectionPosts('https://live.example/test')
let requests: Request[] = []
let gateway: (request: Request) => Promise<Response>

beforeEach(() => {
  requests = []
  gateway = async () => new Response(null, { status: 200 })
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKID')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.spyOn(logger, 'error').mockImplementation(() => {})
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(request)
    return await gateway(request)
  })
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** A gateway that never answers. */
const silent = ({ signal }: Request) =>
  new Promise<Response>((_, reject) => {
    const end = () => reject(signal.reason)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  })

describe('A post to a connection', () => {
  test('goes to the management API, signed, with its id as it must be in a path', async () => {
    expect(await posts.post('L0SM9cOFvHcCIhw=', '{"a":1}')).toBe('sent')
    const [request] = requests
    expect(`${request?.method} ${request?.url}`).toBe(
      'POST https://live.example/test/@connections/L0SM9cOFvHcCIhw%3D',
    )
    expect(await request?.text()).toBe('{"a":1}')
    expect(request?.headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-central-1\/execute-api\/aws4_request/,
    )
  })

  test.each([
    [200, 'sent'],
    [410, 'gone'],
    [429, 'busy'],
    [500, 'busy'],
    [503, 'busy'],
  ])('that is answered with %d is %s, once, and no error', async (status, posted) => {
    gateway = async () => new Response(null, { status })
    expect(await posts.post('a', '{}')).toBe(posted)
    expect(requests).toHaveLength(1)
    expect(logger.error).not.toHaveBeenCalled()
  })

  test.each([400, 403, 413])('that the gateway refuses (%d) is an error in the log', async (status) => {
    gateway = async () => new Response(null, { status })
    expect(await posts.post('a', '{}')).toBe('refused')
    expect(logger.error).toHaveBeenCalledWith(expect.any(String), { status })
  })

  test('that finds no gateway is no exception', async () => {
    gateway = async () => {
      throw new TypeError('fetch failed')
    }
    expect(await posts.post('a', '{}')).toBe('busy')
    expect(logger.error).toHaveBeenCalledOnce()
  })

  test('ends when it is stopped, or after a second', async () => {
    gateway = silent
    const stop = new AbortController()
    const posting = posts.post('a', '{}', stop.signal)
    stop.abort()
    expect(await posting).toBe('busy')
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
    expect(await posts.post('a', '{}')).toBe('busy')
    expect(timeout).toHaveBeenCalledWith(1_000)
    expect(logger.error).not.toHaveBeenCalled()
  })

  test('is a DELETE to close it', async () => {
    expect(await posts.close('a=')).toBe('sent')
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'DELETE https://live.example/test/@connections/a%3D',
    ])
  })
})
