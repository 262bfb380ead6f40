/** The store's order ids, `#W` and digits, as they may be written: "w2611340", "#W2611340". */
const orderId = /(?<![a-z0-9])(?:# ?w(?=\d)|w(?=\d{5}))(\d{1,12})(?![a-z0-9])/gi

/** Each once, in the order of the text. */
export function orderIdsIn(text: string): string[] {
  if (!/w/i.test(text)) return []
  return [...new Set([...text.matchAll(orderId)].map(([, digits]) => `#W${digits}`))]
}

export function sameOrder(one: string, other: string): boolean {
  return bare(one) === bare(other)
}

function bare(id: string): string {
  return id.replace(/[#\s]/g, '').toUpperCase()
}

/** "#W1, #W2 and #W3" is one name of three orders, so that no clause ends between them. */
export function joinOrderIds(lower: string): string {
  return lower
    .replace(
      /(#?w\d{1,12})(?: ?[,،、&+] ?| ?(?:, ?)?(?:and|y|und|和|与|及|و) ?(?:order |pedido |bestellung |订单 ?|الطلب )?)(?=#?w\d)/g,
      '$1+',
    )
    .replace(
      /\+(#?w\d{1,12})(?= (?:is|was|has|will|can|remains|stays|está|fue|sigue|ist|wurde|bleibt|[^\s\d]*(?:仍|还|尚)))/g,
      ', $1',
    )
}
