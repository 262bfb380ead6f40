/** How many messages came while the panel was closed. */
export function createUnread(show: (count: number) => void): { add: () => void; clear: () => void } {
  let count = 0
  const set = (next: number) => {
    count = next
    show(count)
  }
  return { add: () => set(count + 1), clear: () => set(0) }
}
