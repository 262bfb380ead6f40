/** What the loader and the panel know of each other. Types only: the two are separate bundles. */
export type Settings = {
  storeId: string
  /** The API's address, without a slash at the end and without `/v1`. */
  api: string
  /** The store's name, as the shopper knows it. */
  storeName: string
}

/** How the storefront vouches for a logged-in customer; called again whenever a fresh token is needed. */
export type Identity = { getToken: () => string | Promise<string> }

export type Events = {
  ready: Record<string, never>
  open: Record<string, never>
  close: Record<string, never>
  message: { author: 'assistant' | 'operator' | 'system'; text: string }
  handoff: { conversationId: string }
  /** The shopper has confirmed or declined what the store would do, and the store has heard it. */
  action: { actionId: string; decision: 'confirmed' | 'declined' }
  error: { code: string; detail: string }
}
export type EventName = keyof Events
export type Emit = <Name extends EventName>(name: Name, detail: Events[Name]) => void

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
  /** Puts words into the composer; the shopper sends them. */
  compose: (text: string) => void
  identify: (identity: Identity) => void
  logout: () => void
}

export type PanelModule = { mount: (stage: Stage, identity: Identity | undefined) => Panel }
