import { keptKey, openKey, read, write } from '../browser-storage.ts'
import type { Emit, Panel, PanelModule, Widget, WidgetOptions } from '../contract.ts'
import { createLauncher } from './launcher.ts'
import { speechOf } from './launcher-words.ts'

/** The panel's file. Its name changes with its content: `build.ts` writes it here. */
declare const panelFile: string

type Handler = { handle(detail: unknown): void }['handle']

/**
 * The launcher, and behind it the panel, which lies in the folder `files` and is fetched when the shopper shows intent.
 * It asks the API for nothing.
 */
export function startWidget(
  { store, api, name, locale, theme }: WidgetOptions,
  files: string,
  parent: Element,
): Widget {
  if (!store || !api) throw new TypeError('Switchboard needs a store and an api')
  const settings = { storeId: store, api: api.replace(/\/+$/, ''), storeName: name ?? 'Chat', files }
  const handlers = new Map<string, Set<Handler>>()
  const waiting: ((panel: Panel) => void)[] = []
  let speech = speechOf(locale || document.documentElement.lang || navigator.language)
  let panel: Promise<Panel> | undefined
  let loading: 'loading' | 'failed' | undefined
  let attempts = 0
  let open = false
  let shown = false
  let unread = 0
  let gone = false

  const launcher = createLauncher(parent, {
    onToggle: () => setOpen(!open),
    onIntent: () => void prepared().catch(noted),
  })
  setTheme(theme)
  draw()
  queueMicrotask(() => emit('ready', {}))
  // After the page's own scripts have run, so that a logged-in customer has been named.
  if (read('sessionStorage', openKey)) afterLoad(() => setOpen(true))

  function draw(): void {
    launcher.draw({ speech, open, unread, loading })
  }

  function setTheme(next = ''): void {
    launcher.host.style.colorScheme = /^(light|dark)$/.test(next) ? next : 'light dark'
  }

  function setOpen(next: boolean): void {
    if (next === open || gone) return
    open = next
    draw()
    write('sessionStorage', openKey, open ? 'yes' : undefined)
    prepared().then(show, () => {
      open = false
      draw()
    })
  }

  function show(it: Panel): void {
    if (shown === open) return
    shown = open
    if (open) it.open()
    else {
      it.close()
      launcher.focus()
    }
    emit(open ? 'open' : 'close', {})
  }

  function prepared(): Promise<Panel> {
    panel ??= fetchPanel()
    return panel
  }

  async function fetchPanel(): Promise<Panel> {
    loading = 'loading'
    draw()
    try {
      // The next attempts take the newest panel: a later version of the widget may have taken this one's away. Each has an
      // address of its own, as some browsers remember by its address that a module failed to load.
      const module: PanelModule = await import(files + (attempts++ ? `panel.js?${attempts}` : panelFile))
      const stage = { root: launcher.root, settings, emit, close: () => setOpen(false), setUnread }
      const it = await module.mount(stage, speech.tag)
      loading = undefined
      flush(it)
      return it
    } catch (error) {
      panel = undefined
      loading = 'failed'
      emit('error', { code: 'panel_not_loaded', detail: String(error) })
      throw error
    } finally {
      draw()
    }
  }

  /** Now, or once the panel is there. */
  function tell(command: (panel: Panel) => void): void {
    waiting.push(command)
    panel?.then(flush, noted)
  }

  function flush(it: Panel): void {
    for (const command of waiting.splice(0)) command(it)
  }

  function setUnread(count: number): void {
    if (count === unread) return
    unread = count
    draw()
    emit('unread', { count })
  }

  function emit(...[name, detail]: Parameters<Emit>): void {
    for (const handler of handlers.get(name) ?? []) {
      try {
        handler(detail)
      } catch (error) {
        reportError(error)
      }
    }
  }

  return {
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!open),
    destroy() {
      setOpen(false)
      gone = true
      tell((it) => it.destroy())
      launcher.host.remove()
    },
    async ready() {},
    identify: (identity) => tell((it) => it.identify(identity)),
    logout() {
      write('localStorage', keptKey(store), undefined)
      tell((it) => it.logout())
    },
    setContext: (context) => tell((it) => it.setContext(context)),
    setLocale(tag) {
      speech = speechOf(tag)
      draw()
      panel?.then((it) => it.setLocale(speech.tag), noted)
    },
    setTheme,
    compose(text) {
      setOpen(true)
      tell((it) => it.compose(text))
    },
    on(event, handler) {
      const set = handlers.get(event) ?? new Set()
      handlers.set(event, set.add(handler))
      return () => void set.delete(handler)
    },
  }
}

/** The failure has been announced as an `error` event where it happened. */
function noted(): void {}

function afterLoad(then: () => void): void {
  if (document.readyState === 'complete') then()
  else addEventListener('load', then, { once: true })
}
