export type Tabs<Said> = { tell: (said: Said) => void; close: () => void }

/** The shopper's other tabs of the same store. What is told comes to all of them, but not back to this one. */
export function createTabs<Said>(name: string, onSaid: (said: Said) => void): Tabs<Said> {
  const channel = new BroadcastChannel(name)
  // The same script of the same origin has sent it.
  channel.onmessage = ({ data }: MessageEvent<Said>) => onSaid(data)
  return {
    tell: (said) => channel.postMessage(said),
    close: () => channel.close(),
  }
}

/** One tab at a time, where the browser offers that: on a page without TLS it does not. */
export async function inOneTab<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work()
  return navigator.locks.request(name, work)
}
