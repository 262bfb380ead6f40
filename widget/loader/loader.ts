import { keptKey, openKey, read, write } from '../browser-storage.ts'
import type { Identity, Panel, PanelModule, Settings } from '../contract.ts'
import { createCommands } from './commands.ts'
import { createLauncher } from './launcher.ts'

/**
 * The one script of the storefront's page: draws the launcher, answers `window.Switchboard(…)`, and fetches the panel
 * when the shopper shows intent. It asks the API for nothing.
 */
function load(script: HTMLScriptElement, settings: Settings): void {
  let open = false
  let shown = false
  let identity: Identity | undefined
  let panel: Promise<Panel> | undefined
  let attempts = 0

  const launcher = createLauncher({
    onToggle: () => setOpen(!open),
    onIntent: () => void prepared().catch(noted),
  })
  const commands = createCommands({
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!open),
    compose(text) {
      setOpen(true)
      prepared().then((it) => it.compose(text), noted)
    },
    identify(next) {
      identity = next
      panel?.then((it) => it.identify(next), noted)
    },
    logout() {
      identity = undefined
      write('localStorage', keptKey(settings.storeId), undefined)
      panel?.then((it) => it.logout(), noted)
    },
  })
  commands.emit('ready', {})
  // After the page's own scripts have run, so that a logged-in customer has been named.
  if (read('sessionStorage', openKey) !== null) afterLoad(() => setOpen(true))

  function setOpen(next: boolean): void {
    if (next === open) return
    open = next
    launcher.setOpen(open)
    write('sessionStorage', openKey, open ? 'yes' : undefined)
    prepared().then(show, () => {
      open = false
      launcher.setOpen(false)
      launcher.setFailed()
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
    commands.emit(open ? 'open' : 'close', {})
  }

  function prepared(): Promise<Panel> {
    panel ??= fetchPanel().catch((error: unknown) => {
      panel = undefined
      commands.emit('error', { code: 'panel_not_loaded', detail: String(error) })
      throw error
    })
    return panel
  }

  async function fetchPanel(): Promise<Panel> {
    attempts += 1
    // Some browsers remember by its address that a module failed to load.
    const address = new URL(attempts === 1 ? 'panel.js' : `panel.js?attempt=${attempts}`, script.src)
    const module: PanelModule = await import(address.href)
    return module.mount(
      {
        root: launcher.root,
        settings,
        emit: commands.emit,
        close: () => setOpen(false),
        setUnread: launcher.setUnread,
      },
      identity,
    )
  }
}

/** The failure has been announced as an `error` event where it happened. */
function noted(): void {}

function afterLoad(then: () => void): void {
  if (document.readyState === 'complete') then()
  else addEventListener('load', then, { once: true })
}

function start(): void {
  const script = document.currentScript ?? document.querySelector('script[data-store]')
  if (!(script instanceof HTMLScriptElement)) return
  const { store, api, name } = script.dataset
  if (store === undefined || api === undefined) {
    console.error('Switchboard: the script tag needs data-store and data-api; the chat is not shown')
    return
  }
  const settings = { storeId: store, api: api.replace(/\/+$/, ''), storeName: name ?? 'Chat with us' }
  if (document.body) load(script, settings)
  else addEventListener('DOMContentLoaded', () => load(script, settings), { once: true })
}

start()
