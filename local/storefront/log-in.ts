import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

const cookie = 'switchboard-demo-customer'

/** The customer that the visitor has chosen to be; `undefined` for an anonymous visitor. */
export function chosenCustomer(request: IncomingMessage): string | undefined {
  const entry = (request.headers.cookie ?? '')
    .split('; ')
    .map((each) => each.split('='))
    .find(([name]) => name === cookie)
  return entry?.[1] ? decodeURIComponent(entry[1]) : undefined
}

/** Takes the log-in form: a demo needs no password. An empty customer is an anonymous visitor. */
export async function choose(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await text(request))
  const customer = (form.get('other')?.trim() || form.get('customer')) ?? ''
  const life = customer === '' ? '; Max-Age=0' : ''
  response.writeHead(303, {
    location: ownPath(form.get('back')),
    'set-cookie': `${cookie}=${encodeURIComponent(customer)}; Path=/; HttpOnly; SameSite=Lax${life}`,
  })
  response.end()
}

/** Back to where they were, on this server only. */
function ownPath(back: string | null): string {
  return back !== null && /^\/(?![/\\])[\w/?=&%.+-]*$/.test(back) ? back : '/'
}
