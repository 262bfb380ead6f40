import type { Emit, EventName, Events, Identity } from '../contract.ts'

export type Commands = {
  open: () => void
  close: () => void
  toggle: () => void
  compose: (text: string) => void
  identify: (identity: Identity) => void
  logout: () => void
}

/**
 * `window.Switchboard('open')` and the like. Calls made before the loader ran wait in `window.Switchboard.q`, which the
 * page makes with one line: `window.Switchboard ??= (...call) => (Switchboard.q ??= []).push(call)`. `on` returns the
 * function that ends the subscription. A handler that throws stops nobody else.
 */
export function createCommands(commands: Commands): { emit: Emit } {
  const handlers = new Map<unknown, Set<(detail: unknown) => void>>()

  function run(...[name, first, second]: unknown[]): unknown {
    switch (name) {
      case 'open':
      case 'close':
      case 'toggle':
      case 'logout':
        return commands[name]()
      case 'compose':
        return commands.compose(String(first))
      case 'identify':
        if (isIdentity(first)) return commands.identify(first)
        return console.error("Switchboard: call it as Switchboard('identify', { getToken: () => token })")
      case 'on':
        return isHandler(second) ? subscribe(first, second) : undefined
      default:
        return console.error(`Switchboard: there is no command ${String(name)}`)
    }
  }

  function subscribe(event: unknown, handler: (detail: unknown) => void): () => void {
    const set = handlers.get(event) ?? new Set()
    handlers.set(event, set.add(handler))
    return () => void set.delete(handler)
  }

  const early: unknown = Reflect.get(window, 'Switchboard')
  Reflect.set(window, 'Switchboard', run)
  const waiting: unknown = typeof early === 'function' ? Reflect.get(early, 'q') : undefined
  if (Array.isArray(waiting)) for (const call of waiting) run(...call)

  return {
    emit<Name extends EventName>(name: Name, detail: Events[Name]) {
      for (const handler of handlers.get(name) ?? []) {
        try {
          handler(detail)
        } catch (error) {
          reportError(error)
        }
      }
    },
  }
}

function isIdentity(value: unknown): value is Identity {
  return (
    typeof value === 'object' && value !== null && 'getToken' in value && typeof value.getToken === 'function'
  )
}

function isHandler(value: unknown): value is (detail: unknown) => void {
  return typeof value === 'function'
}
