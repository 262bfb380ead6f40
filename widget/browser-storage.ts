/** Where the panel keeps what it remembers of one store. */
export const keptKey = (storeId: string): string => `switchboard:${storeId}`

/** Where a guest's session is kept, as long as the tab lives. */
export const guestKey = (storeId: string): string => `switchboard:guest:${storeId}`

/** Whether the panel was open in this tab, so that it is open again after a reload. */
export const openKey = 'switchboard:open'

type Area = 'localStorage' | 'sessionStorage'

/** A browser may forbid storage to a page, and then throws; the widget works on and forgets at the next reload. */
export function read(area: Area, key: string): string | null {
  try {
    return window[area].getItem(key)
  } catch {
    return null
  }
}

/** `undefined` removes the entry. */
export function write(area: Area, key: string, value: string | undefined): void {
  try {
    if (value === undefined) window[area].removeItem(key)
    else window[area].setItem(key, value)
  } catch {
    return
  }
}
