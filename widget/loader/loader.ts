import { startWidget } from './widget.ts'

/**
 * The one script of the storefront's page. Commands are calls of `window.Switchboard`, `Switchboard('open')` and the
 * like. Those made before it ran wait in `window.Switchboard.q`, which the page makes with one line:
 * `window.Switchboard ??= (...call) => (Switchboard.q ??= []).push(call)`.
 */
function start(script: HTMLScriptElement): void {
  const widget = startWidget(script.dataset, new URL('.', script.src).href, document.body)
  const waiting: unknown = Reflect.get(Object(Reflect.get(window, 'Switchboard')), 'q')
  const run = (name: string, ...rest: unknown[]): unknown => {
    const command: unknown = Reflect.get(widget, name)
    if (typeof command === 'function') return command(...rest)
    return console.error(`Switchboard has no command ${name}`)
  }
  Reflect.set(window, 'Switchboard', run)
  if (Array.isArray(waiting)) for (const [name, ...rest] of waiting) run(String(name), ...rest)
}

const script = document.currentScript ?? document.querySelector('script[data-store]')
if (script instanceof HTMLScriptElement) {
  if (document.body) start(script)
  else addEventListener('DOMContentLoaded', () => start(script), { once: true })
}
