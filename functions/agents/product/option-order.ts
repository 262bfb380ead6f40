/**
 * The options by name. A table's map has no order of its own, so the same variant would read differently each time;
 * and whoever shows a card can put them in this order again.
 */
export function inOptionOrder(options: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
  )
}
