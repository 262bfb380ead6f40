import type { Widget } from '../../../widget/contract.ts'
import { all } from './element.ts'

type Commands = Omit<Widget, 'ready'>
declare global {
  interface Window {
    Switchboard?: ((...call: unknown[]) => void) & { q?: unknown[][] }
  }
}

/** Says something to the chat, as any storefront may; what is said before it has loaded waits in its queue. */
export function chat<Name extends keyof Commands>(name: Name, ...given: Parameters<Commands[Name]>): void {
  window.Switchboard ??= waitingLine()
  window.Switchboard(name, ...given)
}

function waitingLine(): NonNullable<Window['Switchboard']> {
  const q: unknown[][] = []
  return Object.assign((...call: unknown[]) => void q.push(call), { q })
}

/** What a real storefront does: says who is logged in, what they look at, and hands out a fresh token when asked. */
export function startChat(): void {
  const { customer, order, product } = document.body.dataset
  if (customer) chat('identify', { getToken })
  chat('setContext', { ...(order && { orderId: order }), ...(product && { productId: product }) })
  for (const form of all('[data-log-out]')) form.addEventListener('submit', () => chat('logout'))
}

async function getToken(): Promise<string> {
  const response = await fetch('/token')
  if (!response.ok) throw new Error('The storefront gave no token')
  const { token }: { token: string } = await response.json()
  return token
}

/** Every sentence to try goes into the chat; `before` makes room for it. */
export function startAsking(before: () => void): void {
  document.addEventListener('click', ({ target }) => {
    const asking = target instanceof Element ? target.closest('[data-ask]') : null
    if (!(asking instanceof HTMLElement)) return
    before()
    chat('compose', asking.dataset.ask ?? '')
  })
}
