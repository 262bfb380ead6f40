import type { ServerResponse } from 'node:http'

export function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.setHeader('content-type', type)
  response.setHeader('x-content-type-options', 'nosniff')
  response.end(body)
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status
  response.setHeader('cache-control', 'no-store')
  send(response, 'application/json', JSON.stringify(body))
}

/** As strict as it gets, so that the demo proves that the widget needs no exception. */
export function contentPolicy(chat: { apiBase: string; socketUrl: string; widgetUrl: string }): string {
  const { protocol, host } = new URL(chat.socketUrl)
  return [
    "default-src 'none'",
    `script-src 'self' ${new URL(chat.widgetUrl).origin}`,
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${new URL(chat.apiBase).origin} ${protocol}//${host}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** The page takes nothing of other origins that does not say that it is for others. */
export const isolation = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
}
