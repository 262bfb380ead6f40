/*
 * What the loader and the panel know of each other. Types only: the two are separate bundles. A page's loader may be older
 * than the panel that it gets, so what is here is only added to.
 */

export type Settings = {
  storeId: string
  /** The API's address, without a slash at the end and without `/v1`. */
  api: string
  /** The store's name, as the shopper knows it. */
  storeName: string
  /** Where the panel and the locales lie, with a slash at the end. */
  files: string
}

/** The attributes of the script tag without `data-`, of `<switchboard-chat>`, and the argument of `createWidget`. */
export type WidgetOptions = {
  store?: string | undefined
  /** The API's address, without `/v1`. */
  api?: string | undefined
  /** The store's name, as the shopper knows it. */
  name?: string | undefined
  /** A language tag; left out, the page's own language, or else the browser's. */
  locale?: string | undefined
  theme?: string | undefined
}

/** How the storefront vouches for a logged-in customer; called again whenever a fresh token is needed. */
export type Identity = { getToken: () => string | Promise<string> }

/** What the shopper looks at: the next message says that it is about this, unless they take it away. */
export type Context = { orderId?: string; productId?: string }

export type Events = {
  ready: Record<string, never>
  open: Record<string, never>
  close: Record<string, never>
  message: { author: 'assistant' | 'operator' | 'system'; text: string }
  /** Messages that came while the panel was closed. */
  unread: { count: number }
  /** A person takes the conversation over. */
  handoff: { conversationId: string }
  /** The shopper has confirmed or declined what the store would do, and the store has heard it. */
  action: { actionId: string; decision: 'confirmed' | 'declined' }
  error: { code: string; detail: string }
}
export type EventName = keyof Events
export type Emit = <Name extends EventName>(name: Name, detail: Events[Name]) => void

/** The same by `Switchboard('open')`, of what `createWidget` returns, and of `<switchboard-chat>`'s `widget`. */
export type Widget = {
  open: () => void
  close: () => void
  toggle: () => void
  /** Takes everything off the page, for good. */
  destroy: () => void
  /** Resolves when calls have their effect; calls made earlier wait. */
  ready: () => Promise<void>
  identify: (identity: Identity) => void
  logout: () => void
  setContext: (context: Context) => void
  /** A language tag: `en`, `zh`, `es`, `ar`, also with a region. Others are answered in English. */
  setLocale: (tag: string) => void
  /** `light` or `dark`; `auto`, and anything else: as the system has it. */
  setTheme: (theme: string) => void
  /** Opens, and puts words into the composer; the shopper sends them. */
  compose: (text: string) => void
  /** Returns what ends the subscription. A handler that throws stops nobody else. */
  on: <Name extends EventName>(event: Name, handler: (detail: Events[Name]) => void) => () => void
}

/** What the loader lends the panel. */
export type Stage = {
  root: ShadowRoot
  settings: Settings
  emit: Emit
  /** The panel's own close button and the Escape key end here. */
  close: () => void
  setUnread: (count: number) => void
}

/** What the panel offers the loader. */
export type Panel = {
  open: () => void
  close: () => void
  destroy: () => void
} & Pick<Widget, 'compose' | 'identify' | 'logout' | 'setContext' | 'setLocale'>

/** `mount` resolves in the language of `tag`. */
export type PanelModule = { mount: (stage: Stage, tag: string) => Promise<Panel> }
