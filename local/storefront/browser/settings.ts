/** What the visitor has set in this browser: how the shop looks, and whether what happened stands beside it. */
type Setting = 'theme' | 'happened' | 'column'

const keyOf = (setting: Setting) => `switchboard-demo:${setting}`

/** From here on what happened has a column of its own; the style sheets say the same. */
export const wide = '(min-width: 1160px)'

/** A browser may forbid storage; then nothing is remembered. */
export function readSetting(setting: Setting): string | undefined {
  try {
    return localStorage.getItem(keyOf(setting)) ?? undefined
  } catch {
    return undefined
  }
}

export function keepSetting(setting: Setting, value: string): void {
  try {
    localStorage.setItem(keyOf(setting), value)
  } catch {
    return
  }
}
